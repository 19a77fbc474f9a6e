"""Lesson study: cycles of three research lessons, as people type them."""
