"""Benchmarks: ratios within one run, printed by `make bench`; nothing here is a timed test."""
