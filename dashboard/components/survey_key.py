"""The editor of a survey's key: what the survey is, its scales of answers, its scales, its questions, its waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components.controls import button, field, pill_link
from dashboard.components.page import section
from dashboard.components.states import note
from dashboard.components.surveys import AUDIENCES
from dashboard.ids import SurveyKeyIds

Row = Mapping[str, Any]
# A native list shows nothing for an empty value.
NO, YES, NONE = "no", "yes", "-"
TYPES = {
    "scale": "числа по шкале", "single": "один вариант", "multi": "несколько вариантов",
    "text": "свободный ответ", "number": "число без шкалы", "name": "имя отвечающего",
    "code": "свой код отвечающего", "class": "класс", "skip": "не читать",
}  # fmt: skip
FORMULAS = {"mean": "среднее", "sum": "сумма", "ratio": "доля от наибольшей суммы"}
NAMED = {NO: "без имён", YES: "с именем"}
TURNED = {NO: "прямой", YES: "обратный"}
LETTERS = "АБВГДЕЖИКЛМНОПРСТУФХЦЧШЭЮЯ"
WHO = {NONE: "— выберите"} | AUDIENCES
LONGEST = 600
NOTHING_TO_TIE = {"label": "— нет в форме", "value": NONE}


class Editor:
    """Draws a draft; `keep` names it for the browser, which holds what is typed until it is saved."""

    def __init__(self, draft: Row, asked: Sequence[Row], keep: str) -> None:
        self.draft, self.asked, self.keep = draft, asked, keep

    def parts(self) -> list[Any]:
        """Return the sections of the editor."""
        return [self.about(), self.answers(), self.scales(), self.items(), self.waves()]

    def about(self) -> html.Section:
        """Return the title, who answers, whether they sign."""
        said = self.draft["key"]
        return section(
            "Что это за опрос",
            html.Div([
                field("Название", self._input("key", 0, "title", said["title"])),
                field("Кто отвечает", self._select("key", 0, "audience", WHO, said["audience"] or NONE)),
                field("Подпись", self._select("key", 0, "is_named", NAMED, YES if said["is_named"] else NO),
                      "ответы с именем видят по одному только методист и сам учитель"),
                field("Пояснение для отвечающих", self._input("key", 0, "about", said["about"])),
            ], className="fields"),
        )  # fmt: skip

    def answers(self) -> Any:
        """Return the scales of answers: which number stands for which words."""
        boxes = [self._set(at, one) for at, one in enumerate(self.draft["sets"])]
        text = (
            "Один набор на все вопросы, где отвечают одинаково. Слово без числа в шкалы не войдёт."
        )
        return section("Какими числами отвечают", html.P(text, className="muted"), *boxes)

    def _set(self, at: int, one: Row) -> html.Div:
        lines = [
            html.Label([html.Span(f"«{word}»"), self._number("words", f"{at} {n}", "number", number)],
                       className="survey-wording")
            for n, (word, number) in enumerate(one["words"])
        ]  # fmt: skip
        bounds = [
            field("Наименьшее", self._number("sets", at, "min", one["min"])),
            field("Наибольшее", self._number("sets", at, "max", one["max"])),
        ]
        return html.Div([html.H3(f"Ответы {LETTERS[at]}"), html.Div(bounds, className="fields"),
                         html.Div(lines, className="survey-wordings")])  # fmt: skip

    def scales(self) -> html.Section:
        """Return the scales with spare rows for new ones."""
        rows = [
            html.Tr([
                html.Th(str(at + 1), scope="row"),
                html.Td(self._input("scales", at, "name", row["name"])),
                html.Td(self._select("scales", at, "formula", FORMULAS, row["formula"])),
                html.Td(self._input("scales", at, "cuts", row["cuts"])),
                html.Td(self._input("scales", at, "block", row["block"])),
            ])
            for at, row in enumerate(self.draft["scales"])
        ]  # fmt: skip
        text = "Уровни: наименьшее число и название, через точку с запятой: 0 низкий; 2 средний; 3 высокий."
        table = self._table(("№", "Шкала", "Как считать", "Уровни", "Раздел"), rows)
        return section("Шкалы", html.P(text, className="muted"), table)

    def items(self) -> html.Section:
        """Return the questions: type, answers, scales, direction, and which question of the form each is."""
        rows = [self._item(at, row) for at, row in enumerate(self.draft["items"])]
        text = (
            "«Шкалы» — номера через запятую. Обратный вопрос входит в шкалу перевёрнутым. «Общий вопрос» — "
            "одно и то же имя у одинаковых утверждений разных анкет: их ответы встанут рядом."
        )
        head = ("Вопрос", "Тип", "Ответы", "Шкалы", "Направление", "Общий вопрос", "Варианты")
        return section("Вопросы", html.P(text, className="muted"), self._table(head, rows))

    def _item(self, at: int, row: Row) -> html.Tr:
        sets = {NONE: "—"} | {LETTERS[n]: LETTERS[n] for n in range(len(self.draft["sets"]))}
        first = [self._words(at, row["text"]), *self._tie(at, row)]
        cells = [
            html.Div(first),
            self._select("items", at, "type", TYPES, row["type"]),
            self._select("items", at, "set", sets, row["set"] or NONE),
            html.Div(self._input("items", at, "scales", row["scales"]), className="is-short"),
            self._select("items", at, "is_reversed", TURNED, YES if row["is_reversed"] else NO),
            self._input("items", at, "statement", row["statement"]),
            self._input("items", at, "options", row["options"]),
        ]
        return html.Tr([html.Td(cell) for cell in cells])

    def _tie(self, at: int, row: Row) -> list[Any]:
        """Return the choice of the form's question where it is not asked in the same words."""
        said = {one["question_key"]: one["text"] for one in self.asked}
        if not said or said.get(row["question"]) == row["text"]:
            return []
        options = [NOTHING_TO_TIE, *({"label": text, "value": key} for key, text in said.items())]
        label = html.Span("в форме: ", className="muted")
        return [
            html.Label(
                [label, self._choice("items", at, "question", options, row["question"] or NONE)]
            )
        ]

    def waves(self) -> html.Section:
        """Return the waves that have days of their own."""
        rows = [
            html.Tr([
                html.Td(self._input("waves", at, "wave", row["wave"])),
                html.Td(self._input("waves", at, "date_from", row["date_from"], type="date")),
                html.Td(self._input("waves", at, "date_to", row["date_to"], type="date")),
            ])
            for at, row in enumerate(self.draft["waves"])
        ]  # fmt: skip
        text = "Без своих дней волна — половина учебного года: осень до декабря, весна с января."
        table = self._table(("Волна", "С какого дня", "По какой"), rows)
        return section("Волны", html.P(text, className="muted"), table)

    def _table(self, head: Sequence[str], rows: Sequence[html.Tr]) -> html.Div:
        top = html.Thead(html.Tr([html.Th(label, scope="col") for label in head]))
        return html.Div(html.Table([top, html.Tbody(list(rows))]),
                        className="table-box edit-table survey-key")  # fmt: skip

    def _input(self, table: str, row: Any, name: str, value: Any, type: str = "text") -> dbc.Input:
        return dbc.Input(id=SurveyKeyIds.cell(table, str(row), name), value=value, type=type,
                         debounce=True, maxLength=LONGEST, persistence=self.keep)  # fmt: skip

    def _words(self, at: int, value: str) -> dbc.Textarea:
        return dbc.Textarea(id=SurveyKeyIds.cell("items", str(at), "text"), value=value, rows=2,
                            debounce=True, maxLength=LONGEST, persistence=self.keep)  # fmt: skip

    def _number(self, table: str, row: Any, name: str, value: Any) -> dbc.Input:
        return dbc.Input(id=SurveyKeyIds.cell(table, str(row), name), value=value, type="number",
                         step="any", debounce=True, persistence=self.keep)  # fmt: skip

    def _select(
        self, table: str, row: Any, name: str, names: Mapping[str, str], value: Any
    ) -> dbc.Select:
        options = [{"label": label, "value": code} for code, label in names.items()]
        return self._choice(table, row, name, options, value)

    def _choice(
        self, table: str, row: Any, name: str, options: list[Any], value: Any
    ) -> dbc.Select:
        return dbc.Select(id=SurveyKeyIds.cell(table, str(row), name), options=options, value=value,
                          persistence=self.keep)  # fmt: skip


