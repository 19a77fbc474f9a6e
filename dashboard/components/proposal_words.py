"""Proposed teams in words: why together, what breaks, why somebody has no group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dashboard import words

Name = Callable[[int], str]
MODES = {
    "deficits": "по дефицитам",
    "parallel": "по параллелям",
    "subjects": "по близким предметам",
    "interests": "по интересам",
}
HOW = {
    "deficits": "общий дефицит, из любых классов и предметов",
    "parallel": "общий дефицит, и все учат одну параллель",
    "subjects": "общий дефицит и близкие предметы",
    "interests": "общий дефицит и стратегия, которой все пользуются часто",
}
NO_BASIS = {
    "parallel": "Не указано, в каких классах преподаёт: загрузите нагрузку",
    "subjects": "Не указано, какой предмет преподаёт: допишите карточку педагога",
    "interests": "Интересы неизвестны: нет стратегии, которой педагог пользуется часто (самоанализ)",
}


def people(count: int) -> str:
    """Return «4 человека», «5 человек»."""
    return words.plural(count, "человек", "человека", "человек")


def groups(count: int) -> str:
    """Return how many groups, for «в …»: «1 группу», «5 групп»."""
    return words.plural(count, "группу", "группы", "групп")


def basis(mode: str, name: str) -> str:
    """Return what unites a group besides the deficit: «все учат 7 классы», "" for nothing."""
    if not name:
        return ""
    told = {
        "parallel": f"все учат {name}{words.NBSP}классы",
        "subjects": f"предметы близкие: {name[:1].lower()}{name[1:]}",
        "interests": f"все часто применяют «{name}»",
    }
    return told.get(mode, "")


def listed(found: Sequence[int], name: Name, limit: int = 4) -> str:
    """Return names in one phrase."""
    return words.listed([name(key) for key in found], limit)


def broken(one: Any, name: Name, wish: Any) -> str:
    """Return what a group breaks (a code with people) in words; `wish` has the sizes of a group."""
    count = len(one.people)
    told = listed(one.people, name)
    return {
        "too_few": f"{people(count)}: в группе от {wish.least} до {wish.most}, кого-то не хватает",
        "too_many": f"{people(count)}: в группе от {wish.least} до {wish.most}, кто-то лишний",
        "apart": f"Не ставить вместе: {told}",
        "not_shared": f"Общего дефицита нет, и опорой быть не {words.form(count, 'может', 'могут', 'могут')}: {told}",
        "other_basis": "Общего здесь только дефицит: остальное у всех разное",
        "no_support": f"Без опоры: этим сильны {told}",
        "nobody_supports": "Опоры в школе пока нет: этим никто не силён и по самооценке, и по наблюдениям. "
        "Опору можно пригласить со стороны",
    }[one.code]


def is_fault(one: Any) -> bool:
    """Tell whether what is told of a group is to be mended: that the school has nobody is not."""
    return bool(one.code != "nobody_supports")


def left(why: Any, mode: str, name: Name) -> str:
    """Return why a deficit of a person gave no group."""
    sharers, apart = listed(why.sharers, name), listed(why.apart, name)
    within = "" if mode == "deficits" else " среди тех, с кем есть общее"
    return {
        "no_basis": NO_BASIS.get(mode, ""),
        "nobody_shares": f"такого дефицита{within} больше ни у кого нет",
        "too_few": f"общий только с {_count(len(why.sharers))} ({sharers}), опоры нет: на группу не набирается",
        "excluded": f"группа была бы, но вместе ставить нельзя: {apart or 'исключены друг с другом ' + sharers}",
        "no_support": f"есть с кем ({sharers}), но опора уже в других группах: {listed(why.supporters, name)}",
        "placed": f"общий с {_count(len(why.sharers))} ({sharers}), но свободных на группу не хватает, "
        "а в группах с этим дефицитом нет места",
        "could_join": f"можно поставить в группу {(why.place or 0) + 1}",
        "free": f"можно собрать новую группу: {sharers}",
    }[why.code]  # fmt: skip


def _count(count: int) -> str:
    return words.plural(count, "педагогом", "педагогами", "педагогами")


def sentence(lacking: int, placed: int, count: int, in_communities: int) -> str:
    """Return the head of the page."""
    if not lacking:
        if in_communities:
            return "Все педагоги с дефицитами уже работают в сообществах"
        return "Дефицитов у педагогов не видно: собирать группы не из кого"
    whose = words.form(lacking, "педагога", "педагогов", "педагогов")
    if not count:
        return f"Из {lacking}{words.NBSP}{whose} с дефицитом в группы пока не собран никто"
    return f"Из {lacking}{words.NBSP}{whose} с дефицитом {placed} можно собрать в{words.NBSP}{groups(count)}"


def changed(before: Any, after: Any, name: Name) -> list[str]:
    """Return what differs between two drafts: «Иванова А. И.: группа 1 → группа 2»."""
    at_first, now = _places(before), _places(after)
    told = [
        f"{name(who)}: {_place(at_first.get(who))} → {_place(now.get(who))}"
        for who in sorted({*at_first, *now}, key=name)
        if at_first.get(who) != now.get(who)
    ]
    made = [one for one in after.groups if one.community_id]
    fresh = [one for one in made if not any(one == other for other in before.groups)]
    consent = sum(len(set(one.agreed) ^ set(_same(before, one).agreed)) for one in after.groups
                  if _same(before, one) is not None)  # fmt: skip
    told += [f"создано сообществ: {len(fresh)}"] if fresh else []
    return told + ([f"отмечено согласие: {people(consent)}"] if consent else [])


def _same(draft: Any, group: Any) -> Any:
    return next((one for one in draft.groups if one.group_id == group.group_id), None)


def _places(draft: Any) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for place, group in enumerate(draft.groups, 1):
        for who in group.members:
            found[who] = (*found.get(who, ()), place)
    return found


def _place(places: tuple[int, ...] | None) -> str:
    if not places:
        return "без группы"
    return "группы " + ", ".join(map(str, places)) if len(places) > 1 else f"группа {places[0]}"
