"""Papers: what leaves the screen as a file."""
