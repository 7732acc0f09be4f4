"""Charts: one module a family. Functions take frames and return a Figure."""
