"""How two spellings of a name may be one."""

from __future__ import annotations

import pytest

from etl.names import name_key
from warehouse.spellings import is_full, is_one_edit, likeness


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Семёнова Мария Ильинична", "Семенова Мария Ильинична", "same"),
        ("Иванова-Петрова Мария Ильинична", "Иванова - Петрова Мария  Ильинична", "same"),
        ("Иванова-Петрова Мария Ильинична", "Иванова Петрова Мария Ильинична", "spelling"),
        ("Мамедов Али Рашид оглы", "Мамедов Али Рашид-оглы", "spelling"),
        ("Мамедов Али Рашид оглы", "Мамедов Али", "patronymic_missing"),
        ("Иванова Мария", "Иванова Мария Петровна", "patronymic_missing"),
        ("Иванова Мария", "Иванова Мария", "patronymic_missing"),
        ("Иванова Мария Петровна", "Мария Иванова Петровна", "word_order"),
        ("Иванова Мария", "Мария Иванова", "word_order"),
        ("Иванова М.П.", "Иванова Мария Петровна", "initials"),
        ("Иванова М. П.", "Иванова М.П.", "initials"),
        ("Иванова М П", "Иванова Мария Петровна", "initials"),
        ("Иванова Мария П.", "Иванова Мария Петровна", "initials"),
        ("Иванова М.", "Иванова Мария Петровна", "initials"),
        ("Иванова М.О.", "Иванова Мария Петровна", ""),
        ("Иванова Мария Петровна", "Иванова Марья Петровна", "one_letter"),
        ("Белова Наталья Игоревна", "Белова Наталия Игоревна", "one_letter"),
        ("Белов Даниил Игоревич", "Белов Данил Игоревич", "one_letter"),
        ("Белов Данил Игоревич", "Болев Данил Игоревич", ""),
        ("Иванов Александр Петрович", "Иванова Александра Петровна", ""),
        ("Иванова Мария Петровна", "Иванова Мария Олеговна", ""),
        ("Иванова", "Иванова", ""),
        ("Ли Ян", "Ли Ин", ""),
    ],
)
def test_names_are_alike_in_a_nameable_way(one: str, other: str, expected: str) -> None:
    assert likeness(name_key(one), name_key(other)) == expected
    assert likeness(name_key(other), name_key(one)) == expected


def test_a_full_name_has_no_initials() -> None:
    assert is_full(name_key("Иванова Мария Петровна"))
    assert not is_full(name_key("Иванова Мария П."))
    assert not is_full(name_key("Иванова М. П."))
    assert not is_full(name_key("Иванова Мария"))


def test_one_edit_is_one_letter_or_two_swapped() -> None:
    assert is_one_edit("мария", "марая") and is_one_edit("мария", "марияя")
    assert is_one_edit("мария", "амрия") and is_one_edit("мария", "ария")
    assert not is_one_edit("мария", "амряи") and not is_one_edit("мария", "мар")
