"""Lesson study: cycles of three research lessons, as their records tell."""
