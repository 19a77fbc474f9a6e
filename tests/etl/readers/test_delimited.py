"""Delimited text: what is a table and what is only text."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.formats import recognise
from etl.problems import Refusal
from etl.readers import read
from etl.readers.delimited import is_plain_text

LETTER = """Уважаемые коллеги, добрый день!

Напоминаем, что отчёты за четверть, включая сводные ведомости, сдаются до пятницы.
Вопросы, если они есть, задавайте завучу, она ответит.
С уважением, секретарь
"""
LOG = "10:01 вход выполнен\n10:02 отчёт открыт\n10:03 выход\n"


@pytest.mark.parametrize("text", [LETTER, LOG, "одно слово\nдругое\n"])
def test_plain_text_is_no_table(tmp_path: Path, text: str) -> None:
    path = tmp_path / "письмо.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        recognise(read(path))
    (problem,) = refused.value.problems
    assert problem.code == "plain_text" and "не таблица" in problem.what


@pytest.mark.parametrize(
    "text",
    [
        "ФИО;5;4\nДубов Лев;1;2\n",
        "ФИО,Отметка\nДубов Лев,5\nЁлкина Анна,4\n",
        "Класс, 7Б\nФИО, Отметка\nДубов Лев, 5\nЁлкина Анна, 4\n",
        "Журнал\n\nФИО\t1\t2\nДубов\t5\t4\n",
    ],
)
def test_a_table_of_any_delimiter_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "таблица.csv"
    path.write_text(text, "utf-8")
    assert not is_plain_text(read(path))
