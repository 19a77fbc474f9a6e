"""Free answers grouped by lemma and by phrase of two words, for the content analysis of a survey.

The morphology (pymorphy3) loads at the first word and stays; every word is looked up once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from warehouse.reference import seed

if TYPE_CHECKING:
    import pymorphy3

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CLAUSE = re.compile(r"[.!?;:,()\n…]+")
EMPTY_PARTS = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "NUMR", "COMP", "PRED"})
NAME_TAGS = ("Name", "Surn", "Patr")
NOT = "не"
LEAST = 2  # answers that make a group


@dataclass(frozen=True)
class Group:
    """Answers that share a lemma, or two that stand together: `ids` are theirs, in order, each once."""

    label: str
    words_count: int
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many answers are in the group."""
        return len(self.ids)


class Token(NamedTuple):
    """A word that means something: its lemma, and where it stands in the clause."""

    lemma: str
    start: int
    end: int


class Names:
    """The names of the people of a school in any case: «Петровой», «у Осокина»."""

    def __init__(self, full_names: Iterable[str] = ()) -> None:
        words = {word for name in full_names for word in WORD.findall(name) if len(word) > 1}
        self._lemmas = frozenset(lemma for word in words for lemma in _lemmas(word.lower()))

    def __contains__(self, word: str) -> bool:
        """Say whether a word is such a name; in lower case only what is a name before all else."""
        low = word.lower()
        if self._lemmas.isdisjoint(_lemmas(low)):
            return False
        return word[:1].isupper() or _is_name_first(low)


def pieces(text: str, names: Names) -> list[tuple[str, bool]]:
    """Return a text in pieces (words, is a name), so that names can be hidden."""
    found: list[tuple[str, bool]] = []
    at = 0
    for match in WORD.finditer(text):
        if match[0] in names:
            found += [(text[at : match.start()], False), (match[0], True)]
            at = match.end()
    return [(piece, is_name) for piece, is_name in [*found, (text[at:], False)] if piece]


def groups(answers: Sequence[tuple[str, str]], names: Names, least: int = LEAST) -> list[Group]:
    """Return the groups of answers (id, text): phrases and words, the most met first, then by alphabet.

    The words of a phrase may stand in either order; a word that is met only inside one phrase is left to
    the phrase. Names of people make no group.
    """
    ids: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    surfaces: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for own_id, text in answers:
        for lemmas, surface in _met(text, names):
            ids[lemmas][own_id] = None
            surfaces[lemmas][surface] += 1
    kept = {lemmas: tuple(found) for lemmas, found in ids.items() if len(found) >= least}
    inside = {(lemma,) for pair in kept if len(pair) > 1 for lemma in pair
              if len(kept[pair]) == len(ids[(lemma,)])}  # fmt: skip
    found = [Group(_label(lemmas, surfaces[lemmas]), len(lemmas), own)
             for lemmas, own in kept.items() if lemmas not in inside]  # fmt: skip
    return sorted(found, key=lambda group: (-group.count, -group.words_count, group.label))


def _label(lemmas: tuple[str, ...], surfaces: Counter[str]) -> str:
    """Return what a group is called: a word by its lemma, a phrase as it is said most."""
    if len(lemmas) == 1:
        return lemmas[0]
    return min(surfaces, key=lambda surface: (-surfaces[surface], surface))


def _met(text: str, names: Names) -> Iterator[tuple[tuple[str, ...], str]]:
    for clause in CLAUSE.split(text):
        before: Token | None = None
        for token in _tokens(clause, names):
            if token.lemma:
                yield (token.lemma,), token.lemma
            if before and before.lemma and token.lemma and before.lemma != token.lemma:
                surface = " ".join(clause[before.start : token.end].lower().split())
                yield tuple(sorted((before.lemma, token.lemma))), surface
            before = token


def _tokens(clause: str, names: Names) -> Iterator[Token]:
    """Give the words that mean something in order; a name is a token without a lemma: it parts a phrase.

    «Не» belongs to the word after it: «не хватает» is not «хватает».
    """
    denied: int | None = None
    for match in WORD.finditer(clause):
        if match[0].lower() == NOT:
            denied = match.start()
            continue
        if match[0] in names:
            yield Token("", match.start(), match.end())
        elif lemma := _meaning(match[0].lower()):
            start = match.start() if denied is None else denied
            yield Token(lemma if denied is None else f"{NOT} {lemma}", start, match.end())
        denied = None


@lru_cache(maxsize=50_000)
def _meaning(word: str) -> str:
    """Return the lemma of a word that means something, "" of one that does not."""
    first = _morphology().parse(word)[0]
    lemma = str(first.normal_form)
    is_empty = first.tag.POS in EMPTY_PARTS or len(word) < 3
    return "" if is_empty or lemma in _stop_words() else lemma


@lru_cache(maxsize=50_000)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(str(parse.normal_form) for parse in _morphology().parse(word))


@lru_cache(maxsize=50_000)
def _is_name_first(word: str) -> bool:
    return any(tag in _morphology().parse(word)[0].tag for tag in NAME_TAGS)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(row["lemma"] for row in seed("stop_words"))


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    import pymorphy3  # half a second: only those who read free answers pay for it

    return pymorphy3.MorphAnalyzer()
