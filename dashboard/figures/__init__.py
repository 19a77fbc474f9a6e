"""Figures: pure functions from a frame to a plain figure dict."""
