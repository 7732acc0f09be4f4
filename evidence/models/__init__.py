"""Models: what the claims imply together, by arithmetic and physics."""
