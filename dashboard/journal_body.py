"""The page between period ends, put together: what is asked, its numbers, its parts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

import pandas as pd
from dash import dcc, html

from dashboard import address, data, journal_origin, selection, words
from dashboard.components import empty_state, page_head
from dashboard.components import journal as parts
from dashboard.components import journal_lists as lists
from dashboard.components import journal_tables as tables
from dashboard.components import journal_words as say
from dashboard.components.achievement import class_href, markless
from dashboard.figures import journal as figures
from dashboard.figures.achievement import min_width
from dashboard.figures.arrangement import Arrangement, Cell
from dashboard.ids import JournalIds, shown
from dashboard.journal_choice import Asked, asked_of
from dashboard.session import may
from warehouse.queries import achievement, journal

MARKED = 5


class Drawn(NamedTuple):
    """A drawing and what it was made from."""

    cells: pd.DataFrame
    classes: pd.DataFrame
    concern: figures.Concern
    found: list[Cell]
    arranged: Arrangement
    figure: dict[str, Any]


def choice(filters: dict[str, str]) -> Asked | None:
    """Return what an address asks for; a class brings its own parallel and its own kind of period."""
    selections = data.frame(journal.selections)
    asked = asked_of(selections, filters, data.ledger(), figures.CONCERNS)
    if asked is None or not asked.class_name:
        return asked
    grade = int("".join(c for c in asked.class_name if c.isdigit()) or 0)
    own = selections[
        (selections["grade"] == grade) & (selections["school_year"] == asked.view.school_year)
    ]
    if own.empty:
        return replace(asked, class_name="")
    own_filters = filters | {"grade": str(grade), "year": asked.view.school_year}
    if asked.view.period not in set(own["period"]):
        asked = asked_of(own, own_filters, data.ledger(), figures.CONCERNS) or asked
    else:
        asked = asked_of(selections, own_filters, data.ledger(), figures.CONCERNS) or asked
    return asked


def draw(asked: Asked) -> Drawn:
    """Return the drawing of what is asked, within what the person may see."""
    return _draw(data.version(), replace(asked, class_name="", subject=_row(asked)))


def _row(asked: Asked) -> str:
    """Return the one subject the drawing is narrowed to: a subject chosen without a class."""
    return "" if asked.class_name else asked.subject


@lru_cache(maxsize=64)
def _draw(_version: Any, asked: Asked) -> Drawn:
    cells = data.frame(journal.cells, view=asked.view)
    if asked.subject:
        cells = cells[cells["subject"] == asked.subject]
    classes = parts.with_groups(
        data.frame(journal.classes, view=asked.view), data.frame(journal.groups, view=asked.view)
    )
    concern = figures.concern_of(asked.measure, cells, is_early=asked.is_early)
    found = figures.cells_of(cells, concern, asked.small)
    arranged = figures.arrange(found, classes, concern)
    marked = tuple((c.subject, c.class_name) for c in figures.hardest(found, concern, MARKED))
    return Drawn(
        cells, classes, concern, found, arranged, figures.heatmap(arranged, concern, marked=marked)
    )


def body(filters: dict[str, str], asked: Asked) -> list[Any]:
    """Return the page for a choice."""
    drawn = draw(asked)
    narrow = replace(asked.view, class_name=asked.class_name or None)
    cells = data.frame(journal.cells, view=narrow)
    side = side_panel(filters, asked)
    main = [
        html.Div(
            [card(filters, asked, drawn), markless(drawn.arranged.markless)],
            className="span-8" if side else "span-12",
        )
    ]
    main += [html.Div(side, className="span-4")] if side else []
    return [
        dcc.Store(id=shown(JournalIds.body), data=shown_filters(asked)),
        page_head(sentence(asked, drawn, cells), facts(asked), parts.filters(choices(asked, drawn))),
        strips(filters, asked, drawn, cells),
        html.Div(main, className="grid"),
        *under(filters, asked, cells),
    ]  # fmt: skip


def sentence(asked: Asked, drawn: Drawn, cells: pd.DataFrame) -> str:
    """Return the head, of one class where one is chosen."""
    classes = drawn.classes
    if asked.class_name:
        classes = classes[classes["class_name"] == asked.class_name]
    return say.sentence(say.left(asked.view.period, asked.view.as_of, asked.end), classes, cells)


def facts(asked: Asked) -> list[str]:
    """Return the line under the head: year, period, day, the rule, freshness."""
    return [asked.view.school_year, words.period(asked.view.period),
            f"отметки по {words.day(asked.view.as_of)}", data.snapshot_line()]  # fmt: skip


def card(filters: dict[str, str], asked: Asked, drawn: Drawn) -> Any:
    """Return the card of the heatmap."""
    found = figures.hardest(drawn.found, drawn.concern, MARKED)
    return parts.heat_card(drawn.arranged, drawn.figure, drawn.concern, {
        "headline": parts.card_headline(found, drawn.concern),
        "unit": parts.unit(drawn.concern, unit_notes(asked, drawn)),
        "min_width": str(min_width(drawn.arranged)),
        "cell": cell_address(filters),
        "source": f"Источник: текущие отметки и пропуски из журнала · {data.snapshot_line()}",
    })  # fmt: skip


def unit_notes(asked: Asked, drawn: Drawn) -> list[str]:
    """Return what decides the chosen measure, in words."""
    points, check = words.number(asked.view.disputed_points, 2), words.day(asked.check_day)
    enough = words.plural(asked.view.enough_count, "отметки", "отметок", "отметок")
    disputed = f"спорная: средний балл не дальше {points} от 2,5, 3,5 или 4,5"
    few = f"мало: меньше {enough} на {check}"
    known = (
        [] if drawn.concern.is_share else ["проведённые уроки неизвестны, поэтому без процентов"]
    )
    still = f"накопляемость проверяется с {check}" if asked.is_early else f"{few} и сейчас"
    notes = {"attention": [disputed, still, "или предварительная «2»"],
             "quality": [f"отметка по среднему: {parts.RULE}"], "disputed": [disputed],
             "few": [few] if not asked.is_early else [f"проверка {check}"], "absences": known}  # fmt: skip
    return notes[asked.measure]


def strips(filters: dict[str, str], asked: Asked, drawn: Drawn, cells: pd.DataFrame) -> Any:
    """Return fact, deviation, forecast and decision: of the class where one is chosen."""
    groups = data.frame(
        journal.groups, view=replace(asked.view, class_name=asked.class_name or None)
    )

    def open_list(name: str) -> str:
        return to_page(filters, **{"class": name, "subject": None, "origin": None}) + "#list"

    links = parts.list_links(drawn.cells, open_list)
    return parts.four_strips(groups, before(asked), cells, links)


def before(asked: Asked) -> parts.Before:
    """Return the end of the period before: by means as this one is counted, and by its period marks."""
    period = selection.previous(asked.view.period, asked.periods)
    if not period:
        return parts.Before()
    view = replace(
        asked.view, period=period, as_of=asked.begin, class_name=asked.class_name or None
    )
    likely = parts.quality_of(data.frame(journal.groups, view=view))
    rows = data.frame(
        achievement.classes, school_year=view.school_year, period=period, grade=view.grade
    )
    rows = rows[rows["class_name"] == asked.class_name] if asked.class_name else rows
    sums = rows[["quality_pupils_count", "attested_pupils_count"]].fillna(0).sum()
    return parts.Before(likely, (int(sums.iloc[0]), int(sums.iloc[1])))


def under(filters: dict[str, str], asked: Asked, cells: pd.DataFrame) -> list[Any]:
    """Return the sections under the drawing: the class's list or the school's tables."""
    view = replace(asked.view, class_name=asked.class_name or None)
    found: list[Any] = []
    if asked.class_name:
        pupils = data.frame(journal.pupils, view=view)
        about = (
            f"{words.period(view.period)} {view.school_year}, отметки по {words.day(view.as_of)}"
        )
        found.append(lists.class_list(pupils, asked.class_name, about))
        found.append(lists.against_list(pupils) if asked.is_all_seen else None)
    compared = data.frame(journal.against_mean, view=view) if asked.is_all_seen else pd.DataFrame()
    if asked.subject and not asked.class_name and len(compared):
        compared = compared[compared["subject"] == asked.subject]
    found.append(
        tables.against(
            compared, "class_name" if asked.subject and not asked.class_name else "subject"
        )
    )
    found.append(tables.attendance(data.frame(journal.absences, view=view), cells))
    found.append(silent(asked, cells))
    return [part for part in found if part is not None]


def silent(asked: Asked, cells: pd.DataFrame) -> Any:
    """Return the subjects without marks for weeks; what no class of the view marks is told apart."""
    rows = tables.silent_rows(
        cells, min(asked.view.as_of, asked.end), asked.begin, asked.silent_weeks
    )
    unmarked = tables.markless_subjects(data.frame(journal.cells, view=asked.view))
    return tables.silent(
        rows, asked.silent_weeks, [s for s in unmarked if s in set(rows["subject"])]
    )


def side_panel(filters: dict[str, str], asked: Asked) -> Any:
    """Return the panel beside the drawing: where a number comes from, or the subject of a class."""
    if filters.get("origin"):
        return journal_origin.panel(asked, filters["origin"], partial(to_page, filters))
    if not (asked.class_name and asked.subject):
        return None
    view = replace(asked.view, class_name=asked.class_name)
    pupils = data.frame(journal.pupils, view=view)
    pupils = pupils[pupils["subject"] == asked.subject] if len(pupils) else pupils
    if pupils.empty:
        return None
    if not asked.is_all_seen:
        pupils = pupils.assign(period_mark=None, against_mean=None)
    href = class_href(view.school_year, asked.class_name, period=view.period, subject=asked.subject)
    return lists.panel(pupils, {
        "class_name": asked.class_name,
        "subject": asked.subject,
        "close": to_page(filters, subject=None),
        "class_href": f"{href}#journal",
        "origin": to_page(filters, origin="1"),
    })  # fmt: skip


def choices(asked: Asked, drawn: Drawn) -> parts.Choices:
    """Return what the pills offer: classes and subjects of what is shown."""
    whole = data.frame(journal.cells, view=asked.view)
    subjects = sorted(set(whole["subject"]))
    classes = [name for name in drawn.classes["class_name"] if name not in drawn.arranged.markless]
    return parts.Choices(
        asked.years, asked.periods, asked.grades, classes, subjects, shown_filters(asked)
    )


def shown_filters(asked: Asked) -> dict[str, str]:
    """Return the values the pills show."""
    view = asked.view
    return {"year": view.school_year, "period": view.period, "grade": str(view.grade or parts.ALL),
            "class": asked.class_name or parts.ALL, "subject": asked.subject or parts.ALL,
            "date": view.as_of.isoformat(), "measure": asked.measure}  # fmt: skip


def cell_address(filters: dict[str, str]) -> str:
    """Return the address of a cell's panel with places for class_name and subject."""
    here = to_page(filters, **{"class": None, "subject": None, "origin": None})
    return here + ("&" if "?" in here else "?") + "class={class_name}&subject={subject}"


