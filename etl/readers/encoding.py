"""Bytes of a text file as letters."""

from __future__ import annotations

import codecs
import re

from etl.readers.refusals import refusal

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Named by a page itself; the rest of Python's codecs are no charsets, and some are slow by design.
_CHARSETS = frozenset(
    {"utf-8", "utf-16", "cp1251", "cp866", "koi8-r", "iso8859-5", "cp1252", "iso8859-1", "ascii"}
)
_WESTERN = frozenset({"cp1252", "iso8859-1", "ascii"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def marked(head: bytes) -> str:
    """Return the encoding that the first bytes announce, or an empty text."""
    return next((name for mark, name in _MARKS.items() if head.startswith(mark)), "")


def decode(data: bytes, declared: str = "") -> str:
    """Return the text by its byte-order mark, as utf-8, by the declared charset or as cp1251.

    Russian letters in another encoding are no utf-8, so what reads as utf-8 is it, whatever a page
    declares; a western charset is what servers declare when they know nothing: cp1251 goes before it.
    Refuses `encoding` where none fits and `unknown_kind` where the letters are control signs.
    """
    named = _charset(declared)
    tried = ("cp1251", named) if named in _WESTERN else (named, "cp1251")
    for name in filter(None, (marked(data), "utf-8", *tried)):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            raise refusal("unknown_kind")
        return text
    raise refusal("encoding")


def _charset(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    return name if name in _CHARSETS else ""
