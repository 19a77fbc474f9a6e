"""Protocols and lists of the Всероссийская олимпиада школьников, by stage."""

from etl.formats.olympiad.protocols import claim, parse

__all__ = ["claim", "parse"]
