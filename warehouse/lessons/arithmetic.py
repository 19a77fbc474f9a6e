"""What an expression comes to for the letters of a lesson; what has no number is refused with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, log, sqrt

from warehouse.lessons.expressions import LETTERS, Node, Uncomputable


def evaluate(node: Node, values: Mapping[str, float | None]) -> float:
    """Return the number of a tree for the letters' values. Raises Uncomputable, nothing else.

    A value that is None (n of a lesson coded by categories, t of one without targets) is refused.
    """
    try:
        return _number(node, values)
    except OverflowError as error:
        raise Uncomputable("Число выходит слишком большим.", "Уменьшите степень.") from error


def _number(node: Node, values: Mapping[str, float | None]) -> float:
    if node.name == "number":
        return node.number
    if node.name in LETTERS:
        return _value(node, values)
    parts = [_number(part, values) for part in node.parts]
    found = _OPERATIONS[node.name](parts, node.position)
    if isinstance(found, complex) or not isfinite(found):
        raise Uncomputable("Получается не число.", "Проверьте степень.", node.position)
    return float(found)


def _value(node: Node, values: Mapping[str, float | None]) -> float:
    value = values.get(node.name)
    if value is not None:
        return float(value)
    if node.name[0] == "t":
        what, fix = "У урока нет целевой структуры.", "Задайте доли t1…t5 до урока."
    else:
        what, fix = (
            f"У урока нет {node.name}.",
            "Закодируйте все задачи типами, а не только группами.",
        )
    raise Uncomputable(what, fix, node.position)


def _divided(parts: list[float], at: int) -> float:
    if parts[1] == 0:
        raise Uncomputable("Деление на ноль.", "Проверьте, что стоит после знака деления.", at)
    return parts[0] / parts[1]


def _raised(parts: list[float], at: int) -> float:
    base, exponent = parts
    if base == 0 and exponent < 0:
        raise Uncomputable(
            "Деление на ноль: ноль в отрицательной степени.", "Проверьте степень.", at
        )
    if base < 0 and exponent != int(exponent):
        raise Uncomputable("Дробная степень отрицательного числа.", "Возьмите abs( ).", at)
    return float(base**exponent)


def _logarithm(parts: list[float], at: int) -> float:
    if parts[0] <= 0:
        raise Uncomputable(
            "Логарифм нуля или отрицательного числа.", "Проверьте, что в скобках.", at
        )
    return log(parts[0])


def _root(parts: list[float], at: int) -> float:
    if parts[0] < 0:
        raise Uncomputable("Корень из отрицательного числа.", "Проверьте, что в скобках.", at)
    return sqrt(parts[0])


_OPERATIONS = {
    "+": lambda parts, _: parts[0] + parts[1],
    "-": lambda parts, _: parts[0] - parts[1],
    "*": lambda parts, _: parts[0] * parts[1],
    "/": _divided,
    "^": _raised,
    "neg": lambda parts, _: -parts[0],
    "min": lambda parts, _: min(parts),
    "max": lambda parts, _: max(parts),
    "abs": lambda parts, _: abs(parts[0]),
    "ln": _logarithm,
    "sqrt": _root,
}
