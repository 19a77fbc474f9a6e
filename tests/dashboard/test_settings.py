import pytest
from dash import Dash

from dashboard import changes, data, session
from dashboard.callbacks import settings
from dashboard.callbacks.help import show_guide
from dashboard.components.cards import plain_text
from dashboard.session import User
from warehouse import reference, thresholds

pytestmark = pytest.mark.usefixtures("demo_app", "admin")


def test_a_threshold_is_kept_and_taken_back() -> None:
    assert "сохранено" in plain_text(settings.keep("threshold", "small_group_count", "7,5"))
    assert thresholds.threshold(data.ledger(), "small_group_count") == 7.5
    newest = changes.latest()[0]
    assert newest["who"] == "Анна Первая"
    data.ledger().revoke_record(newest["record_id"], "anna")
    assert thresholds.threshold(data.ledger(), "small_group_count") == 10


def test_a_period_keeps_both_of_its_dates() -> None:
    settings.keep("calendar_period", "2023/24|quarters|q1|date_to", "2023-10-29")
    settings.keep("calendar_period", "2023/24|quarters|q1|date_from", "2023-09-04")
    terms = reference.period_terms(data.ledger())
    wanted = ("2023/24", "quarters", "q1")
    term = next(t for t in terms if (t["school_year"], t["system"], t["period"]) == wanted)
    assert (str(term["date_from"]), str(term["date_to"])) == ("2023-09-04", "2023-10-29")


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("threshold", "small_group_count", "много"),
        ("threshold", "small_group_count", "-1"),
        ("calendar_period", "2023/24|quarters|q1|date_to", "2023-08-01"),
        ("calendar_period", "2023/24|quarters|q1|date_to", ""),
        ("period_system", "5", "weeks"),
        ("setting", "base", "everybody"),
        ("own_school_code", "", " "),
        ("class_ordinal", "2022/23 5 2", "6Б"),
        ("class_ordinal", "2022/23 5 2", "5"),
        ("exam_minimum", "2022/23|ege|Физика", "101"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(kind: str, key: str, value: str) -> None:
    assert plain_text(settings.keep(kind, key, value)).startswith("▲")
    assert changes.latest() == []


def test_a_teacher_changes_nothing() -> None:
    with session.acting_as(User("boris", "Борис", "teacher", frozenset())):
        assert "нельзя" in plain_text(settings.keep("setting", "base", "on_roll"))
        assert "меняют" in plain_text(settings.show_settings("", 0, "/settings"))
    assert thresholds.setting(data.ledger(), "base") == "attested"


@pytest.mark.parametrize("part", ["periods", "base", "thresholds", "subjects", "works", "people"])
def test_every_part_is_shown(part: str) -> None:
    said = plain_text(settings.show_settings(f"?part={part}", 0, "/settings"))
    assert "Настройки школы" in said
    assert len(said) > 100


def test_a_subject_gets_the_schools_own_name() -> None:
    version, said = settings.add_alias(1, " Инфа ", "Информатика", 3)
    assert version == 4
    assert "сохранено" in plain_text(said)
    assert "«Инфа» → Информатика" in changes.latest()[0]["what"]


def test_classes_of_a_teacher_are_typed_in_words() -> None:
    found = changes.parse_classes("2023/24: 7А, 7Б; 2022/23: 10 соц-эк")
    assert found == {("2023/24", "7А"), ("2023/24", "7Б"), ("2022/23", "10 соц-эк")}
    for text in ("7А", "2023: 7А", "2023/24: А7"):
        with pytest.raises(changes.Unacceptable):
            changes.parse_classes(text)


def test_the_guide_shows_every_metric_and_marks_our_own(demo_app: Dash) -> None:
    said = plain_text(show_guide("help-body"))
    assert "степень обученности" in said
    assert "расчёт системы" in said
    assert demo_app
