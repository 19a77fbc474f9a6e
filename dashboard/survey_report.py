"""The views of a survey, each made of answers within the scope of who asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dash import html

from dashboard import data, origin, survey_texts, words
from dashboard.components import survey_changes as changes
from dashboard.components import survey_texts as texts_parts
from dashboard.components import surveys as parts
from dashboard.components.guide import OWN_FORMULA
from dashboard.components.provenance import Explained, files_panel
from dashboard.figures import surveys as figures
from dashboard.session import may
from dashboard.surveys import (
    Survey,
    distributions,
    href,
    least,
    may_read_quotes,
    of_survey,
    rows_of,
    scale_results,
    statements,
)
from warehouse.metrics import catalogue
from warehouse.queries import surveys
from warehouse.surveys.waves import wave_name

Row = dict[str, Any]
WHY_NO_QUOTES = (
    "Слова людей видят администратор, директор и методист, а подписанные — методист и сам автор. Сколько "
    "ответов о чём, видно в списке."
)
Drawn = tuple[str, list[Any]]  # the head's sentence and the parts under it


def source(found: Survey) -> str:
    """Return where the numbers come from."""
    count = len({form["batch_id"] for form in found.forms})
    files = words.plural(count, "файл", "файла", "файлов") if count else "по ссылке"
    return f"Источник: ответы на анкету «{found.title}», {files} · {data.snapshot_line()}"


def results(found: Survey, filters: dict[str, str]) -> Drawn:
    """Return the distributions and scales of a wave."""
    wave = chosen_wave(found, filters)
    row = next(row for row in found.waves if row["wave"] == wave)
    who = f"{parts.answered(int(row['answers_count']), found.said['audience'])}, {wave_name(wave) or 'без даты'}"
    items, scales = distributions(found, wave), scale_results(found, wave)
    persons = rows_of(surveys.persons, survey_id=found.survey_id, wave=wave)
    headline = f"Ответы на каждый вопрос · {who}"
    body = [
        parts.items_card(items, found.said["scales"], least(), (headline, source(found))),
        parts.scales_section(scales, least(), source(found)),
        *([html.P(found.said["about"], className="muted")] if found.said["about"] else []),
        *parts.persons_section(persons, found.said["scales"]),
        parts.paper_button(),
    ]
    panel = origin_of(found, wave, scales) if filters.get("origin") else None
    strips = parts.four_strips(f"Ответили: {who}", before_words(found, wave, scales))
    return parts.sentence(scales, items, who), [strips, origin.beside(body, panel)]


def chosen_wave(found: Survey, filters: dict[str, str], name: str = "wave", back: int = 0) -> str:
    """Return the wave that the address names, else the newest (`back` waves before it)."""
    known = [str(row["wave"]) for row in found.waves]
    return filters[name] if filters.get(name) in known else known[max(len(known) - 1 - back, 0)]


def before_words(found: Survey, wave: str, scales: list[Row]) -> str:
    """Return the widest change of a scale since the wave before, with how many answered then."""
    known = [str(row["wave"]) for row in found.waves]
    place = known.index(wave)
    if not place:
        return "Прошлой волны для сравнения нет"
    then = {s["scale_id"]: s for s in scale_results(found, known[place - 1])}
    shown = [(scale, then[scale["scale_id"]]) for scale in scales
             if scale["is_shown"] and then[scale["scale_id"]]["is_shown"]]  # fmt: skip
    if not shown:
        return "В прошлой волне ответов мало для сравнения"
    scale, was = max(shown, key=lambda pair: abs(pair[0]["mean"] - pair[1]["mean"]))
    sign = words.trend_sign(round(scale["mean"] - was["mean"], 9))
    return (
        f"{sign} «{scale['name']}»: {words.number(was['mean'])} → {words.number(scale['mean'])} "
        f"(раньше {parts.answered(was['people'], found.said['audience'])})"
    )


def change(found: Survey, filters: dict[str, str]) -> Drawn:
    """Return two waves compared: the same people paired, everybody beside."""
    if len(found.waves) < 2:
        return "Пока одна волна: сравнить не с чем", changes.only_wave("/uploads")
    before, after = (
        chosen_wave(found, filters, "before", back=1),
        chosen_wave(found, filters, "after"),
    )
    if before == after:
        return "Выберите две разные волны", []
    who = rows_of(surveys.pairing, survey_id=found.survey_id, before=before, after=after)[0]
    items = found.items("scale", "number")
    pairs = rows_of(surveys.pairs, survey_id=found.survey_id, between=(before, after), items=items,
                    least=least())  # fmt: skip
    of_scales, of_items = named_pairs(found, pairs)
    body = [
        changes.who_section(who),
        *changes.pairs_section("Шкалы у одних и тех же людей", of_scales),
        changes.means_section(two_means(found, before, after)),
        *changes.pairs_section("Вопросы у одних и тех же людей", of_items),
    ]
    return changes.sentence(of_scales or of_items, who), body


def named_pairs(found: Survey, pairs: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the paired changes of scales and of items with their words, in the key's order."""
    of = {(row["kind"], row["name"]): row for row in pairs}
    scales = [
        {**of["scale", scale["scale_id"]], "text": scale["name"]}
        for scale in found.said["scales"]
        if ("scale", scale["scale_id"]) in of
    ]
    items = [
        {**of["item", item["item_id"]], "text": item["text"]}
        for item in found.said["items"]
        if ("item", item["item_id"]) in of
    ]
    return scales, items


