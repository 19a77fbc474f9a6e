"""Which participants a line of a report is of: the country, a region, a municipality, a school."""

from __future__ import annotations

import re
from typing import NamedTuple

from etl.formats.own_school import login_of
from etl.names import fold

_LOGIN = re.compile(r"\(?\s*\b((?:edu|sch)\d+)\b\s*\)?", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"\(?\s*\breg\d+_m\d+\b\s*\)?", re.IGNORECASE)
_REGION = re.compile(r"\(?\s*\breg\d+\b\s*\)?", re.IGNORECASE)
_COUNTRY = re.compile(r"вся выборка|рф$|россия$|российская федерация")
_IS_REGION = re.compile(r"област|край|республик|респ\.|автономн")
_IS_MUNICIPALITY = re.compile(r"район|муниципал|городской округ|^(?:г|город)[.\s]")
_IS_SCHOOL = re.compile(r"(?<![а-я])(?:м[абк]?оу|сош|школ|гимнази|лице[йя]|оо$|ваша оо)")
_MARK = re.compile(r"(?:.*\D)?([2-5])(?:\.0)?[»\"”]?\s*$")


class Group(NamedTuple):
    """A group of participants; `code` is the login of a school, "" of others and where none is said."""

    level: str
    name: str
    code: str = ""


def group_of(text: str) -> Group:
    """Return the group that a text names: «МБОУ «…»(edu203389)», «… район(reg20_m012)», «РФ %»."""
    text = " ".join(text.split()).strip()
    bare = re.sub(r"[\s,]*%$", "", text)
    folded = fold(bare)
    if found := _LOGIN.search(bare):
        return Group("school", _LOGIN.sub(" ", bare).strip(), login_of(found[1]))
    if _MUNICIPALITY.search(bare):
        return Group("municipality", _MUNICIPALITY.sub(" ", bare).strip())
    if _COUNTRY.match(folded):
        return Group("country", bare)
    if _REGION.search(bare):
        return Group("region", _REGION.sub(" ", bare).strip())
    if _IS_SCHOOL.search(folded):
        return Group("school", bare)
    is_municipality = _IS_MUNICIPALITY.search(folded) and not _IS_REGION.search(folded)
    return Group("municipality" if is_municipality else "region", bare)


def mark_of(text: str) -> str:
    """Return the mark whose participants a line is of («2», «Группа «3»»), "" where it names none."""
    if len(text) > 40 or _LOGIN.search(text) or _REGION.search(text):
        return ""
    found = _MARK.fullmatch(fold(text))
    is_short = bool(re.fullmatch(r"[«\"]?[2-5](?:\.0)?[»\"]?", fold(text)))
    return (
        found[1] if found and (is_short or re.search(r"групп|отметк|ср\.|гр\.", fold(text))) else ""
    )
