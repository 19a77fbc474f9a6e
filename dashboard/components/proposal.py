"""Proposed teams: cards of groups in words, moving by a list and a button, consent, those left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import words
from dashboard.components import proposal_words as say
from dashboard.components.controls import button, field
from dashboard.components.page import section, strip, strips
from dashboard.components.states import note
from dashboard.ids import ProposalIds as Ids

NOWHERE, NEW = "-", "new"
Name = say.Name


def top(about: Any) -> html.Div:
    """Return the four strips: who lacks and who supports, what breaks, who is left, what is made."""
    return strips(_fact(about), _deviation(about), _forecast(about), _decision(about))


def _fact(about: Any) -> html.Section:
    strong = sum(bool(one.resources - one.deficits) for one in about.pool)
    busy = f" Уже в сообществах {say.people(len(about.grouped))}." if about.grouped else ""
    count = words.plural(len(about.lacking), "педагог", "педагога", "педагогов")
    return strip(
        "fact", f"С дефицитом {count}", html.P(f"Опорой могут быть {say.people(strong)}.{busy}")
    )


def _deviation(about: Any) -> html.Section:
    found = [about.broken(group) for group in about.open]
    bad = sum(any(say.is_fault(one) for one in told) for told in found)
    alone = sum(any(not say.is_fault(one) for one in told) for told in found)
    bare = f"Без опоры {words.plural(alone, 'группа', 'группы', 'групп')}"
    title = "Групп пока нет" if not found else "Состав групп в порядке"
    if bad:
        title = f"Поправить {say.groups(bad)}"
    elif alone:
        title = f"{bare} из{words.NBSP}{len(found)}"
    nobody = "с их дефицитом в школе пока некому помочь."
    told = (f"{bare}: {nobody}" if bad else nobody.capitalize()) if alone else ""
    return strip(
        "deviation",
        title,
        html.P(told or ("Опора есть в каждой группе." if found and not bad else "")),
    )


def _forecast(about: Any) -> html.Section:
    count = len(about.left)
    if not count:
        return strip("forecast", "Без группы не останется никто")
    stays = words.form(count, "останется", "останутся", "останутся")
    return strip(
        "forecast",
        f"Без группы {stays} {say.people(count)}",
        html.P("У каждого ниже названа причина."),
    )


def _decision(about: Any) -> html.Section:
    agreed = sum(len(group.agreed) for group in about.open)
    asked = sum(len(group.members) for group in about.open)
    made = len(about.draft.groups) - len(about.open)
    told = f"Создано сообществ: {made}." if made else (
        "Решают люди: спросите каждого, отметьте согласие и создайте ПОС.")  # fmt: skip
    title = f"Согласны {agreed} из {asked}" if asked else "Ждать согласия не от кого"
    return strip("decision", title, html.P(told))


def cards(about: Any, name: Name, begun_from: Mapping[str, str]) -> html.Section:
    """Return the groups; `begun_from` is the class's deficit that led here, empty for none."""
    drawn = [
        card(about, place, group, name, begun_from)
        for place, group in enumerate(about.draft.groups, 1)
    ]
    return section("Группы", html.Div(drawn, className="teams"), name="groups")


def card(
    about: Any, place: int, group: Any, name: Name, begun_from: Mapping[str, str]
) -> html.Article:
    """Return a group: what is shared, who supports, why together, its people, what breaks."""
    competence = about.competence(group.competence)
    title = html.H3(f"Группа {place}: {competence[:1].lower()}{competence[1:]}")
    if group.community_id:
        link = dcc.Link(
            "Открыть сообщество", href=f"/community/{group.community_id}", className="button"
        )
        return html.Article([title, html.P(f"Создано ПОС: {say.listed(group.members, name, 5)}"), link],
                            className="card team is-made")  # fmt: skip
    people = [_member(about, group, who, name) for who in group.members]
    return html.Article([
        title,
        html.Ul(_facts(about, group, name), className="team-facts"),
        _state(about, group, name),
        html.Ul(people, className="team-people"),
        _create(about, group, name, begun_from),
    ], className="card team")  # fmt: skip