def two_means(found: Survey, before: str, after: str) -> list[Row]:
    """Return the scales of two waves: name, before_people, before_mean, after_people, after_mean, change."""
    then, now = scale_results(found, before), scale_results(found, after)
    return [
        {
            "name": new["name"], "before_people": old["people"], "before_mean": old["mean"],
            "after_people": new["people"], "after_mean": new["mean"],
            "change": new["mean"] - old["mean"] if old["is_shown"] and new["is_shown"] else None,
        }
        for old, new in zip(then, now, strict=True)
    ]  # fmt: skip


def beside(found: Survey, _filters: dict[str, str]) -> Drawn:
    """Return the survey's statements with what the other audiences say of the same."""
    shared = of_survey(statements(), found.survey_id)
    if not shared:
        text = (
            "Утверждения этой анкеты других ещё не спрашивали. Дайте одинаковому вопросу двух анкет одно и то "
            "же имя в столбце «Общий вопрос» ключа: ответы встанут рядом."
        )
        return "Рядом поставить пока нечего", [html.P(text, className="muted")]
    rows = changes.beside_rows(shared)
    waves = {code: told["wave"] for one in shared for code, told in one.told.items()}
    body = [changes.beside_card(rows, waves, source(found)), changes.wordings_section(rows)]
    panel = None
    if _filters.get("origin"):
        said = Explained(
            found.title, "", _definition("survey_agreement_pct"), False, data.reader().number
        )
        panel = files_panel(said, _sources(found), href(found.survey_id, view="beside"))
    return changes.beside_sentence(rows), [origin.beside(body, panel)]


def origin_of(found: Survey, wave: str, scales: list[Row]) -> Any:
    """Return how the scales of a wave are counted, of which questions, and the files of the answers."""
    formula = " ".join(
        formula_words(found, scale["scale_id"])
        + (f" = {words.number(scale['mean'])}" if scale["is_shown"] else "") + "."
        for scale in scales
    )  # fmt: skip
    is_official = bool(scales) and all(scale["source"] == "V" for scale in scales)
    said = Explained(f"{found.title}, {wave_name(wave)}", formula, _definition("survey_scale"), is_official,
                     data.reader().number)  # fmt: skip
    return files_panel(said, _sources(found, wave), href(found.survey_id, wave=wave))


FORMULAS = {"mean": "среднее", "sum": "сумма", "ratio": "сумма, делённая на наибольшую возможную,"}


def formula_words(found: Survey, scale_id: str) -> str:
    """Return the formula of a scale with its questions: «ВМ: среднее вопросов 6 и 7 (7 — обратный)»."""
    scale = next(s for s in found.said["scales"] if s["scale_id"] == scale_id)
    numbered = list(enumerate(found.said["items"], start=1))
    own = [(number, item) for number, item in numbered if scale_id in item["scales"]]
    turned = [str(number) for number, item in own if item["direction"] < 0]
    back = f" (обратные: {', '.join(turned)})" if turned else ""
    listed = ", ".join(str(number) for number, _ in own)
    return f"{scale['name']}: {FORMULAS[scale['formula']]} вопросов {listed}{back}, затем среднее по людям"


def _definition(metric: str) -> str:
    said = catalogue()[metric]
    return f"{said.label[:1].upper()}{said.label[1:]}: {said.formula}. {said.note}"


