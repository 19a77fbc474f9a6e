"""Callbacks: thin, module-level, one module per page."""
