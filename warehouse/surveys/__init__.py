"""Surveys: their keys as data, waves, and the scoring that publishing writes beside the marts."""