def _facts(about: Any, group: Any, name: Name) -> list[Any]:
    support = [who for who in group.members if _gives(about, group, who)]
    unaware = sum((who, group.competence) in about.unaware for who in group.members)
    learners = [who for who in group.members if _lacks(about, group, who)]
    facts = [
        ("Общий дефицит", about.competence(group.competence)),
        ("Опора", say.listed(support, name) or "нет"),
        ("Тьютор", f"{name(tutor(group, support))} (кандидат)"),
        ("Почему вместе", "; ".join(filter(None, [
            f"дефицит у {words.plural(len(learners), 'человека', 'человек', 'человек')}",
            f"у {unaware} из них его видят только наблюдатели" if unaware else "",
            say.basis(about.mode, group.basis),
        ]))),
    ]  # fmt: skip
    return [html.Li([html.Strong(f"{label}: "), told]) for label, told in facts]


def tutor(group: Any, support: Sequence[int]) -> int:
    """Return who may lead: the candidate while in the group, else who supports, else the first."""
    if group.tutor in group.members:
        return int(group.tutor)
    return int((*support, *group.members)[0])


def _state(about: Any, group: Any, name: Name) -> html.Div:
    found = about.broken(group)
    told = [html.P(say.broken(one, name, about.wish)) for one in found]
    live: dict[str, Any] = {"aria-live": "polite"}
    if any(say.is_fault(one) for one in found):
        return html.Div(note(told, "warning"), **live)
    right = f"Состав в порядке: {say.people(len(group.members))}"
    right += "." if told else ", опора есть."
    return html.Div(note([html.P(right), *told], "info" if told else "good"), **live)


def _gives(about: Any, group: Any, who: int) -> bool:
    return who in about.everyone and about.everyone[who].supports(group.competence)


def _lacks(about: Any, group: Any, who: int) -> bool:
    return who in about.everyone and group.competence in about.everyone[who].deficits


def _role(about: Any, group: Any, who: int) -> str:
    if _gives(about, group, who):
        return "опора"
    if not _lacks(about, group, who):
        return "этого дефицита нет"
    return "дефицит видят наблюдатели" if (who, group.competence) in about.unaware else "дефицит"


def _member(about: Any, group: Any, who: int, name: Name) -> html.Li:
    elsewhere = [f"уже в ПОС «{one.name}»" for one in about.grouped.get(who, ())]
    role = ", ".join([_role(about, group, who), *elsewhere])
    agreed = dbc.Checkbox(id=Ids.agreed(group.group_id, who), label="согласие", value=who in group.agreed,
                          className="team-agreed")  # fmt: skip
    person = html.Div(
        [html.Span(name(who), className="team-name"), html.Span(role, className="muted")]
    )
    return html.Li([person, agreed, *mover(about, group.group_id, who, name)])


def mover(about: Any, group_id: str, who: int, name: Name) -> list[Any]:
    """Return the list of groups where a person may go, and the button that moves."""
    places = [
        {"label": f"в группу {place}: {about.competence(one.competence)}", "value": one.group_id}
        for place, one in enumerate(about.draft.groups, 1)
        if one.group_id != group_id and not one.community_id
    ]
    own = sorted(about.everyone[who].deficits) if who in about.everyone else []
    fresh = [{"label": f"в новую: {about.competence(c)}", "value": f"{NEW}:{c}"} for c in own]
    out = [] if group_id == NOWHERE else [{"label": "без группы", "value": NOWHERE}]
    spoken: dict[str, Any] = {"aria-label": f"Куда перенести: {name(who)}"}
    options = [*places, *out, *fresh]
    return [
        html.Div(dbc.Select(id=Ids.where(group_id, who), options=options, placeholder="Куда…"), className="team-where",
                 role="group", **spoken),
        button("Перенести", Ids.move(group_id, who), "plain", **{"aria-label": f"Перенести: {name(who)}"}),
    ]  # fmt: skip


