"""Whose pupils a file names: of several schools only our own pupils are pupils of the warehouse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from etl.cells import cell_text
from etl.formats.findings import Findings, Kind
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
    that names no school is ours; so is every row of a file of one school while no code of that form is
    known: a login of ФИС ОКО says nothing of the number by which the protocols of exams know us. `others`
    are codes that somebody said are not ours.
    """

    def __init__(
        self, own: Iterable[str], printed: Iterable[str], others: Iterable[str] = ()
    ) -> None:
        self._own = {_key(code): code for code in own}
        self._forms = {form_of(code) for code in self._own.values()}
        self._others = set(map(_key, others))
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
        known = not printed or _key(printed) in self._own
        return known or (self.count == 1 and not self.is_other(printed))

    def is_other(self, printed: str) -> bool:
        """Say whether a school is known not to be ours, however few schools the file names."""
        key = _key(printed)
        said = key in self._others or form_of(printed) in self._forms
        return bool(printed) and key not in self._own and said

    def say(self, findings: Findings) -> None:
        """Note a file none of whose schools is known to be ours."""
        if self.schools and not any(map(self.is_ours, self.schools)):
            code = "own_school_unknown" if self.count > 1 else "other_school"
            findings.add(code, value=", ".join(self.schools[:5]))


def form_of(code: str) -> str:
    """Return what a code is, as `stg_school_codes` has it: a login of ФИС ОКО, a number or a name."""
    if re.match(r"(?:edu|sch)\d", code, re.IGNORECASE):
        return "login"
    return "number" if re.fullmatch(r"\d+", code) else "name"


def login_of(text: str) -> str:
    """Return a login as it is spelt today: `sch2…` of the years before 2022 is `edu2…`."""
    return re.sub(r"^sch(?=\d)", "edu", text.casefold())


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
