"""Lessons with their tasks: Tollingerová's taxonomy and the didactic value."""