def starts(choices: Sequence[tuple[str, str, bool]]) -> html.Section:
    """Return from what to begin: (title, address, is current) of the form's own questions and of ready keys."""
    text = "Если форма повторяет готовую анкету, выберите её: вопросы свяжутся с её шкалами. Иначе размечайте сами."
    pills = [pill_link(title, href, is_current) for title, href, is_current in choices]
    return section("С чего начать", html.P(text, className="muted"),
                   html.Div(pills, className="pills survey-starts", role="group"))  # fmt: skip


def foot(seen: Row) -> html.Div:
    """Return the preview, the button and what is said after saving; `seen` is what the form was filled from."""
    return html.Div([
        dcc.Store(id=SurveyKeyIds.seen, data=dict(seen)),
        html.Div(id=SurveyKeyIds.preview),
        html.Div([button("Сохранить ключ", SurveyKeyIds.save, "main"),
                  html.Span("Правки хранятся в этом браузере, пока вы их не сохранили.", className="muted")],
                 className="survey-save"),
        html.Div(id=SurveyKeyIds.said),
    ])  # fmt: skip


def preview(found: Row) -> Any:
    """Return how many answers get a number: read, total, and lines (question, [(answer, count)])."""
    if not found["total"]:
        return note("Вопросов с числами пока нет", "info")
    answers = words.form(found["total"], "ответа", "ответов", "ответов")
    head = f"Число получат {words.integer(found['read'])} из{words.NBSP}{words.integer(found['total'])} {answers}"
    lines = [html.Li(f"{text} — не распознано: {_counted(left)}") for text, left in found["lines"]]
    return note([html.P(head), html.Ul(lines)] if lines else head, "warning" if lines else "good")


def _counted(left: Sequence[tuple[str, int]]) -> str:
    told = [
        f"«{answer}» — {words.plural(count, 'ответ', 'ответа', 'ответов')}"
        for answer, count in left[:4]
    ]
    return ", ".join(told) + (f" и{words.NBSP}ещё {len(left) - 4}" if len(left) > 4 else "")


def moved(who: str, rows: Sequence[tuple[str, str, str]], can_keep: bool) -> html.Div:
    """Return both versions where somebody saved in between: (what, saved, mine), and the choice."""
    head = html.Thead(html.Tr([html.Th(label) for label in ("Что", f"Сохранено: {who}", "У вас")]))
    body = html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows])
    actions = [button("Сохранить моё", SurveyKeyIds.mine, "main")] if can_keep else []
    text = (
        "Пока вы правили, ключ сохранили. Ничего не пропало: сравните и выберите. Чтобы взять сохранённое, "
        "обновите страницу."
    )
    return note(
        [html.P(text), html.Div(html.Table([head, body]), className="table-box"), *actions],
        "warning",
    )
