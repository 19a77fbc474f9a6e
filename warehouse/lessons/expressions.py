"""The closed grammar of the school's formulas: read by a small parser of our own, never by `eval`.

    sum     = product { ("+" | "−") product }
    product = sign { ("×" | "*" | "·" | "÷" | "/" | ":") sign }
    sign    = { "−" | "+" } power
    power   = atom [ ("^" | "**") sign ]           right to left: 2^3^2 = 2^9, −2^2 = −4
    atom    = number | letter | "(" sum ")" | function "(" sum { separator sum } ")"

Letters: N, n, N1..N5, p1..p5, t1..t5. Functions: min, max (two or more), ln, sqrt, abs. A number has a
comma or a point; arguments stand apart by `;` or by a comma that is no decimal one: `min(1; 5)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from warehouse.lessons.value import CATEGORIES

LETTERS = ("N", "n", *(f"{letter}{k}" for letter in "Npt" for k in CATEGORIES))
# By name: the fewest and the most arguments.
FUNCTIONS = {"min": (2, 9), "max": (2, 9), "ln": (1, 1), "sqrt": (1, 1), "abs": (1, 1)}
KNOWN = "N, n, N1…N5, p1…p5, t1…t5; функции min, max, ln, sqrt, abs"
LONGEST, DEEPEST = 300, 30
SIGNS = {"*": "*", "×": "*", "·": "*", "⋅": "*", "**": "^", "/": "/", "÷": "/", ":": "/",
         "+": "+", "-": "-", "−": "-", "–": "-", "^": "^", "(": "(", ")": ")", ";": ";", ",": ";"}  # fmt: skip
TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:[.,][0-9]+)?)|(?P<word>[^\W\d_]+[0-9]*)|(?P<sign>\*\*|\S))"
)
CROSSES = ("х", "Х", "x", "X")  # letters that stand for a multiplication sign
LOOK_ALIKES = str.maketrans("рРтТпПнНхХ", "pptTnNnNxX")


class FormulaError(ValueError):
    """A formula cannot be kept or computed: `what` and `fix` for a person, `position` from 0 or None."""

    def __init__(self, what: str, fix: str = "", position: int | None = None) -> None:
        super().__init__(f"{what} {fix}".strip())
        self.what, self.fix, self.position = what, fix, position


class NotInGrammar(FormulaError):
    """The expression is not in the grammar."""


class UnknownName(NotInGrammar):
    """The expression names a letter or a function that there is none of."""


class TooComplex(NotInGrammar):
    """The expression is too long or too deep."""


class Uncomputable(FormulaError):
    """The expression has no number for these values: a division by zero, a value that there is none of."""


@dataclass(frozen=True)
class Token:
    """A piece of an expression; `kind` is number, word, sign or end."""

    kind: str
    text: str
    position: int


@dataclass(frozen=True)
class Node:
    """A number, a letter, or an operation over parts; `position` is where it stands in the text."""

    name: str
    parts: tuple[Node, ...] = ()
    number: float = 0.0
    position: int = 0


@lru_cache(maxsize=256)
def parse(expression: str) -> Node:
    """Return an expression as a tree. Raises NotInGrammar, UnknownName and TooComplex."""
    if len(expression) > LONGEST:
        raise TooComplex(
            f"Формула длиннее {LONGEST} знаков.", "Сократите её или разбейте на две.", LONGEST
        )
    return _Parser(expression).whole()


def _tokens(text: str) -> Iterator[Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = TOKEN.match(text, at)
        assert found is not None and found.lastgroup is not None
        kind, piece, start = found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)
        if kind == "sign":
            if piece not in SIGNS:
                raise NotInGrammar(
                    f"Знак «{piece}» непонятен.", f"Можно: {KNOWN}; + − × ÷ ^ ( ).", start
                )
            piece = SIGNS[piece]
        yield Token(kind, piece, start)
        at = found.end()
    yield Token("end", "", end)


class _Parser:
    """Reads one expression by recursive descent, no deeper than DEEPEST."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _is(self, signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def whole(self) -> Node:
        """Return the whole expression."""
        if self._next.kind == "end":
            raise NotInGrammar("Формула пуста.", "Введите выражение, например n / N.", 0)
        node = self._sum()
        if self._next.kind != "end":
            raise self._unexpected()
        return node

    def _sum(self) -> Node:
        self._deeper()
        node = self._product()
        while self._is("+-"):
            sign = self._take()
            node = self._joined(sign, node, self._product())
        self._depth -= 1
        return node

    def _product(self) -> Node:
        node = self._sign()
        while self._is("*/"):
            sign = self._take()
            node = self._joined(sign, node, self._sign())
        return node

    def _joined(self, sign: Token, left: Node, right: Node) -> Node:
        return Node(sign.text, (left, right), position=sign.position)

    def _sign(self) -> Node:
        if not self._is("+-"):
            return self._power()
        self._deeper()
        sign = self._take()
        inner = self._sign()
        self._depth -= 1
        return Node("neg", (inner,), position=sign.position) if sign.text == "-" else inner

    def _power(self) -> Node:
        base = self._atom()
        if not self._is("^"):
            return base
        self._deeper()
        sign = self._take()
        exponent = self._sign()
        self._depth -= 1
        return self._joined(sign, base, exponent)

    def _atom(self) -> Node:
        token = self._next
        if token.kind == "number":
            self._take()
            return Node(
                "number", number=float(token.text.replace(",", ".")), position=token.position
            )
        if token.kind == "word":
            self._take()
            return self._named(token)
        if self._is("("):
            self._take()
            node = self._sum()
            self._close(token)
            return node
        raise self._unexpected()

    def _named(self, word: Token) -> Node:
        name = word.text if word.text in LETTERS else word.text.lower()
        if name in FUNCTIONS:
            return self._call(name, word)
        if name not in LETTERS or word.text != name:
            raise _unknown(word)
        return Node(name, position=word.position)

    def _call(self, name: str, word: Token) -> Node:
        opened = self._next
        if not self._is("("):
            raise NotInGrammar(
                f"После «{name}» нужна скобка.", f"Например, {name}(N).", opened.position
            )
        self._take()
        parts = [self._sum()]
        while self._is(";"):
            self._take()
            parts.append(self._sum())
        self._close(opened)
        least, most = FUNCTIONS[name]
        if not least <= len(parts) <= most:
            fix = f"Одно: {name}(N)." if most == 1 else f"Разделите точкой с запятой: {name}(n; N)."
            raise NotInGrammar(f"У «{name}» не то число величин в скобках.", fix, word.position)
        return Node(name, tuple(parts), position=word.position)

    def _close(self, opened: Token) -> None:
        if self._is(")"):
            self._take()
        elif self._next.kind == "end":
            raise NotInGrammar("Скобка не закрыта.", "Добавьте «)».", opened.position)
        else:
            raise self._unexpected()

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooComplex("В формуле слишком много вложенных скобок и знаков.", "Упростите её.",
                             self._next.position)  # fmt: skip

    def _unexpected(self) -> NotInGrammar:
        token = self._next
        if token.kind == "end":
            return NotInGrammar(
                "Формула обрывается.", "После знака нужна буква или число.", token.position
            )
        said = "," if token.text == ";" else token.text
        fix = "Проверьте, нет ли рядом лишнего знака."
        if token.text in CROSSES:
            fix = "Если это умножение, поставьте × или *."
        elif token.kind in ("number", "word") or token.text == "(":
            fix = "Поставьте перед ним знак действия: 5 × N, а не 5N."
        elif token.text == ")":
            fix = "Уберите скобку или поставьте перед ней число."
        return NotInGrammar(f"Здесь не ждали «{said}».", fix, token.position)


def _unknown(word: Token) -> UnknownName:
    latin = word.text.translate(LOOK_ALIKES)
    likely = [name for name in (*LETTERS, *FUNCTIONS) if name.lower() == latin.lower()]
    exact = latin if latin in likely else next(iter(likely), "")
    what = f"«{word.text}» в формулах нет."
    if word.text in CROSSES:
        return UnknownName(what, "Если это умножение, поставьте × или *.", word.position)
    if latin != word.text and exact:
        return UnknownName(
            f"«{word.text}» набрано русскими буквами.",
            f"Наберите латиницей: {exact}.",
            word.position,
        )
    if exact:
        return UnknownName(
            what, f"Возможно, {exact}: большие и малые буквы различаются.", word.position
        )
    return UnknownName(what, f"Можно: {KNOWN}.", word.position)
