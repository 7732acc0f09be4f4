"""What a chapter's outputs and the book agree on: names of MIME types and stand-in colours.

Kept apart so that the book can be built without loading pandas and matplotlib.
"""

FIGURE = "application/vnd.evidence.figure+json"
TABLE = "application/vnd.evidence.table+json"
IMAGES = {"image/svg+xml": "svg", "image/png": "png", "application/pdf": "pdf"}
INK, GROUND = "#010203", "#fefdfc"
"""Stand-ins that charts use for text and ground; on a page they follow its theme."""
