"""What is on its way in: one card a file, with what it would change and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field
from dashboard.components.page import section
from dashboard.components.states import empty_state
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
SHOWN_PROBLEMS = 50
SHOWN_FIGURES = 8


def drop_zone() -> html.Div:
    """Return the place to drop files on; the script of the page listens to it."""
    return html.Div(
        [
            html.P("Перетащите сюда файлы, папку или архив", className="drop-title"),
            html.P(
                f"xlsx, xls, csv, html и zip, каждый до 200{words.NBSP}МБ. Ничего не изменится, "
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


def waiting_list(uploads: Sequence[Any], is_publishing: bool) -> html.Div:
    """Return the cards of uploads (upload_id, file_name, state, report, decisions)."""
    parts: list[Any] = []
    if is_publishing:
        parts.append(html.P("Принято. Показатели обновляются…", className="muted", role="status"))
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
    return html.Div([html.H2(said), html.Div(actions, className="upload-actions")])


def upload_card(upload: Any) -> html.Article:
    """Return the card of one upload."""
    report = upload.report
    parts: list[Any] = [_top(upload), _facts(report)]
    if upload.state == "ready":
        parts += [_changes(report), _figures(report), _leavers(upload)]
    if upload.state == "asks":
        parts.append(_questions(upload))
    parts += [problem_list(report.get("problems", [])), _actions(upload)]
    return html.Article([part for part in parts if part], className="card upload-card")


def _top(upload: Any) -> html.Div:
    sign, said, name = STATES.get(upload.state, ("", upload.state, ""))
    state = html.Span([html.Span(sign, **{"aria-hidden": "true"}), f" {said}"],  # type: ignore[arg-type]
                      className=f"upload-state {name}")  # fmt: skip
    return html.Div([html.H3(upload.file_name), state], className="upload-top")


def _facts(report: Mapping[str, Any]) -> html.P | None:
    facts = report.get("facts") or {}
    subjects = facts.get("subjects", [])
    said = [
        f"«{report['title']}»" if report.get("title") else "",
        words.listed(facts.get("classes", []), 6),
        words.listed(facts.get("school_years", [])),
        words.listed([words.period(code) for code in facts.get("periods", [])], 5),
        words.listed(subjects) if len(subjects) <= 2 else
        words.plural(len(subjects), "предмет", "предмета", "предметов"),
        words.plural(facts["pupils"], "ученик", "ученика", "учеников") if facts.get("pupils") else "",
    ]  # fmt: skip
    text = " · ".join(filter(None, said))
    return html.P(text, className="muted") if text else None


def _changes(report: Mapping[str, Any]) -> html.Div:
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


def _leavers(upload: Any) -> html.Details | None:
    leavers = upload.report.get("leavers") or []
    if not leavers:
        return None
    said = words.plural(len(leavers), "ученика", "учеников", "учеников")
    options = [
        {
            "label": f"{p['full_name']}, {p['class_name']}",
            "value": f"{p['school_year']}:{p['class_name']}:{p['pupil_id']}",
        }
        for p in leavers
    ]
    return html.Details(
        [
            html.Summary(f"В файле нет {said} этого класса. Выбыли?"),
            html.P(
                "Отметьте тех, кто выбыл. Их прежние отметки останутся в любом случае.",
                className="muted",
            ),
            dbc.Checklist(options=options, value=[], id=UploadIds.leavers(upload.upload_id)),
        ]
    )


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
        control: Any = dbc.Select(id=name, options=options, value=options[0]["value"])
    else:
        control = dcc.Input(
            id=name, type="text", debounce=True, placeholder=EXAMPLES.get(question["field"], "")
        )
    return field(question["what"], control)


EXAMPLES = {"class_name": "например, 7Б", "school_year": "например, 2023/24",
            "subject": "например, Алгебра", "subgroup": "например, 1"}  # fmt: skip


def problem_list(problems: Sequence[Mapping[str, Any]]) -> html.Details | None:
    """Return what a person should know of a file, grouped by kind, with cells and remedies."""
    if not problems:
        return None
    ordered = sorted(problems, key=lambda p: (RANK[p["severity"]], p["code"]))
    groups = [list(group) for _, group in groupby(ordered, key=lambda p: p["code"])]
    is_grave = any(p["severity"] == "error" for p in problems)
    said = f"Что заметила проверка: {words.integer(len(problems))}"
    return html.Details([html.Summary(said), *map(_problem_group, groups)], open=is_grave)


RANK = {"error": 0, "warning": 1, "info": 2}
SIGNS = {"error": "✕", "warning": "▲", "info": "●"}


def _problem_group(group: Sequence[Mapping[str, Any]]) -> html.Div:
    first = group[0]
    head = html.P([f"{SIGNS[first['severity']]} {first['what']}. ",
                   html.Span(f"{first['fix']}.", className="muted")])  # fmt: skip
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
    actions.append(button("Убрать", UploadIds.act("discard", number)))
    return html.Div(actions, className="upload-actions")


def no_uploads() -> html.Div:
    """Return the empty state of the history."""
    return empty_state(
        "Здесь будет история загрузок",
        "Кто, когда и что загрузил. Любую загрузку можно отменить: вернутся прежние числа.",
    )


def history(batches: Sequence[Mapping[str, Any]]) -> html.Section:
    """Return the history: file, layout, what it speaks of, who and when, and the undo of each."""
    if not batches:
        return section("История загрузок", no_uploads())
    head = html.Tr([html.Th(label, scope="col") for label in
                    ("№", "Файл", "О чём", "Кто и когда", "Состояние", "")])  # fmt: skip
    rows = [html.Tr([html.Td(cell) for cell in _batch_cells(batch)]) for batch in batches]
    table = html.Table([html.Thead(head), html.Tbody(rows)])
    return section("История загрузок", html.Div(table, className="table-box", tabIndex=0))


def _batch_cells(batch: Mapping[str, Any]) -> list[Any]:
    number, facts = batch["batch_id"], batch["facts"]
    about = " · ".join(filter(None, [
        words.listed(facts.get("classes", []), 4), words.listed(facts.get("school_years", [])),
        words.listed([words.period(code) for code in facts.get("periods", [])], 5),
    ]))  # fmt: skip
    name = html.A(batch["file_name"], href=f"/upload/source/{number}", title="Скачать файл")
    when = f"{batch['accepted_by']}, {words.moment(batch['accepted_at'])}"
    if batch["revoked_at"]:
        state = f"○ отменена: {batch['revoked_by']}, {words.moment(batch['revoked_at'])}"
        return [
            number,
            name,
            about,
            when,
            state,
            button("Вернуть", UploadIds.act("restore", number)),
        ]
    return [
        number,
        name,
        about,
        when,
        "● действует",
        button("Отменить", UploadIds.act("undo", number)),
    ]


def mapping_list(records: Sequence[Any]) -> html.Section | None:
    """Return the school's own layouts, each with a way to forget it."""
    if not records:
        return None
    items = [
        html.Li([record.payload.get("title", record.key), " ",
                 button("Забыть", UploadIds.act("forget", record.record_id))])
        for record in records
    ]  # fmt: skip
    return section("Свои таблицы, которые программа узнаёт", html.Ul(items))
