"""What is on its way in: one card a file, with what it would change and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field
from dashboard.components.mapping import letters_of
from dashboard.components.states import note
from dashboard.ids import UploadIds

STATES = {
    "queued": ("…", "ждёт проверки", "is-quiet"),
    "checking": ("…", "проверяется", "is-quiet"),
    "ready": ("●", "можно загрузить", "is-ready"),
    "asks": ("▲", "нужен ответ", "is-asking"),
    "unknown": ("▲", "незнакомая таблица", "is-asking"),
    "same": ("○", "уже загружено", "is-quiet"),
    "refused": ("✕", "не загрузится", "is-refused"),
}
COUNTS = (("added", "добавится"), ("changed", "изменится"), ("removed", "удалится"),
          ("same", "без изменений"))  # fmt: skip
# What a person has begun to answer stays when the list is drawn again for another file's sake.
TOTALS = "class_totals"  # the kind of source that is only compared
KEPT: dict[str, Any] = {"persistence": True, "persistence_type": "memory"}
SHOWN_PROBLEMS = 50
SHOWN_FIGURES = 8
SHOWN_LINKS = 6
MANY_LEAVERS = 5
LEFT_ON_HINT = "Если не указать, последний день, за который у ученика есть отметка или пропуск"
STRANGERS = (
    "Это не меньше половины класса. Для подгруппы так бывает; иначе проверьте, тот ли это класс и так же "
    "ли записаны ученики. Записанные иначе, например с инициалами, станут новыми учениками, пока вы не решите, "
    "кто есть кто."
)


def drop_zone() -> html.Div:
    """Return the place to drop files on; the script of the page listens to it."""
    return html.Div(
        [
            html.P("Перетащите сюда файлы, папку или архив", className="drop-title"),
            html.P(
                f"xlsx, xls, ods, csv, html и zip, каждый до 200{words.NBSP}МБ. Ничего не изменится, "
                "пока вы не посмотрите проверку и не согласитесь.",
                className="muted",
            ),
            html.Div(
                [
                    button("Выбрать файлы", kind="main", **{"data-choose": "files"}),
                    button("Выбрать папку", kind="plain", **{"data-choose": "folder"}),
                ],
                className="drop-buttons",
            ),
        ],
        className="drop-zone",
        id=UploadIds.drop,
    )


TEMPLATES = (
    ("pupils", "Список учеников"),
    ("teachers", "Нагрузка учителей"),
    ("work", "Работа по заданиям"),
    ("literacy", "Функциональная грамотность"),
    ("criteria", "Мониторинг по критериям"),
    ("description", "Описание работы"),
    ("codes", "Коды участников"),
    ("communities", "Сообщества"),
    ("lessons", "Задачи уроков"),
)
# One, a few, many lines of a register of communities.
OF_REGISTER = {
    "community": ("сообщество", "сообщества", "сообществ"),
    "members": ("участник", "участника", "участников"),
    "tasks": ("задача развития", "задачи развития", "задач развития"),
    "classes": ("класс", "класса", "классов"),
    "plan": ("пункт плана", "пункта плана", "пунктов плана"),
    "meetings": ("встреча", "встречи", "встреч"),
    "visits": ("посещение", "посещения", "посещений"),
    "failures": ("неудача", "неудачи", "неудач"),
    "core_team": ("участник ядра", "участника ядра", "участников ядра"),
    "projects": ("проект", "проекта", "проектов"),
    "practices": ("практика", "практики", "практик"),
    "showings": ("показ опыта", "показа опыта", "показов опыта"),
    "exclusions": ("пара, которую не ставят вместе", "пары, которые не ставят вместе",
                   "пар, которые не ставят вместе"),
}  # fmt: skip
OF_LESSONS = {
    "lessons": ("урок", "урока", "уроков"),
    "tasks": ("задача", "задачи", "задач"),
    "codings": ("набор кодов", "набора кодов", "наборов кодов"),
}
# What may be taken away as it stands, mended and loaded back.
EXPORTS = (
    ("communities?filled=1", "сообщества"),
    ("lessons?filled=1", "задачи уроков"),
)


def templates_row(of_staff: Sequence[tuple[str, str]] = ()) -> html.Div:
    """Return the quiet rows of workbooks to fill in, for what a school has in no export.

    `of_staff` are (kind, title) of those about teachers: many, so they stand folded.
    """
    parts: list[Any] = [
        html.P([html.Span("Шаблоны:", className="muted"), *map(template_link, TEMPLATES)],
               className="quiet-row templates"),
        html.P([html.Span("Выгрузить как есть:", className="muted"), *map(template_link, EXPORTS)],
               className="quiet-row templates"),
    ]  # fmt: skip
    if of_staff:
        row = html.P([*map(template_link, of_staff)], className="quiet-row templates")
        parts.append(
            html.Details([html.Summary("Шаблоны реестров педагогов", className="muted"), row])
        )
    return html.Div(parts)


def template_link(offered: tuple[str, str], said: str = "") -> html.A:
    """Return the way to a workbook to fill in, given by its kind and title; `said` in place of the title."""
    kind, title = offered
    return html.A(said or title, href=f"/upload/template/{kind}", download="",
                  className="button button-quiet")  # fmt: skip


def publishing(
    is_publishing: bool, is_done: bool = False, links: Sequence[tuple[str, str]] = ()
) -> Any:
    """Return what becomes of the numbers: being renewed, or done with ways to look (words, address)."""
    if is_publishing:
        return html.P("Показатели обновляются…", className="muted", role="status")
    if not is_done:
        return None
    ways = [dcc.Link(said, href=href) for said, href in links[:SHOWN_LINKS]]
    said = "Готово: показатели обновлены." + (" Посмотреть:" if ways else "")
    return html.Div(note([said, *ways], "good"), role="status")


def waiting_list(uploads: Sequence[Any], news: Any = None) -> html.Div:
    """Return the cards of uploads (upload_id, file_name, state, report, decisions) under the news."""
    parts: list[Any] = [news] if news is not None else []
    if uploads:
        parts.append(_summary(uploads))
        parts += [upload_card(upload) for upload in uploads]
    return html.Div(parts, className="uploads-list")


def _summary(uploads: Sequence[Any]) -> html.Div:
    ready = sum(upload.state == "ready" for upload in uploads)
    counted = words.plural(len(uploads), "файл", "файла", "файлов")
    said = f"Проверка перед загрузкой: {counted}, можно загрузить {ready}"
    actions = [button("Убрать все", UploadIds.discard_all)]
    if ready > 1:
        actions.insert(0, button(f"Загрузить все {ready}", UploadIds.accept_all, kind="main"))
    else:
        actions.insert(0, button("Загрузить все", UploadIds.accept_all, hidden=True))
    row = [html.H2(said), html.Div(actions, className="upload-actions")]
    return html.Div(row, className="uploads-summary")


def upload_card(upload: Any) -> html.Article:
    """Return the card of one upload."""
    report = upload.report
    parts: list[Any] = [_top(upload), _facts(report)]
    if upload.state == "ready":
        parts += [_changes(report), _figures(report), _leavers(upload)]
    if upload.state == "asks":
        parts.append(_questions(upload))
    workbook = f"/upload/problems/{upload.upload_id}"
    parts += [problem_list(report.get("problems", []), workbook), _actions(upload)]
    return html.Article([part for part in parts if part], className="card upload-card")


def _top(upload: Any) -> html.Div:
    sign, said, name = STATES.get(upload.state, ("", upload.state, ""))
    if upload.state == "same" and upload.report.get("twin"):
        said = "копия другого файла"
    state = html.Span([html.Span(sign, **{"aria-hidden": "true"}), f" {said}"],  # type: ignore[arg-type]
                      className=f"upload-state {name}")  # fmt: skip
    return html.Div([html.H3(upload.file_name), state], className="upload-top")


def _facts(report: Mapping[str, Any]) -> html.P | None:
    facts = report.get("facts") or {}
    subjects = facts.get("subjects", [])
    said = [
        f"«{report['title']}»" if report.get("title") else "",
        words.listed(facts.get("works", []), 3),
        words.listed(facts.get("classes", []), 6),
        words.listed(facts.get("school_years", [])),
        words.listed([words.period(code) for code in facts.get("periods", [])], 5),
        "" if facts.get("works") else words.listed(subjects) if len(subjects) <= 2 else
        words.plural(len(subjects), "предмет", "предмета", "предметов"),
        words.plural(facts["participants"], "участник", "участника", "участников")
        if facts.get("participants") else "",
        words.plural(facts["pupils"], "ученик", "ученика", "учеников") if facts.get("pupils") else "",
        f"из{words.NBSP}них выбыло {words.integer(facts['left'])}" if facts.get("left") else "",
        words.plural(facts["teachers"], "учитель", "учителя", "учителей") if facts.get("teachers") else "",
        *of_surveys(facts),
        *map(staff_text, facts.get("staff", [])),
        *of_communities(facts),
    ]  # fmt: skip
    text = " · ".join(filter(None, said))
    return html.P(text, className="muted") if text else None


def of_surveys(facts: Mapping[str, Any]) -> list[str]:
    """Return what a file of answers holds: which surveys, how many people answered, in which wave and classes."""
    count = facts.get("respondents", 0)
    verb = words.form(count, "ответил", "ответили", "ответили")
    people = words.plural(count, "человек", "человека", "человек")
    return [
        words.listed([f"«{title}»" for title in facts.get("surveys", [])]),
        f"{verb} {people}" if count else "",
        words.listed(facts.get("waves", [])),
        words.listed(facts.get("survey_classes", []), 6),
    ]


def of_communities(facts: Mapping[str, Any]) -> list[str]:
    """Return what a file of communities or lessons holds: «3 сообщества, 12 встреч», «2 урока, 20 задач»."""
    registers = [
        words.plural(count, *OF_REGISTER[name]) for name, count in facts.get("communities", [])
    ]
    lessons = facts.get("lesson_tasks") or {}
    tasks = [
        words.plural(lessons[name], *forms)
        for name, forms in OF_LESSONS.items()
        if lessons.get(name)
    ]
    return [", ".join(registers), ", ".join(tasks)]


def staff_text(table: Mapping[str, Any]) -> str:
    """Return one table of the staff in words: «Реестр: повышение квалификации, 23 строки, 14 педагогов»."""
    title, count = table["title"], table["lines"]
    people = words.plural(table["teachers"], "педагог", "педагога", "педагогов")
    if table["register"] == "staff":
        return f"{title}, {people}"
    if table["register"] == "observations":
        return f"{title}: {words.plural(count, 'урок', 'урока', 'уроков')}, {people}"
    lines = words.plural(count, "строка", "строки", "строк")
    return f"Реестр: {title[:1].lower()}{title[1:]}, {lines}, {people}"


def _changes(report: Mapping[str, Any]) -> html.Div:
    if report.get("source_kind") == TOTALS:
        return compared_totals(report)
    counts = [html.Div([html.Dt(label), html.Dd(words.integer(report.get(key, 0)))])
              for key, label in COUNTS]  # fmt: skip
    parts: list[Any] = [html.Dl(counts, className="upload-counts")]
    if report.get("control"):
        differ = report.get("control_differences", 0)
        same = words.plural(report["control"], "значение", "значения", "значений")
        verdict = f"расходится {words.integer(differ)}" if differ else "все сходятся"
        parts.append(html.P(
            f"Эти клетки уже загружены из другого отчёта, поэтому файл служит для сверки: {same}, {verdict}."
        ))  # fmt: skip
    return html.Div(parts)


def compared_totals(report: Mapping[str, Any]) -> html.Div:
    """Return how the figures of a report without pupils agree with ours; nothing else of it is loaded."""
    stated, compared = report["facts"].get("figures", 0), report.get("control", 0)
    differ = report.get("control_differences", 0)
    lines: list[Any] = [html.P("Отметок в файле нет: он служит для сверки и ничего не меняет.")]
    said = f"Сошлось {words.integer(compared - differ)} из {words.integer(compared)}"
    if compared:
        lines.append(html.P(said + (f", расходится {words.integer(differ)}." if differ else ".")))
    elif stated:
        lines.append(
            html.P("Сравнить пока не с чем: отметок этих классов за этот период не загружено.")
        )
    if stated > compared > 0:
        rest = words.plural(stated - compared, "число", "числа", "чисел")
        lines.append(html.P(f"Ещё {rest} сравнить пока не с чем: таких отметок не загружено.",
                            className="muted"))  # fmt: skip
    shown = [
        html.Li(difference_text(one)) for one in report.get("differences", [])[:SHOWN_PROBLEMS]
    ]
    if shown:
        lines.append(html.Details([html.Summary("Что расходится"), html.Ul(shown)],
                                  open=len(shown) <= SHOWN_FIGURES))  # fmt: skip
    return html.Div(lines)


def difference_text(one: Mapping[str, Any]) -> str:
    """Return one difference in words: «7А, физика, 1 четверть: качество, в файле 66,6 %, по отметкам 66,67 % (A1)»."""
    where = [one["class_name"], one["subject"] or "класс в целом", words.period(one["period"])]
    metric = one["metric"]
    stated, ours = (words.total(metric, one[name]) for name in ("stated_value", "our_value"))
    cell = f"{one['sheet_name']}!{letters_of(one['column_no'])}{one['row_no'] + 1}"
    said = f"в{words.NBSP}файле {stated}, по{words.NBSP}отметкам {ours} ({cell})"
    return f"{', '.join(where)}: {words.TOTALS.get(metric, metric)}, {said}"


def _figures(report: Mapping[str, Any]) -> html.Details | None:
    figures = report.get("figures") or []
    if not figures:
        return None
    shown = [html.Li(figure_text(figure)) for figure in figures[:SHOWN_FIGURES]]
    if len(figures) > SHOWN_FIGURES:
        shown.append(html.Li(f"и ещё {len(figures) - SHOWN_FIGURES}", className="muted"))
    said = f"Какие показатели сдвинутся: {len(figures)}"
    return html.Details([html.Summary(said), html.Ul(shown)], open=len(figures) <= 3)


def figure_text(figure: Mapping[str, Any]) -> str:
    """Return one shift in words: «8А, алгебра, 4 четверть: качество 41,2 % → 35,7 %»."""
    where = [
        figure["class_name"],
        figure["subject"] or "класс в целом",
        words.period(figure["period"]),
    ]
    metric, label = "quality", "качество"
    if figure["quality_before_pct"] == figure["quality_after_pct"]:
        metric, label = "passed", "успеваемость"
    before, after = (words.percent(figure[f"{metric}_{at}_pct"]) for at in ("before", "after"))
    return f"{', '.join(where)}: {label} {before} → {after}"


def _leavers(upload: Any) -> html.Div | None:
    leavers = upload.report.get("leavers") or []
    if not leavers:
        return None
    said = words.plural(len(leavers), "ученика", "учеников", "учеников")
    is_most = len(leavers) >= max(upload.report["facts"].get("pupils", 0), MANY_LEAVERS)
    options = [
        {
            "label": f"{p['full_name']}, {p['class_name']}",
            "value": f"{p['school_year']}:{p['class_name']}:{p['pupil_id']}",
        }
        for p in leavers
    ]
    listed = html.Details(
        [
            html.Summary(f"В файле нет {said} этого класса. Выбыли?"),
            html.P(
                "Отметьте тех, кто выбыл. Их прежние отметки останутся в любом случае.",
                className="muted",
            ),
            dbc.Checklist(
                options=options, value=[], id=UploadIds.leavers(upload.upload_id), **KEPT
            ),
            field(
                "Когда?",
                dbc.Input(id=UploadIds.left_on(upload.upload_id), type="date", **KEPT),
                LEFT_ON_HINT,
            ),
        ]
    )
    return html.Div([listed, *([note(STRANGERS, "warning")] if is_most else [])])


def _questions(upload: Any) -> html.Div:
    number = upload.upload_id
    fields = [_question(number, question) for question in upload.report.get("questions", [])]
    return html.Div(
        [*fields, button("Проверить с ответами", UploadIds.act("decide", number), kind="main")],
        className="upload-actions",
    )


def _question(number: int, question: Mapping[str, Any]) -> html.Label:
    name = UploadIds.answer(number, question["field"])
    proposals = question.get("proposals") or []
    if proposals:
        options = [{"label": label, "value": value} for value, label in proposals]
        control: Any = dbc.Select(id=name, options=options, value=options[0]["value"], **KEPT)
    else:
        control = dcc.Input(
            id=name, type="text", debounce=True, **KEPT,
            placeholder=EXAMPLES.get(question["field"], ""),
        )  # fmt: skip
    return field(question["what"], control)


EXAMPLES = {"class_name": "например, 7Б", "school_year": "например, 2023/24",
            "subject": "например, Алгебра", "subgroup": "например, 1", "held_on": "например, 03.06.2026",
            "label": "например, № 2. Дроби", "work_grade": "например, 5"}  # fmt: skip


def problem_list(problems: Sequence[Mapping[str, Any]], workbook: str = "") -> html.Details | None:
    """Return what a person should know of a file, grouped by kind, with cells and remedies.

    `workbook` is where all of them are given as a table.
    """
    if not problems:
        return None
    ordered = sorted(problems, key=lambda p: (RANK[p["severity"]], p["code"]))
    groups = [list(group) for _, group in groupby(ordered, key=lambda p: p["code"])]
    is_grave = any(p["severity"] == "error" for p in problems)
    said = f"Что заметила проверка: {words.integer(len(problems))}"
    table = (
        [html.A("Всё таблицей, XLSX", href=workbook, download="")]
        if workbook and len(problems) > 1
        else []
    )
    return html.Details([html.Summary(said), *map(_problem_group, groups), *table], open=is_grave)


RANK = {"error": 0, "warning": 1, "info": 2}
SIGNS = {"error": "✕", "warning": "▲", "info": "●"}


def _problem_group(group: Sequence[Mapping[str, Any]]) -> html.Div:
    first = group[0]
    what, fix = (first[name].rstrip(".") for name in ("what", "fix"))
    head = html.P([f"{SIGNS[first['severity']]} {what}. ",
                   html.Span(f"{fix}.", className="muted")])  # fmt: skip
    cells = [text for p in group[:SHOWN_PROBLEMS] if (text := place_text(p))]
    if len(group) > SHOWN_PROBLEMS:
        cells.append(f"и ещё {len(group) - SHOWN_PROBLEMS}")
    return html.Div([head, *([html.Ul([html.Li(cell) for cell in cells])] if cells else [])])


def place_text(problem: Mapping[str, Any]) -> str:
    """Return the place and the value of a problem: «Лист1!D45: ??»."""
    place = f"{problem['sheet']}!{problem['column']}{problem['row']}" if problem.get("row") else ""
    value = problem.get("value") or ""
    return ": ".join(filter(None, [place, value]))


def _actions(upload: Any) -> html.Div:
    number = upload.upload_id
    actions: list[Any] = []
    if upload.state == "ready":
        actions.append(button("Загрузить", UploadIds.act("accept", number), kind="main"))
    if upload.state == "unknown":
        href = f"/uploads?map={number}"
        actions.append(dcc.Link("Показать, где что", href=href, className="button button-main"))
    if has_places(upload.report.get("problems", [])):
        actions.append(mend_link(f"/upload/back/{number}"))
    actions.append(button("Убрать", UploadIds.act("discard", number)))
    return html.Div(actions, className="upload-actions")


def has_places(problems: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether some problem stands in a cell that can be marked."""
    return any(problem.get("row") for problem in problems)


def mend_link(href: str, kind: str = "plain") -> html.A:
    """Return the way to the same file with its problem cells coloured and commented."""
    return html.A("Скачать с пометками", href=href, download="", className=f"button button-{kind}",
                  title="Тот же файл: клетки с замечаниями окрашены и подписаны. Исправьте и загрузите")  # fmt: skip
