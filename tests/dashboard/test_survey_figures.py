"""Answers to a survey as figures and as a workbook: counts, levels, agreement."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from dashboard.figures import surveys as figures
from dashboard.papers.surveys import of_wave

FIVE = {"item_id": "1", "text": "Мне интересно", "type": "scale", "min": 1, "max": 5,
        "wordings": [("никогда", 1), ("всегда", 5)], "options": []}  # fmt: skip
SCALE = {"scale_id": "s", "name": "Интерес", "block": "", "source": "M",
         "cuts": [(0, "низкий"), (2, "средний"), (3, "высокий")]}  # fmt: skip


def answers(*found: tuple[str, float | None, int], people: int = 10) -> list[dict[str, Any]]:
    return [{"value_raw": raw, "value": value, "values_count": count, "answers_count": people,
             "is_shown": True} for raw, value, count in found]  # fmt: skip


def test_every_step_of_a_scale_is_counted_and_the_unread_stand_last() -> None:
    rows = answers(("1", 1.0, 2), ("никогда", 1.0, 1), ("5", 5.0, 6), ("как когда", None, 1))
    found = figures.distribution(FIVE, rows)
    assert [(p["label"], p["count"], p["pct"]) for p in found["parts"]] == [
        ("1 — никогда", 3, 30.0), ("2", 0, 0.0), ("3", 0, 0.0), ("4", 0, 0.0), ("5 — всегда", 6, 60.0),
        ("не распознано", 1, 10.0),
    ]  # fmt: skip
    assert found["people"] == 10


def test_options_go_by_how_often_and_lone_words_of_one_person_together() -> None:
    item = {**FIVE, "type": "multi", "options": ["Книги"]}
    rows = answers(("Курсы", None, 4), ("Книги", None, 1), ("мой сосед", None, 1), ("сон", None, 1))
    found = figures.distribution(item, rows)
    assert [(p["label"], p["count"]) for p in found["parts"]] == [
        ("Курсы", 4), ("Книги", 1), ("другие ответы", 2),
    ]  # fmt: skip


def test_hidden_and_missing_answers_have_no_parts() -> None:
    hidden = [{**answers(("", None, 3), people=3)[0], "is_shown": False}]
    assert figures.distribution(FIVE, hidden)["parts"] == []
    assert figures.distribution(FIVE, [])["people"] == 0
    assert figures.scale_result(SCALE, [])["mean"] is None


def test_a_scale_tells_mean_spread_and_levels() -> None:
    rows = [{"score": score, "scores_count": count, "scale_min": 0, "scale_max": 4, "answers_count": 4,
             "is_shown": True} for score, count in ((1.5, 1), (2.0, 1), (3.0, 2))]  # fmt: skip
    found = figures.scale_result(SCALE, rows)
    assert found["mean"] == 2.375
    assert found["sd"] == pytest.approx(0.75)
    assert found["level"] == "средний"
    assert found["levels"] == [("низкий", 1), ("средний", 1), ("высокий", 2)]
    assert found["share"] == pytest.approx(100 * 2.375 / 4)


def test_to_agree_is_to_answer_above_the_middle() -> None:
    rows = answers(("3", 3.0, 5), ("4", 4.0, 2), ("5", 5.0, 1), ("?", None, 2))
    assert figures.agreement(FIVE, rows) == {"agree_count": 3, "people": 8, "is_shown": True}
    four = {**FIVE, "max": 4}
    assert figures.agreement(four, answers(("2", 2.0, 1), ("3", 3.0, 1)))["agree_count"] == 1


def test_audiences_stand_on_one_line_and_who_is_hidden_is_not_drawn() -> None:
    rows = [{"text": "Уважают", "shares": {"teachers": 80.0, "pupils": 40.0},
             "counts": {"teachers": "8 из 10", "pupils": "4 из 10"}},
            {"text": "Безопасно", "shares": {"pupils": 50.0}, "counts": {"pupils": "5 из 10"}}]  # fmt: skip
    data = figures.beside(rows, {"teachers": "учителя", "pupils": "ученики"})["data"]
    drawn = {
        one["name"]: list(zip(one["x"], one["y"], strict=True)) for one in data if one.get("name")
    }
    assert drawn == {"учителя": [(80.0, 0)], "ученики": [(40.0, 0), (50.0, 1)]}
    assert figures.beside([], {})["data"] == []


def test_the_workbook_holds_numbers_as_numbers() -> None:
    item = figures.distribution(FIVE, answers(("4", 4.0, 10)))
    scale = {"name": "Интерес", "people": 4, "mean": 2.375, "level": "средний", "sd": None, "min": 0.0,
             "max": 4.0, "source_words": "расчёт системы"}  # fmt: skip
    facts = {
        "wave": "осень 2025/26",
        "source": "файл",
        "items": figures.table_rows([item]),
        "scales": [scale],
    }
    title, content = of_wave("Учёба", facts)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert title == "Учёба, осень 2025/26"
    rows = list(book["Распределения"].iter_rows(min_row=4, values_only=True))
    assert rows[0] == ("Вопрос", "Ответ", "Сколько", "Ответили", "Доля, %")
    assert ("Мне интересно", "4", 10, 10, 100) in rows
    scales = list(book["Шкалы"].iter_rows(min_row=5, values_only=True))
    assert scales == [("Интерес", 4, 2.375, "средний", None, 0, 4, "расчёт системы")]