def _sources(found: Survey, wave: str = "") -> Any:
    of = wave or str(found.waves[-1]["wave"])
    return data.frame(
        surveys.sources, school=data.ledger().school_id, survey_id=found.survey_id, wave=of
    )


def raw(found: Survey, _filters: dict[str, str]) -> Drawn:
    """Return a form that has no key yet."""
    questions = [
        q
        for form in found.forms[:1]
        for q in rows_of(surveys.questions, signature=form["signature"])
    ]
    key = href(found.survey_id, view="key") if may("settings") else ""
    count = words.plural(found.answers_count, "ответ", "ответа", "ответов")
    verb = words.form(found.answers_count, "ждёт", "ждут", "ждут")
    return f"{count} {verb} ключа: «{found.title}»", parts.raw(questions, key)


def unanswered(found: Survey, _filters: dict[str, str]) -> Drawn:
    """Return a survey that nobody has answered yet: what it asks and how it counts."""
    said = found.said
    lines = [html.Li(item["text"]) for item in said["items"]]
    about = [html.P(said["about"])] if said["about"] else []
    scales = [html.Li(formula_words(found, scale["scale_id"])) for scale in said["scales"]]
    body = [*about, html.H2("Вопросы"), html.Ol(lines), html.H2("Шкалы"), html.Ul(scales),
            html.P(parts.HOW_TO_LOAD, className="muted")]  # fmt: skip
    return f"«{found.title}»: ответов пока нет", [html.Div(body, className="text")]


def sheet_facts(found: Survey, wave: str) -> Row:
    """Return what the workbook of a wave holds: see `papers.surveys.of_wave`."""
    scales = [
        {**scale, "source_words": "опубликована" if scale["source"] == "V" else OWN_FORMULA}
        for scale in scale_results(found, wave)
    ]
    items = figures.table_rows(distributions(found, wave))
    return {
        "wave": wave_name(wave),
        "source": source(found),
        "items": items,
        "scales": scales,
    }


NO_NOTES = "Записей фокус-групп пока нет"
WHAT_NOTES = "Вставьте их ниже: здесь будут слова, которые повторяются чаще, и реплики за каждым."


def free_texts(found: Survey, filters: dict[str, str]) -> Drawn:
    """Return the groups of free answers to a question, the quotes of the chosen one beside them."""
    items = dict(survey_texts.open_items(found))
    if not items:
        return "Открытых вопросов в этой анкете нет", []
    item_id = chosen_item(found, filters)
    told = survey_texts.texts(found, chosen_wave(found, filters), item_id)
    notes = [
        texts_parts.notes_section(survey_texts.notes(found.survey_id), date.today().isoformat())
    ]
    below = notes if may("settings") else []
    if not told.is_told:
        few = "Ответов пока нет" if not told.people else parts.TOO_FEW.format(least()).capitalize()
        if item_id == survey_texts.NOTES:
            return NO_NOTES, [html.P(WHAT_NOTES, className="muted"), *below]
        return f"{items[item_id]}: {words.plural(told.people, 'ответ', 'ответа', 'ответов')}", [
            html.P(few, className="muted"), *below,
        ]  # fmt: skip
    group = filters.get("group", "")
    quotes = survey_texts.quotes(told, group, may_read_quotes(found))
    panel = texts_parts.quotes_panel(f"«{group}»" if group else "Все ответы", quotes, WHY_NO_QUOTES)
    kept = {"view": "texts", "wave": filters.get("wave"), "item": item_id}

    def to_group(label: str) -> str:
        return href(found.survey_id, group=None if label == group else label, **kept)

    body = texts_parts.groups_section(told.groups, group, to_group)
    top = told.groups[0] if told.groups else None
    sentence = texts_parts.sentence(top.label if top else "", top.count if top else 0, told.people)
    return sentence, [
        html.P(f"Вопрос: «{items[item_id]}»", className="muted"),
        origin.beside(body, panel),
        *below,
    ]


def chosen_item(found: Survey, filters: dict[str, str]) -> str:
    """Return the open question that the address names, else the first."""
    known = [item_id for item_id, _ in survey_texts.open_items(found)]
    return filters["item"] if filters.get("item") in known else known[0] if known else ""


VIEWS: dict[str, tuple[str, Callable[[Survey, dict[str, str]], Drawn]]] = {
    "": ("Результаты", results),
    "change": ("До и после", change),
    "beside": ("Рядом", beside),
    "texts": ("Свободные ответы", free_texts),
}
