"""What the programme asks for on paper: its final products and the outputs of its checkpoints, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from warehouse.programme import final_products, outputs
from warehouse.reference import seed
from warehouse.subjects import subject_key


@dataclass(frozen=True)
class Product:
    """A kind of paper that the programme asks for; `place` is documents, projects or lessons.

    `due` is the end of the first checkpoint that expects it, None of a final product without one.
    """

    kind: str
    place: str
    checkpoints: tuple[str, ...]
    due: date | None
    is_final: bool


def document_kinds() -> list[str]:
    """Return the kinds of documents that the shelf offers, in order; people may name their own."""
    return [row["kind"] for row in seed("document_kinds") if row["place"] == "documents"]


def products() -> list[Product]:
    """Return what the programme asks for, final products first, then by the day it is due."""
    places = {row["kind"]: row["place"] for row in seed("document_kinds")}
    asked: dict[str, list[tuple[str, date] | None]] = {}
    for kind, said in _asked():
        asked.setdefault(kind, []).append(said)
    found = [_product(kind, places.get(kind, "documents"), said) for kind, said in asked.items()]
    return sorted(found, key=lambda one: (not one.is_final, one.due or date.max, one.kind))


def _asked() -> Iterator[tuple[str, tuple[str, date] | None]]:
    kinds = {subject_key(row["product"]): row["kind"] for row in seed("document_kinds")}
    for name in final_products():
        yield kinds.get(subject_key(name), name), None
    for checkpoint, name, due in outputs():
        yield kinds.get(subject_key(name), name), (checkpoint, due)


def _product(kind: str, place: str, said: list[tuple[str, date] | None]) -> Product:
    points = [one for one in said if one is not None]
    due = min((day for _, day in points), default=None)
    return Product(kind, place, tuple(name for name, _ in points), due, None in said)
