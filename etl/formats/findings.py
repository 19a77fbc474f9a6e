"""Problems and questions of one file while it is being read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from etl.grid import Grid
from etl.problems import Problem, Severity, at, most_listed
from etl.tidy import Question

LISTED = 1000  # problems of one code that are listed one by one; the rest are counted
LEAST_ROWS, LEAST_CELLS = 2, 3  # from which a sheet holds a table
NBSP = "\N{NO-BREAK SPACE}"


class Kind(NamedTuple):
    """A kind of problem: how grave, what is wrong, what to do; `~` stands for a nbsp."""

    severity: Severity
    what: str
    fix: str
    listed: int = LISTED


KINDS = {
    "unknown_token": Kind(
        "warning",
        "Непонятная запись в~ячейке: она не~вошла в~расчёты",
        "Исправьте запись в~журнале и~выгрузите отчёт заново",
    ),
    "zero_mark": Kind(
        "warning",
        "«0» в~ячейке урока: считается, что отметки нет",
        "Проверьте ячейку в~журнале: возможно, это «О»~(опоздание) или пропущенная отметка",
    ),
    "zero_period_mark": Kind(
        "info",
        "«0» вместо итоговой отметки: считается, что отметки нет",
        "Если отметка выставлена, исправьте её в~журнале и~выгрузите отчёт заново",
    ),
    "state_in_lesson": Kind(
        "info",
        "Пометка в~ячейке урока: в~средний балл не~входит",
        "Исправлять не~нужно, если так и~задумано",
        50,
    ),
    "average_differs": Kind(
        "warning",
        "Средний балл в~файле не~сходится с~отметками строки",
        "Сверьте строку с~журналом: возможно, не~все отметки попали в~отчёт",
        50,
    ),
    "outside_range": Kind(
        "warning",
        "Дата столбца не~входит в~период отчёта; отметка загружена с~этой датой",
        "Проверьте даты в~шапке отчёта",
    ),
    "stray_cell": Kind(
        "warning",
        "Запись вне столбцов таблицы: над ней нет даты",
        "Проверьте шапку таблицы: без даты запись не~загружается",
    ),
    "header_day": Kind(
        "warning",
        "Число в~шапке не~складывается в~дату",
        "Проверьте месяц и~число в~шапке отчёта: столбец не~загружен",
    ),
    "legend_conflict": Kind(
        "warning",
        "Обозначение пропуска объяснено в~файле по-разному; взято первое объяснение",
        "Проверьте условные обозначения под таблицами",
    ),
    "break_dates": Kind(
        "info",
        "Есть записи за дни каникул",
        "Они отнесены к~периоду, который только что закончился. Если сроки четвертей "
        "в~школе другие, измените их в~настройках",
    ),
    "table_goes_on": Kind(
        "info",
        "Таблица ученика продолжается на~следующем листе: обе части загружены как одного ученика",
        "Если это разные ученики с~одним именем, допишите в~журнале отчество или номер",
        50,
    ),
    "same_name": Kind(
        "warning",
        "Вторая таблица с~тем~же именем в~том~же классе: загружена как таблица другого ученика",
        "Если это один ученик, выгрузите отчёт заново, чтобы его таблица была одна",
        50,
    ),
    "period_mark_twice": Kind(
        "warning",
        "У~предмета ученика две разные итоговые отметки за один период: в~расчёты войдёт одна",
        "Проверьте, какая из~них верна, и~оставьте в~журнале одну строку предмета",
    ),
    "subject_twice": Kind(
        "info",
        "Предмет стоит в~таблице ученика дважды, итоговая отметка в~обеих строках одна",
        "Проверьте, не~лишняя~ли одна из~строк",
        50,
    ),
    "no_pupil": Kind(
        "error",
        "Над таблицей не~указан ученик",
        "Добавьте строку «Ученик: Фамилия Имя Отчество» или выгрузите отчёт заново",
    ),
    "pupil_of_sheet": Kind(
        "info",
        "Ученик над таблицей не~указан: его имя взято из~названия листа",
        "Проверьте, что листы названы по~ученикам",
        5,
    ),
    "pupil_cut": Kind(
        "warning",
        "Ученик над таблицей не~указан, а~название листа, по~которому он назван, может быть "
        "обрезано: в~нём помещается 31~знак",
        "Если имя неполное, допишите его в~строке «Ученик:» над таблицей",
    ),
    "range_outside_year": Kind(
        "error",
        "Даты периода не~лежат в~указанном учебном году",
        "Проверьте строки «Учебный год» и~«Период» над таблицей",
    ),
    "sheet_unread": Kind(
        "warning",
        "Лист не~прочитан: на~нём таблица другого рода",
        "Если она нужна, сохраните этот лист отдельным файлом и~загрузите его",
        20,
    ),
    "no_tables": Kind(
        "error",
        "В~файле нет ни~одной таблицы с~предметами",
        "Проверьте, что отчёт выгружен за нужный период и~не~пуст",
    ),
}


class Findings:
    """Collects what a person should know or say, each kind listed up to its bound.

    `kinds` are the kinds of a shape that has its own beside `KINDS`.
    """

    def __init__(self, kinds: Mapping[str, Kind] | None = None) -> None:
        self._kinds = {**KINDS, **(kinds or {})}
        self.counts: Counter[str] = Counter()
        self.questions: list[Question] = []
        self._problems: list[Problem] = []
        self._places: set[tuple[str, str, int, int]] = set()

    def add(self, code: str, sheet: str = "", row: int = -1, column: int = -1, *, value: str = "",
            what: str = "") -> None:  # fmt: skip
        """Note a problem at a zero-based cell; `what` replaces the usual words of its kind."""
        self.counts[code] += 1
        self._places.add((code, sheet, row, column))
        kind = self._kinds[code]
        if self.counts[code] > most_listed(kind.listed):
            return
        place = at(sheet, row, column) if row >= 0 else {"sheet": sheet}
        self._problems.append(
            Problem(kind.severity, code, nbsp(what or kind.what), nbsp(kind.fix), **place,
                    value=value)
        )  # fmt: skip

    def is_told(self, code: str, sheet: str, row: int, column: int) -> bool:
        """Say whether a problem of this kind was noted at a cell."""
        return (code, sheet, row, column) in self._places

    def has_any(self) -> bool:
        """Say whether something is wrong: a sum that was passed over and the like is not."""
        return any(self._kinds[code].severity != "info" for code in self.counts)

    def ask(self, field: str, what: str, proposals: tuple[tuple[str, str], ...] = (),
            best: str | None = None, about: str = "") -> None:  # fmt: skip
        """Ask a person for a field of `Decisions`, once per file; see `Question`."""
        if all(question.field != field for question in self.questions):
            self.questions.append(Question(field, nbsp(what), proposals, best, about))

    def say_unread(self, grid: Grid, read: Collection[str]) -> None:
        """Note every sheet with a table on it that is not among those that were read."""
        for sheet in grid.sheets:
            filled = (sum(cell != "" for cell in row) for row in sheet.rows)
            is_table = sum(count >= LEAST_CELLS for count in filled) >= LEAST_ROWS
            if is_table and not sheet.is_hidden and sheet.name not in read:
                self.add("sheet_unread", sheet.name, 0, 0, value=sheet.name)

    def problems(self) -> list[Problem]:
        """Return what was found, and a line for each kind that has more than is listed."""
        more = (
            (code, count - most_listed(self._kinds[code].listed))
            for code, count in self.counts.items()
        )
        return self._problems + [
            _rest(code, self._kinds[code], count) for code, count in more if count > 0
        ]


def nbsp(text: str) -> str:
    """Return the text with `~` as a no-break space."""
    return text.replace("~", NBSP)


def _rest(code: str, kind: Kind, count: int) -> Problem:
    return Problem(kind.severity, code, nbsp(f"{kind.what} (и~ещё таких: {count})"), nbsp(kind.fix))
