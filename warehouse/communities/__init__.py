"""Professional learning communities: what is kept of them, and how it is read."""
