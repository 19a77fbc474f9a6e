"""Answers to surveys: exports of Google Forms and Yandex Forms, and any table of a row per respondent."""

from etl.formats.surveys.reading import claim, parse

__all__ = ["claim", "parse"]
