"""Colours, type and the base of every figure; the same tokens stand in assets/tokens.css."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

from dashboard import words

INK = "#1F2430"
MUTED = "#667085"
HAIRLINE = "#E4E7EC"
PAPER = "#FAFAF8"
SURFACE = "#FFFFFF"
ACCENT = "#17616B"
WARM = "#B4532A"
NEUTRAL = "#F4F2EE"
COOL = "#2F6F79"
NO_DATA = "#EEF0F3"

FONT = '"Golos Text","PT Sans","Segoe UI",Roboto,"Noto Sans",sans-serif'

SHARE_SCALE: list[list[Any]] = [
    [0.0, "#EEF5F5"],
    [0.25, "#C3DDDE"],
    [0.5, "#86B9BC"],
    [0.75, "#3F878E"],
    [1.0, "#0F4A53"],
]
DIVERGING_SCALE: list[list[Any]] = [[0.0, WARM], [0.5, NEUTRAL], [1.0, COOL]]

GROUP_COLOURS = {
    "not_attested": "#98A0AE",
    "with_two": "#B4532A",
    "several_threes": "#DB9F78",
    "one_three": "#F0D6B5",
    "one_four": "#BBD9DA",
    "fours_and_fives": "#65A0A6",
    "all_fives": "#17616B",
}
GROUP_PATTERNS = {"not_attested": "/", "one_three": ".", "one_four": "."}

_AXIS: dict[str, Any] = {
    "automargin": True,
    "gridcolor": HAIRLINE,
    "linecolor": HAIRLINE,
    "zeroline": False,
    "fixedrange": True,
    "ticks": "",
    "tickfont": {"size": 14, "color": INK},
    "title": {"font": {"size": 14, "color": MUTED}},
}

LAYOUT: dict[str, Any] = {
    "font": {"family": FONT, "size": 14, "color": INK},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
    "separators": f",{words.NBSP}",
    "showlegend": False,
    "dragmode": False,
    "hovermode": "closest",
    "hoverlabel": {
        "bgcolor": INK,
        "bordercolor": INK,
        "align": "left",
        "font": {"family": FONT, "size": 14, "color": SURFACE},
    },
    "colorway": [ACCENT, WARM, MUTED, "#86B9BC", "#DB9F78"],
    "xaxis": _AXIS,
    "yaxis": copy.deepcopy(_AXIS),
}

_DAYS = ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"]
_MONTHS = [
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
]  # fmt: skip
_SHORT_MONTHS = [
    "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
]  # fmt: skip


def month(number: int, is_short: bool = False) -> str:
    """Return the name of a month, 1–12: «сентябрь», «сен»."""
    return (_SHORT_MONTHS if is_short else _MONTHS)[number - 1]


# plotly.js takes a locale from the config, so no locale file has to be served.
_LOCALE: dict[str, Any] = {
    "dictionary": {"Reset axes": "Вернуть оси", "Download plot as a PNG": "Сохранить как PNG"},
    "format": {
        "days": _DAYS,
        "shortDays": ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
        "months": _MONTHS,
        "shortMonths": _SHORT_MONTHS,
        "date": "%d.%m.%Y",
        "decimal": ",",
        "thousands": words.NBSP,
    },
}


def layout(**changes: Any) -> dict[str, Any]:
    """Return a fresh base layout with changes merged in, so that `xaxis={…}` keeps the base axis."""
    return _merged(copy.deepcopy(LAYOUT), changes)


def graph_config() -> dict[str, Any]:
    """Return the config of every graph: Russian, quiet, and nothing can leave for a cloud."""
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "plotlyServerURL": "",
        "modeBarButtonsToRemove": ["sendDataToCloud", "sendChartToCloud", "editInChartStudio"],
        "showSendToCloud": False,
        "showEditInChartStudio": False,
        "showLink": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "locale": "ru",
        "locales": {"ru": _LOCALE},
    }


def deviation_colour(points: float | None, span: float = 30.0) -> str:
    """Return warm below and cool above zero; `span` points reach the end of the scale."""
    if points is None or words.is_missing(points):
        return NO_DATA
    return scale_colour(DIVERGING_SCALE, 0.5 + points / (2 * span))


def scale_colour(scale: list[list[Any]], position: float) -> str:
    """Return the colour at a position of 0–1 between the stops of a scale."""
    place = min(max(position, 0.0), 1.0)
    for (low, start), (high, end) in pairwise(scale):
        if place <= high:
            return _mixed(start, end, (place - low) / (high - low))
    return str(scale[-1][1])


def ink_on(background: str) -> str:
    """Return the ink, dark or white, whose contrast with a background of #RRGGBB is ≥ 4.5."""
    inks = (INK, SURFACE, "#000000")
    return next(ink for ink in inks if _contrast(background, ink) >= 4.5)


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _rgb(colour)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(start: str, end: str, part: float) -> str:
    pairs = zip(_rgb(start), _rgb(end), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in pairs)


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            _merged(base[key], value)
        else:
            base[key] = value
    return base
