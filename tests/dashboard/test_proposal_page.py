"""The page of proposed teams: who may see it, moving by hand, two editors, a community made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from dashboard import proposal_writing, proposals, session
from dashboard.app import create_app
from dashboard.callbacks import proposal as page
from dashboard.communities import communities
from dashboard.components import proposal as parts
from dashboard.components.cards import plain_text
from dashboard.proposal_writing import Seen
from dashboard.session import User
from dashboard.words import NBSP
from tests.dashboard.staff_home import LACKING
from warehouse.amending import Moved
from warehouse.communities.drafts import KIND, Broken
from warehouse.home import Home

METHODIST = User("m", "Методист", "deputy")
OTHER = User("o", "Другой методист", "deputy")


@pytest.fixture(scope="module")
def loaded(staff_school: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the school of twelve teachers."""
    folder = tmp_path_factory.mktemp("proposal") / "home"
    shutil.copytree(staff_school.path, folder)
    return Home.at(folder)


@pytest.fixture
def school(loaded: Home) -> Iterator[Home]:
    create_app(loaded)
    with session.acting_as(METHODIST):
        yield loaded
    for kind in (KIND, "community_line"):
        while found := loaded.ledger.records(kind):
            for record in found:
                loaded.ledger.revoke_record(record.record_id, "тест")


def about(mode: str = "deficits") -> proposals.Gathered:
    found = proposals.gathered(mode)
    assert found is not None
    return found


def state(mode: str = "deficits") -> dict[str, Any]:
    now = about(mode)
    return {
        "mode": mode,
        "year": now.year,
        "groups": now.draft.payload(),
        "seen": now.seen,
        "filters": {},
    }


def shown(search: str = "") -> str:
    return plain_text(page.show_proposal(search, 0, proposals.PAGE)).replace(NBSP, " ")


def moved(said: dict[str, Any], person: int, of: str, to: str) -> Any:
    return page.changed(said, lambda seen: page.moved(seen, {"group": of, "person": person}, to))


def test_the_methodist_sees_who_lacks_what_and_nobody_else_does(school: Home) -> None:
    now = about()
    lacking = {one.teacher_id for one in now.pool if LACKING in one.deficits}
    assert len(lacking) == 12
    assert now.placed == now.lacking
    assert all(3 <= len(group.members) <= 5 for group in now.draft.groups)
    said = shown()
    assert said.startswith(
        f"Из 12 педагогов с дефицитом 12 можно собрать в {len(now.draft.groups)} групп"
    )
    assert "Опоры в школе пока нет" in said
    for role in ("director", "admin", "teacher"):
        with session.acting_as(User("x", "Кто-то", role, None, next(iter(lacking)))):
            told = shown()
            assert "видят только сам педагог и методист" in told
            assert not any(name.split()[0] in told for name in communities().names.values())
            assert "Ничего не записано" in plain_text(
                moved(state_of(now), next(iter(lacking)), "-", "-")[1]
            )


def state_of(now: proposals.Gathered) -> dict[str, Any]:
    return {"mode": now.mode, "year": now.year, "groups": now.draft.payload(), "seen": now.seen}


def test_a_person_moved_by_hand_breaks_what_the_card_tells(school: Home) -> None:
    said, first = state(), about().draft.groups[0]
    second = about().draft.groups[1]
    one = first.members[0]
    version, _ = moved(said, one, first.group_id, second.group_id)
    now = about()
    assert now.draft.group(second.group_id).members == (*second.members, one)  # type: ignore[union-attr]
    assert moved(said, one, first.group_id, second.group_id)[0] == version  # a double click
    text = shown()
    if len(second.members) == 5:
        assert "6 человек: в группе от 3 до 5" in text
    out = state()
    for who in first.members[1:]:
        moved(out, who, first.group_id, "-")
        out = state()
    assert about().draft.group(first.group_id) is None
    assert {left.teacher_id for left in about().left} == set(first.members[1:])
    assert all({why.code for why in left.why} & {"free", "could_join"} for left in about().left)
    assert "без группы" in shown().casefold()
    page.propose_again(1, [state()])
    assert about().draft == proposals.fresh(about().pool, about().wish)


def test_those_kept_apart_are_in_no_group_together_and_a_draft_tells_of_them(school: Home) -> None:
    first = about().draft.groups[0]
    kept = first.members[:2]
    moved(
        state(), first.members[2], first.group_id, "-"
    )  # a draft is begun before the pair is named
    page.part(1, str(kept[1]), str(kept[0]))
    page.part(1, str(kept[0]), str(kept[1]))
    assert len(about().pairs) == 1
    broken = about().broken(about().draft.groups[0])
    assert Broken("apart", tuple(sorted(kept))) in broken
    assert "Не ставить вместе:" in shown()
    page.propose_again(1, [state()])
    assert not any(set(kept) <= set(group.members) for group in about().draft.groups)
    assert "двух разных" in plain_text(page.part(1, str(kept[0]), str(kept[0]))[1])
    proposal_writing.put_together(about().pairs[0])
    assert about().pairs == []


