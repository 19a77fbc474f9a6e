"""Placing people into groups so that as many as can be have one.

To place the most is as hard as exact cover by threes, so the best is searched for where it matters: groups are
formed and filled greedily, then each person left out is tried again, exactly, with those around: everybody
free and any one or two groups. So no change of two groups can place more, and a small school is solved exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from math import ceil

from warehouse.communities.people import Key, Staff, Team, bits

REGION = 10  # people of one exact search: 2¹⁰ states at most
SPARE = 4  # supporters without own deficits, of one competence, in one exact search

Way = Callable[[Staff, int, int], Team | None]


def packed(staff: Staff) -> list[Team]:
    """Return groups that place as many people with a deficit as this search can."""
    teams = closed(staff, [])
    lost = [at for at in bits(staff.lacking) if formed(staff, at, staff.all) is not None]
    while True:
        better = next(filter(None, (_better(staff, teams, at) for at in lost)), None)
        if better is None:
            return sorted(teams, key=lambda team: (team.key, bits(team.members)))
        teams = closed(staff, better)


def closed(staff: Staff, teams: list[Team]) -> list[Team]:
    """Return groups to which nobody left out can be added, and of those left out none can be made.

    Groups begin from whoever can support one; those without support come last.
    """
    for way in (_led, _supported, formed):
        teams = _grown(staff, teams, way)
    return teams


def _grown(staff: Staff, teams: list[Team], way: Way) -> list[Team]:
    teams, found = list(teams), True
    while found:
        found = False
        left = staff.all & free(staff, teams)
        for at in sorted(bits(left), key=lambda one: _ways(staff, one)):
            if not free(staff, teams) >> at & 1:
                continue
            team = way(staff, at, free(staff, teams))
            place = joined(staff, at, teams) if not team and staff.lacking >> at & 1 else None
            if team:
                teams.append(team)
            elif place:
                teams[place[0]] = place[1]
            found = found or bool(team or place)
    return teams


def free(staff: Staff, teams: Iterable[Team]) -> int:
    """Return who has a place left beside these groups."""
    left = [staff.seats(at) for at in range(len(staff.people))]
    for team in teams:
        for at in bits(team.members):
            left[at] -= 1
    return sum(1 << at for at, seats in enumerate(left) if seats > 0)


def joined(staff: Staff, at: int, teams: list[Team]) -> tuple[int, Team] | None:
    """Return the first group that can take a person, by its place, and what it becomes; None for none."""
    for place, team in enumerate(teams):
        wider = Team(team.key, team.learners | 1 << at, team.support)
        if not team.members >> at & 1 and staff.is_team(wider):
            return place, wider
    return None


def formed(staff: Staff, at: int, among: int) -> Team | None:
    """Return a group of a person with others who are free, in any role; None only where there is none."""
    team = _supported(staff, at, among) or _led(staff, at, among)
    alone = (_without_support(staff, key, at, among) for key in _own(staff, at, among))
    return team or next(filter(None, alone), None)


def _supported(staff: Staff, at: int, among: int) -> Team | None:
    """Return a group where a person learns and somebody supports."""
    teams = (_with_support(staff, key, at, among) for key in _own(staff, at, among))
    return next(filter(None, teams), None)


def _led(staff: Staff, at: int, among: int) -> Team | None:
    """Return a group that a person supports."""
    given = [key for key in staff.sharing if staff.people[at].supports(key[1])]
    teams = (
        _supported_by(staff, key, at, among)
        for key in sorted(given, key=lambda k: _rarity(staff, k, among))
    )
    return next(filter(None, teams), None)


def _own(staff: Staff, at: int, among: int) -> list[Key]:
    """Return what a person could learn with others, in the order to try it."""
    own = [key for key in staff.sharing if staff.sharing[key] >> at & 1]
    return sorted(own, key=lambda key: _rarity(staff, key, among))


def _rarity(staff: Staff, key: Key, among: int) -> tuple[bool, int, Key]:
    """Return what puts deficits in order: first those that somebody supports, then those that few share."""
    is_alone = not any(among >> at & 1 for at in staff.supporting[key[1]])
    return is_alone, (staff.sharing[key] & among).bit_count(), key


def _with_support(staff: Staff, key: Key, at: int, among: int) -> Team | None:
    mates = staff.sharing[key] & among & ~staff.apart[at] & ~(1 << at)
    for support in staff.supporting[key[1]]:
        if among >> support & 1 and not staff.apart[support] >> at & 1:
            pool = mates & ~staff.apart[support]
            if pool:
                return _filled(staff, Team(key, 1 << at, support), pool)
    return None


def _supported_by(staff: Staff, key: Key, at: int, among: int) -> Team | None:
    pool = staff.sharing[key] & among & ~staff.apart[at]
    for first in bits(pool):
        rest = pool & ~staff.apart[first] & ~(1 << first)
        if rest:
            return _filled(staff, Team(key, 1 << first, at), rest)
    return None


def _without_support(staff: Staff, key: Key, at: int, among: int) -> Team | None:
    mates = bits(staff.sharing[key] & among & ~staff.apart[at] & ~(1 << at))
    met = sum(1 << one for one in (*mates, at))
    if any(not staff.apart[support] & met for support in staff.supporting[key[1]]):
        return None
    for others in _companies(staff, mates, range(staff.wish.least - 1, staff.wish.most)):
        team = Team(key, others | 1 << at)
        if staff.has_nobody_to_support(team):
            return _filled(staff, team, sum(1 << one for one in mates))
    return None


def _companies(staff: Staff, people: list[int], sizes: Iterable[int]) -> Iterator[int]:
    """Yield sets of people who may be together, the smallest first."""
    for size in sizes:
        for some in combinations(people, size):
            mask = sum(1 << at for at in some)
            if not any(staff.apart[at] & mask for at in some):
                yield mask


def _filled(staff: Staff, team: Team, pool: int) -> Team:
    """Return a group filled from a pool, so far that those who are left could make a group too."""
    seats = staff.wish.most - (team.support is not None)
    count = (team.learners | pool).bit_count()
    wanted = max(ceil(count / ceil(count / seats)), staff.wish.least - (team.support is not None))
    for at in sorted(bits(pool), key=lambda one: _ways(staff, one)):
        wider = Team(team.key, team.learners | 1 << at, team.support)
        is_open = not staff.apart[at] & team.members
        if team.learners.bit_count() < wanted and is_open and not team.members >> at & 1:
            team = wider
    return team


def _ways(staff: Staff, at: int) -> tuple[int, int]:
    """Return how many others share something with a person: who has few ways goes first."""
    own = (mask for key, mask in staff.sharing.items() if mask >> at & 1)
    return sum(mask.bit_count() for mask in own), at


def _better(staff: Staff, teams: list[Team], at: int) -> list[Team] | None:
    """Return groups of more people, or None: a person left out and up to two groups, taken anew."""
    if not free(staff, teams) >> at & 1:
        return None
    near = [team for team in teams if _concerns(staff, at, team)]
    for count in (1, 2):
        for opened in combinations(near, count):
            kept = [team for team in teams if team not in opened]
            left = free(staff, kept)
            region = (_people(opened) | 1 << at) & staff.lacking
            if region.bit_count() > REGION:
                continue
            region |= _nearest(staff, left & staff.lacking & ~region, REGION - region.bit_count())
            found = best(staff, region, _spare(staff, kept))
            if placed(staff, found) > placed(staff, opened):
                return kept + found
    return None


def _people(teams: Iterable[Team]) -> int:
    found = 0
    for team in teams:
        found |= team.members
    return found


def _nearest(staff: Staff, mask: int, count: int) -> int:
    chosen = sorted(bits(mask), key=lambda one: _ways(staff, one))[: max(count, 0)]
    return sum(1 << at for at in chosen)


def _concerns(staff: Staff, at: int, team: Team) -> bool:
    """Tell whether some member of a group and a person could be together elsewhere."""
    own = [mask for mask in staff.sharing.values() if mask >> at & 1]
    one = staff.people[at]
    given = any(one.supports(key[1]) for key, mask in staff.sharing.items() if mask & team.members)
    supports = any(staff.people[b].supports(c) for b in bits(team.members) for c in one.deficits)
    return given or supports or any(mask & team.members for mask in own)


def _spare(staff: Staff, teams: list[Team]) -> dict[int, int]:
    """Return how many groups more each person without own deficits may support."""
    used = [at for team in teams for at in bits(team.members)]
    people = bits(staff.all & ~staff.lacking)
    return {
        at: staff.seats(at) - used.count(at) for at in people if staff.seats(at) > used.count(at)
    }


def placed(staff: Staff, teams: Iterable[Team]) -> int:
    """Return how many people with a deficit groups hold."""
    return (_people(teams) & staff.lacking).bit_count()


def best(staff: Staff, region: int, spare: Mapping[int, int]) -> list[Team]:
    """Return the groups that place the most people of a region; exact, by all sets of people.

    `spare` are those without own deficits with the number of groups they may still support.
    """
    by_member: dict[int, list[Team]] = {at: [] for at in bits(region)}
    for team in _candidates(staff, region, spare):
        for at in bits(team.members & region):
            by_member[at].append(team)
    known: dict[tuple[int, tuple[tuple[int, int], ...]], tuple[int, list[Team]]] = {}

    def search(left: int, seats: Mapping[int, int]) -> tuple[int, list[Team]]:
        if not left:
            return 0, []
        state = (left, tuple(sorted(seats.items())))
        if state not in known:
            known[state] = max(options(left, seats), key=lambda option: option[0])
        return known[state]

    def options(left: int, seats: Mapping[int, int]) -> Iterator[tuple[int, list[Team]]]:
        lowest = left & -left
        yield search(left ^ lowest, seats)
        for team in by_member[lowest.bit_length() - 1]:
            own = team.members & staff.lacking
            if own & ~left or not _has_seat(staff, team, seats):
                continue
            score, rest = search(left & ~own, _seated(staff, team, seats))
            yield score + _score(staff, team), [team, *rest]

    return search(region, spare)[1]


def _is_spare(staff: Staff, team: Team) -> bool:
    return team.support is not None and not staff.lacking >> team.support & 1


def _has_seat(staff: Staff, team: Team, seats: Mapping[int, int]) -> bool:
    return not _is_spare(staff, team) or seats.get(team.support or 0, 0) > 0


def _seated(staff: Staff, team: Team, seats: Mapping[int, int]) -> Mapping[int, int]:
    if not _is_spare(staff, team):
        return seats
    at = team.support or 0
    return {**seats, at: seats[at] - 1}


def _score(staff: Staff, team: Team) -> int:
    """Return what a group is worth: first how many it places, then that nobody leaves an own deficit aside."""
    own = team.support is not None and bool(staff.lacking >> team.support & 1)
    size = team.members.bit_count()
    return 1000 * (team.members & staff.lacking).bit_count() - 20 * own - abs(size - 4)


def _candidates(staff: Staff, region: int, spare: Mapping[int, int]) -> Iterator[Team]:
    """Yield every group of a region."""
    for key, sharing in staff.sharing.items():
        pool = sharing & region
        if pool.bit_count() < staff.wish.least - 1:
            continue
        ready = [at for at in staff.supporting[key[1]] if at in spare][:SPARE]
        inside = [at for at in staff.supporting[key[1]] if region >> at & 1]
        for support in (*ready, *inside):
            own = bits(pool & ~staff.apart[support])
            for learners in _companies(staff, own, range(staff.wish.least - 1, staff.wish.most)):
                yield Team(key, learners, support)
        if all(staff.apart[at] & pool for at in staff.supporting[key[1]]):
            for learners in _companies(
                staff, bits(pool), range(staff.wish.least, staff.wish.most + 1)
            ):
                team = Team(key, learners)
                if staff.has_nobody_to_support(team):
                    yield team
