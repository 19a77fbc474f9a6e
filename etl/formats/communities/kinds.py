"""What may be wrong with a workbook of communities."""

from __future__ import annotations

from etl.formats.findings import Kind

COMMUNITY_KINDS = {
    "community_unknown": Kind(
        "warning",
        "Такого сообщества нет ни~в~файле, ни~в~школе: строка загружена и~ждёт, пока оно появится",
        "Проверьте название или добавьте сообщество на~лист «Сообщества»",
    ),
}  # fmt: skip
