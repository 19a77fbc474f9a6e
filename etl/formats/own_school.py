"""Whose pupils a file names: of several schools only our own pupils are pupils of the warehouse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from etl.cells import cell_text
from etl.formats.findings import Findings, Kind
from etl.formats.vpr.people import login_of
from etl.grid import Cell
from etl.names import clean, fold, name_key
from etl.tidy import Rows

SCHOOL_KINDS: Mapping[str, Kind] = {
    "own_school_unknown": Kind(
        "warning",
        "В~файле несколько школ, и~ни~одна не~отмечена как ваша: результаты загружены без имён",
        "Впишите код или название вашей школы в~настройках и~загрузите файл снова",
    ),
    "other_school": Kind(
        "warning",
        "В~файле одна школа, но~её код не~записан среди ваших: результаты загружены без имён",
        "Если это ваша школа, впишите этот код в~настройках и~загрузите файл снова",
    ),
    "namesake": Kind(
        "warning",
        "В~одном классе два участника с~одинаковым именем: они загружены как разные ученики",
        "Если это один человек, оставьте в~файле одну строку",
    ),
}  # fmt: skip


class OwnSchool:
    """Tells our rows from those of other schools, by the rule of the staging models.

    `own` are the codes or names by which outside files know us, `printed` those the file names. A row
    that names no school is ours; so is every row of a file of one school while no code is known.
    """

    def __init__(self, own: Iterable[str], printed: Iterable[str]) -> None:
        self._own = {_key(code): code for code in own}
        self.schools = list(dict.fromkeys(self.code(school) for school in printed if school))

    @property
    def count(self) -> int:
        """How many schools the file names; a file that names none is of one school."""
        return max(1, len(self.schools))

    def code(self, printed: str) -> str:
        """Return how a school is kept: as the settings spell it where it is ours, else as printed."""
        return self._own.get(_key(printed), printed)

    def is_ours(self, printed: str) -> bool:
        """Say whether a row's school is ours."""
        return not printed or _key(printed) in self._own or (not self._own and self.count == 1)

    def say(self, findings: Findings) -> None:
        """Note a file none of whose schools is known to be ours."""
        if self.schools and not any(map(self.is_ours, self.schools)):
            code = "own_school_unknown" if self.count > 1 else "other_school"
            findings.add(code, value=", ".join(self.schools[:5]))


def _key(code: str) -> str:
    """Return a code for comparison: a spreadsheet loses the zeros that it begins with."""
    return fold(code).lstrip("0")


def own_code(typed: str) -> str:
    """Return a code, login or name of our school as the files keep it: a login of `sch…` is `edu…`."""
    text = " ".join(typed.split())
    return login_of(text) if re.fullmatch(r"(?:edu|sch)\d+", text, re.IGNORECASE) else text


def printed(cell: Cell) -> str:
    """Return a school's name as printed, its «№» kept, in single spaces."""
    return " ".join(cell_text(cell).split())


class People:
    """Numbers the named participants of one file; a name twice in one work and class is two pupils."""

    def __init__(self, rows: Rows, findings: Findings) -> None:
        self._rows, self._findings = rows, findings
        self._seen: Counter[tuple[object, ...]] = Counter()

    def number(
        self, work: object, own: tuple[str, str], name: str, place: tuple[str, int, int]
    ) -> int:
        """Return pupil_no of a participant from `own` (year, class); nobody sits a `work` twice."""
        key, (year, class_name) = name_key(name), own
        self._seen[work, year, class_name, key] += 1
        ordinal = self._seen[work, year, class_name, key]
        if ordinal > 1:
            self._findings.add("namesake", *place, value=f"{name}, {class_name}")
        return self._rows.pupil(year, class_name, clean(name), key, ordinal)