def _create(about: Any, group: Any, name: Name, begun_from: Mapping[str, str]) -> html.Details:
    support = [who for who in group.members if _gives(about, group, who)]
    keep = {"persistence": f"{about.key} {group.group_id}", "persistence_type": "session"}
    competence = about.competence(group.competence)
    people = [{"label": name(who), "value": str(who)} for who in group.members]
    fields = [
        field("Название", dbc.Input(id=Ids.field("name", group.group_id), value=f"ПОС «{competence}»",
                                    maxLength=200, **keep)),
        field("Тема, фокус", dbc.Input(id=Ids.field("focus", group.group_id), value=begun_from.get("title") or
                                       f"Как помочь друг другу: {competence[:1].lower()}{competence[1:]}",
                                       maxLength=200, **keep)),
        field("Тьютор", dbc.Select(id=Ids.field("tutor", group.group_id), options=people,
                                   value=str(tutor(group, support)))),
    ]  # fmt: skip
    foot = html.P("Участники и задача развития каждого запишутся сами: задачу видят сам педагог и методист.",
                  className="muted")  # fmt: skip
    parts = [html.Div(fields, className="fields"), foot, html.Div(id=Ids.note(group.group_id), role="alert"),
             button("Создать ПОС", Ids.create(group.group_id), "main")]  # fmt: skip
    return html.Details(
        [html.Summary("Создать ПОС из этой группы"), html.Div(parts, className="team-create")]
    )


def left_out(about: Any, name: Name) -> html.Section:
    """Return who has no group, each with the reason by deficit and a way into a group."""
    if not about.left:
        return section(
            "Без группы",
            html.P("Таких нет: у каждого педагога с дефицитом есть группа."),
            name="left",
        )
    rows = [_left(about, one, name) for one in about.left]
    return section("Без группы", html.Ul(rows, className="card team-people team-left"), name="left")


def _left(about: Any, one: Any, name: Name) -> html.Li:
    whole = [why for why in one.why if why.code == "no_basis"]
    told = [html.Li(say.left(whole[0], about.mode, name))] if whole else [
        html.Li(f"{about.competence(why.competence)}: {say.left(why, about.mode, name)}") for why in one.why
    ]  # fmt: skip
    person = html.Div(
        [
            html.Span(name(one.teacher_id), className="team-name"),
            html.Ul(told, className="team-why"),
        ]
    )
    return html.Li([person, *mover(about, NOWHERE, one.teacher_id, name)])


def apart(about: Any, name: Name, options: Sequence[tuple[int, str]]) -> html.Section:
    """Return the pairs that are kept apart and the form of one more."""
    pairs = [
        html.Li([f"{name(row['teacher_id'])} и {name(row['partner_id'])} ",
                 button("Разрешить вместе", Ids.together(row["line_key"]))])
        for row in about.pairs
    ]  # fmt: skip
    choices = [
        {"label": "—", "value": ""},
        *({"label": told, "value": str(key)} for key, told in options),
    ]
    form = html.Div([
        field("Педагог", dbc.Select(id=Ids.one, options=choices, value="")),
        field("С кем не ставить", dbc.Select(id=Ids.other, options=choices, value="")),
        button("Не ставить вместе", Ids.part, "plain"),
    ], className="fields")  # fmt: skip
    said = html.P("Пары видят только методист и сами педагоги." if pairs else
                  "Если кому-то не стоит работать в одной группе, назовите пару: предложение это учтёт.",
                  className="muted")  # fmt: skip
    parts = [
        said,
        html.Ul(pairs, className="team-pairs"),
        form,
        html.Div(id=Ids.part_note, role="alert"),
    ]
    summary = html.Summary(
        f"Кого не ставить вместе: {len(pairs)}" if pairs else "Кого не ставить вместе"
    )
    return html.Section(
        html.Details([summary, html.Div(parts, className="team-create")], className="card")
    )
