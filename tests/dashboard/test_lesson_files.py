"""Lessons of files on the page: as the file has them, and with what was typed over them since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dashboard import app, lesson_writing, lessons, session
from dashboard.callbacks import lesson_form as form
from dashboard.lesson_opened import said_of
from dashboard.session import User
from tests.warehouse.files_in_code import CommunityFile, accept
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.snapshots import Reader

ANNA, VERA = "Белова Анна Игоревна", "Громова Вера Павловна"
CARD = {"teacher": ANNA, "held_on": date(2024, 3, 5), "class_name": "7А", "aim": "Изучение нового",
        **{f"target{k}": t for k, t in enumerate((0.3, 0.4, 0.2, 0.1, 0.0), 1)}}  # fmt: skip
CODES = {ANNA: {1: "1.1", 2: "2", 3: ""}, VERA: {1: "1.1", 2: "3.5", 3: "2.5"}}


@pytest.fixture
def filed(home: Home) -> Iterator[dict[str, int]]:
    accept(home, CommunityFile(lessons=((CARD, CODES),)))
    publish(home)
    app.create_app(home)
    frame = Reader(home).frame("SELECT full_name, teacher_id FROM dim_teacher")
    ids = {str(name): int(own) for name, own in frame.itertuples(index=False)}
    with session.acting_as(User("anna", ANNA, "teacher", frozenset(), ids[ANNA])):
        yield ids


def test_a_lesson_of_a_file_is_shown_and_typed_over(filed: dict[str, int]) -> None:
    [of_file] = lessons.lessons()
    assert of_file.record_id is None and "строка" in of_file.source
    assert (of_file.class_name, of_file.targets) == ("7А", (0.3, 0.4, 0.2, 0.1, 0.0))
    assert [(t.no, t.text) for t in of_file.tasks] == [(str(n), f"Задача {n}") for n in (1, 2, 3)]
    mine, hers = of_file.codings
    assert (mine.role, mine.codes) == ("teacher", {"1": "1.1", "2": "2"})
    assert (hers.role, hers.codes) == ("observer", {"1": "1.1", "2": "3.5", "3": "2.5"})
    assert of_file.uncoded(mine) == [3]

    lesson_writing.save_codes(of_file, filed[ANNA], {"1": "1.1", "2": "2.5", "3": "2.5"}, None)
    said = said_of(of_file)
    assert said["aim"] == "new" and said["t2"] == "40"
    rows = [{"no": "3", "text": "Задача три"}, {"no": "1", "text": "Задача один"}]
    typed = {**said, "topic": "Проценты", "study_id": "", "study_lesson": None, "card": None}
    assert form.saved(of_file.lesson_id, typed, rows, None)[3] == {}
    [over] = lessons.lessons()
    assert (over.topic, [t.no for t in over.tasks]) == ("Проценты", ["3", "1"])
    assert [c.codes["3"] for c in over.codings] == ["2.5", "2.5"]
    assert over.is_complete(over.codings[0]) and over.codings[1].record_id is None

    away = lesson_writing.hide(of_file.lesson_id)
    assert lessons.lessons() == [] and away is not None
    assert lesson_writing.bring_back(away) and lessons.lessons()[0].topic == "Проценты"
