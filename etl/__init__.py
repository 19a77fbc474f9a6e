"""A file becomes tidy rows: what files and layouts look like, and nothing of screens."""
