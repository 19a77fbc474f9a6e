"""Which teacher signed an answer: by the full name, by initials or a part of the name that fits one alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.formats.findings import Findings
from etl.formats.matrix.people import Person, person, surname_first
from etl.formats.surveys.columns import NAMES
from etl.formats.surveys.table import FormTable
from etl.names import clean, name_key
from warehouse.surveys.matching import nearest
from warehouse.teachers import fits

_INITIALS_FIRST = re.compile(r"^((?:[А-ЯЁ]\.\s*){1,2})([А-ЯЁ][а-яё-]+)$")
ORDER = ("name", "surname", "first_name", "patronymic")


@dataclass(frozen=True)
class Signed:
    """A name as it will be kept, and its key; `name` is "" where nobody can tell who it is."""

    name: str = ""
    key: str = ""


class Staff:
    """The teachers that the school knows, and what was said of each spelling."""

    def __init__(self, known: Mapping[str, str], findings: Findings) -> None:
        self._full = {key: name for key, name in known.items() if "." not in key}
        self._met = dict(self._full)
        self._findings = findings
        self.is_unsure = False  # whether a list of the staff may yet tell who somebody is

    def meet(self, printed: Iterable[str]) -> None:
        """Take the full names of a file as such: initials beside them may mean one of them."""
        found = [_person(text) for text in dict.fromkeys(printed)]
        whole = [one.name for one in found if one.sort == "full" and len(one.name.split()) > 2]
        self._met = {name_key(name): name for name in whole} | self._full

    def who(self, printed: str, place: tuple[str, int, int]) -> Signed:
        """Return whose name is printed, saying at its place what was doubtful."""
        found = _person(printed)
        own_key = name_key(found.name)
        if own_key in self._full:
            return Signed(self._full[own_key], own_key)
        self.is_unsure = True
        alike = self._alike(own_key)
        if len(alike) == 1:
            name = self._met[alike[0]]
            self._findings.add("teacher_otherwise", *place, value=f"{printed} → {name}")
            return Signed(name, alike[0])
        if found.sort == "full" and not alike:
            self._say("teacher_unknown", printed, own_key, place)
            return Signed(found.name, own_key)
        self._say("teacher_unclear", printed, own_key, place, alike)
        return Signed()

    def _alike(self, own_key: str) -> list[str]:
        """Return the full names that a name may stand for: those of the staff, else those of the file."""
        return _fitting(own_key, self._full) or _fitting(own_key, self._met)

    def _say(
        self,
        code: str,
        printed: str,
        own_key: str,
        place: tuple[str, int, int],
        alike: Sequence[str] = (),
    ) -> None:
        if code == "teacher_unknown" and not self._full:
            return  # nobody has loaded the staff yet: everyone is new
        near = [self._met[key] for key in alike or nearest(own_key, self._full)]
        said = f"{printed}; похожи: {', '.join(near)}" if near else printed
        self._findings.add(code, *place, value=said)


def _fitting(own_key: str, names: Iterable[str]) -> list[str]:
    """Return the full names whose initials fit, or of whose words a name is some."""
    if "." in own_key:
        return [full for full in names if fits(own_key, full)]
    said = set(own_key.split())
    return [full for full in names if len(said) > 1 and said < set(full.split())]


def _person(printed: str) -> Person:
    """Return a name as people type it: without capitals, or with the initials before the surname."""
    text = _INITIALS_FIRST.sub(r"\2 \1", clean(printed))
    found = person(text)
    found = found if found.sort in ("full", "initials") else person(text.title())
    return found._replace(name=surname_first(found.name))


def printed_name(table: FormTable, row: int) -> tuple[str, int]:
    """Return the name that stands in a row of the body, of one column or of three, and its column."""
    columns = sorted(table.of(*NAMES), key=lambda c: (ORDER.index(c.role), c.index))
    whole = [c for c in columns if c.role == "name"]
    texts = [(clean(c.text(row)), c.index) for c in whole[:1] or columns]
    return " ".join(text for text, _ in texts if text), min((i for _, i in texts), default=0)
