"""«Откуда число?» of the pages of communities: what is counted, typed lines and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import data, words
from dashboard.community_links import to_list
from dashboard.community_seen import Seen
from dashboard.community_year import KINDS, Moment
from dashboard.components import register_words as say
from dashboard.components.provenance import Explained, files_panel
from dashboard.session import may
from dashboard.staff import files_of

MONTHS, VISITS = "months", "visits"
TOLD = {
    MONTHS: ("Активность по месяцам", ("meetings", "visits", "plan"), (
        "Намеченное стоит в месяце, на который намечено, проведённое — в том, когда прошло: перенесённая встреча видна "
        "в двух месяцах. Уроки исследований берутся из их планов и начал.")),
    VISITS: ("Кто у кого был на уроке", ("visits",), (
        "Посещение считается состоявшимся, если у него записан день, когда оно прошло; намеченным — если только "
        "день по плану. Пара — посетивший и хозяин урока.")),
}  # fmt: skip


def panel(seen: Seen, at: Moment, filters: Mapping[str, str]) -> Any:
    """Return the panel that the address opens, None where it opens none."""
    if filters.get("origin") not in TOLD:
        return None
    title, registers, definition = TOLD[filters["origin"]]
    events = [one for own in seen.events.values() for one in own if one.is_of(at.school_year)]
    kinds = [KINDS[name] for name in registers]
    rows = [dict(one.row) for one in events if one.row and one.kind in kinds]
    held = sum(at.is_held(one) for one in events if one.kind in kinds)
    typed = sum(row["is_typed"] for row in rows)
    lessons = sum(one.kind == "lesson" for one in events) if filters["origin"] == MONTHS else 0
    formula = f"{at.school_year}: {say.lines(len(rows))}, из них проведено {held}"
    formula += f"; уроков исследований: {lessons}" if lessons else ""
    remark = f"Введено на страницах: {say.lines(typed)}."
    explained = Explained(title, formula, definition, False, data.reader().number)
    files = files_of(rows) if may("upload") else files_of([])
    remark += "" if may("upload") else f"{words.NBSP}Файлы открывают те, кто их загружает."
    return files_panel(explained, files, to_list(dict(filters), origin=None), remark)
