"""How much one file may ask of the machine, checked before anything is unpacked."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """Limits of one upload; sizes in bytes, the rest are counts.

    `cells` counts the rectangle from A1 to the last filled cell, summed over the sheets of a file,
    because that rectangle is what gets allocated; a million and a half distinct texts take 460 MB.
    `text_bytes` is what the texts of a workbook come to once each cell holds its own copy.
    """

    entries: int = 10_000
    unpacked_bytes: int = 4096 * MEGABYTE
    ratio: int = 200
    ratio_from_bytes: int = 8 * MEGABYTE
    file_bytes: int = 256 * MEGABYTE
    part_bytes: int = 160 * MEGABYTE
    parts_bytes: int = 320 * MEGABYTE
    cells: int = 1_500_000
    rows: int = 1_048_576
    columns: int = 16_384
    text_bytes: int = 96 * MEGABYTE
    delimited_bytes: int = 24 * MEGABYTE
    html_bytes: int = 16 * MEGABYTE
    html_tags: int = 600_000
    html_depth: int = 200


DEFAULT = Bounds()