def test_a_second_editor_sees_what_changed_and_overwrites_nothing(school: Home) -> None:
    first, second = about().draft.groups[:2]
    before = state()
    moved(before, first.members[0], first.group_id, "-")
    with session.acting_as(OTHER):
        version, said = moved(before, second.members[0], second.group_id, "-")
    told = plain_text(said).replace(NBSP, " ")
    assert "Методист" in told
    assert "группа 1 → без группы" in told
    assert version.startswith("moved")
    assert second.members[0] in about().draft.groups[1].members
    assert first.members[0] not in about().draft.groups[0].members


def test_consent_is_noted_once_and_boxes_just_drawn_change_nothing(school: Home) -> None:
    group = about().draft.groups[0]
    said = state()
    ids = [{"group": group.group_id, "person": who} for who in group.members]
    with pytest.raises(PreventUpdate):
        page.agree([False] * len(ids), ids, [said])
    page.agree([True, *[False] * (len(ids) - 1)], ids, [said])
    assert about().draft.groups[0].agreed == (group.members[0],)
    assert "Согласны 1 из 12" in shown()


def test_a_group_becomes_one_community_with_its_people_tasks_and_class(school: Home) -> None:
    group = about().draft.groups[0]
    said = state()
    page.agree([True], [{"group": group.group_id, "person": group.members[0]}], [said])
    said = state()
    typed = {"name": "Считаем вместе", "focus": "Финансы в задачах", "tutor": str(group.members[0]),
             "class": "7А", "year": "2026/27", "title": "Читать таблицу", "deficit": "skill:Читать"}  # fmt: skip
    told, href = page.made(Seen.of(said), group.group_id, typed)
    assert told is None
    assert page.made(Seen.of(said), group.group_id, typed) == (None, href)  # a double click
    made = communities().by_id[href.removeprefix("/community/")]
    assert (made.name, made.row["topic"], made.tutor_id) == (
        "Считаем вместе",
        "Финансы в задачах",
        group.members[0],
    )
    assert made.members() == sorted(group.members)
    assert {
        row["status"] for row in made.of("members") if row["teacher_id"] == group.members[0]
    } == {"согласен"}
    assert sorted(row["teacher_id"] for row in made.of("tasks")) == sorted(group.members)
    assert [row["title"] for row in made.of("classes")] == ["Читать таблицу"]
    assert len(communities().all) == 1
    assert href in str(page.show_proposal("", 0, proposals.PAGE))
    assert about().lacking.isdisjoint(group.members)
    page.propose_again(1, [state()])
    assert not any(set(group.members) & set(one.members) for one in about().draft.groups)
    with session.acting_as(User("x", "Учитель", "teacher", frozenset(), 999)):
        assert communities().by_id[made.community_id].of("tasks") == []


def test_what_cannot_be_made_is_said_and_nothing_is_kept(school: Home) -> None:
    group = about().draft.groups[0]
    seen = Seen.of(state())
    whole = {"name": "Имя", "focus": "", "tutor": str(group.members[0])}
    stranger = next(iter(set(about().everyone) - set(group.members)))
    for change, words in (({"name": " "}, "Назовите"), ({"tutor": str(stranger)}, "тьютора из участников"),
                          ({"focus": "а" * 201}, "Слишком длинно")):  # fmt: skip
        told, href = page.made(seen, group.group_id, whole | change)
        assert words in plain_text(told)
        assert href is no_update
    assert communities().all == ()
    moved(state(), group.members[0], group.group_id, "-")
    told, _ = page.made(seen, group.group_id, whole)
    assert "изменились" in plain_text(told)
    assert communities().all == ()
    with (
        session.acting_as(User("d", "Директор", "director")),
        pytest.raises(Exception, match="методист"),
    ):
        proposal_writing.keep(seen, seen.draft)
    with pytest.raises(Moved):
        proposal_writing.keep(seen, seen.draft)


@pytest.mark.parametrize(
    ("faults", "title"), [([["n"], []], "Без опоры 1 группа из 2"), ([[], []], "в порядке")]
)
def test_the_strip_does_not_praise_groups_that_nobody_can_help(
    monkeypatch: pytest.MonkeyPatch, faults: list[list[str]], title: str
) -> None:
    monkeypatch.setattr(parts.say, "is_fault", lambda one: False)
    about = SimpleNamespace(open=[0, 1], broken=lambda group: faults[group])
    assert title in plain_text(parts._deviation(about)).replace(NBSP, " ")