def to_page(filters: dict[str, str], **changes: str | None) -> str:
    """Return the address of this page with changes."""
    return f"/journal{address.search(filters, **changes)}"


def not_begun(filters: dict[str, str], asked: Asked) -> list[Any]:
    """Return what stands on a day before the period."""
    begin = words.day(asked.begin)
    return [
        dcc.Store(id=shown(JournalIds.body), data=shown_filters(asked)),
        page_head(f"{words.period(asked.view.period)} ещё не {say.BEGUN.get(asked.view.period[:1], 'начался')}",
                  facts(asked), parts.filters(choices(asked, draw(asked)))),
        empty_state("Здесь будут предварительные итоги", f"Первый день периода: {begin}. Выберите день позже.",
                    to_page(filters, date=None), "К последнему дню с отметками"),
    ]  # fmt: skip


def nothing_yet() -> list[Any]:
    """Return what stands where no current marks are loaded."""
    return [
        page_head("Что происходит между концами четвертей"),
        empty_state(
            "Здесь будут предварительные итоги, спорные отметки и накопляемость",
            "Нужен журнал с текущими отметками по датам. Итоговых ведомостей для этого мало. "
            "1 класс учится без отметок, его здесь не будет.",
            "/uploads" if may("upload") else "",
            "Загрузить журнал",
        ),
    ]
