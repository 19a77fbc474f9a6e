"""The roadmap and checkpoints pages: sentences, figures and callbacks over the published programme."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import duckdb
import pandas as pd
import pytest
from dash import no_update

from dashboard import address, changes, data, session
from dashboard.app import create_app
from dashboard.callbacks import checkpoints as checkpoint_calls
from dashboard.callbacks import roadmap as roadmap_calls
from dashboard.callbacks import settings as settings_calls
from dashboard.components import checkpoint_words as say
from dashboard.components import roadmap_words as promise
from dashboard.components.cards import plain_text, sheet_rows
from dashboard.components.checkpoints import TWIN, twin
from dashboard.components.timeline import Scale, timeline
from dashboard.figures.roadmap import ceiling, target_steps
from dashboard.session import User
from dashboard.words import NBSP
from tests.warehouse.files_in_code import StaffFile, accept
from tests.warehouse.programme_con import (
    load_mark,
    programme_con,
    publish_roadmap,
    review,
)
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.queries import checkpoints, roadmap


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return programme_con()


@pytest.fixture
def published(home: Home) -> Iterator[Home]:
    publish(home)
    data.attach(home)
    with session.acting_as(User("anna", "Анна Первая", "director")):
        yield home


def promises(con: duckdb.DuckDBPyConnection, series: str = "main") -> list[promise.Promise]:
    return promise.promises(roadmap.by_year(con), roadmap.indicators(con), series)


def count(con, indicator_id, series, year, part, whole):
    con.execute(
        "INSERT INTO roadmap_actuals VALUES ('s1', ?, ?, ?, ?, ?, ?)",
        [indicator_id, series, year, part, whole, date(year, 12, 31)],
    )
    publish_roadmap(con)


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


def test_the_headline_promises_while_nothing_is_counted(con):
    text = spaced(promise.headline(promises(con), 2024))
    assert text.startswith("К концу 2024 года школа обещала 60 % учителей — в системе")
    assert "10 % педагогов" in text and text.endswith("фактов пока нет")


def test_the_headline_tells_the_farthest_from_its_target(con):
    count(con, "growth_system", "main", 2023, 13, 25)
    count(con, "mastery_centre", "main", 2023, 3, 25)
    text = spaced(promise.headline(promises(con), 2023))
    assert text == (
        "На конец 2023 года школа дошла до цели в 1 из 2 посчитанных показателей; "
        "дальше всего — «Центры мастерства»: 12 % при цели 20 %"
    )
    assert spaced(promise.headline(promises(con), 2024)).endswith("фактов за этот год пока нет")


def test_the_in_school_series_shows_parts_and_one_number_once(con):
    found = promises(con, "school")
    assert [one.frame.indicator_id.nunique() for one in found] == [3, 2, 1]
    assert [one.target(2024) for one in found] == [80, 70, 10]
    assert [one.has_one_number for one in found] == [False, False, True]


def test_strips_say_what_is_compared(con):
    title, items = promise.deviation(promises(con), 2022)
    assert "Сравнить не с чем" in spaced(title)
    assert "цель 30 %" in spaced(plain_text(items))
    count(con, "growth_system", "main", 2022, 5, 25)
    title, items = promise.deviation(promises(con), 2022)
    assert spaced(title) == "Ниже цели: 1 из 1"
    assert "▼ Профессиональный рост: −10 п. п. к цели 30 %" in spaced(plain_text(items))


def test_the_figure_draws_a_thin_step_and_no_points_without_facts(con):
    figure = target_steps(promises(con)[0].frame, year=2023)
    step, labels = figure["data"]
    assert step["line"]["shape"] == "hv" and step["y"] == [20, 30, 50, 60, 60]
    assert [spaced(text) for text in labels["text"]] == ["20 %", "30 %", "50 %", "60 %"]
    assert "фактов пока нет" in figure["layout"]["annotations"][0]["text"]
    assert figure["layout"]["xaxis"]["ticktext"][2] == "<b>2023</b>"
    json.dumps(figure)


def test_the_figure_fills_points_where_something_was_counted(con):
    count(con, "personal_plan", "school", 2021, 1, 25)
    count(con, "online_diagnostics", "school", 2021, 3, 25)
    figure = target_steps(promises(con, "school")[0].frame, year=2021)
    points = figure["data"][2:]
    assert [trace["text"] for trace in points] == [["2"], ["3"]]
    assert [trace["y"] for trace in points] == [[4.0], [12.0]]
    assert points[0]["x"] == [2021.0] and points[1]["x"] == [2021.22]
    assert figure["layout"]["annotations"] == []


def test_the_share_axis_ends_at_a_round_number(con):
    assert [ceiling(one.frame) for one in promises(con)] == [100, 100, 20]


def test_an_empty_frame_says_so():
    figure = target_steps(pd.DataFrame(), year=2023)
    assert figure["data"] == [] and figure["layout"]["annotations"][0]["text"] == "целей нет"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 8, 1), "Программа начинается 1 сентября 2020: впереди 33 точки"),
        (
            date(2021, 2, 1),
            "На 1 февраля 2021 идут 8 точек, из них без нужных данных 4; выполнено 0 из 33, "
            "просрочено 3",
        ),
        (
            date(2023, 3, 15),
            "На 15 марта 2023 идут 7 точек, и всем не хватает данных; выполнено 0 из 33, "
            "просрочено 19",
        ),
        (
            date(2026, 11, 24),
            "Программа закончилась 31 августа 2024: ни одна из 33 точек не отмечена выполненной",
        ),
    ],
)
def test_the_headline_is_true_on_every_day(con, day, expected):
    assert spaced(say.headline(checkpoints.checkpoint_states(con, as_of=day), day)) == expected


def test_the_headline_after_the_end_counts_what_was_done(con):
    review(con, "2.1.1", "done", date(2021, 2, 10))
    states = checkpoints.checkpoint_states(con, as_of=date(2025, 1, 1))
    assert spaced(say.headline(states, date(2025, 1, 1))).endswith("выполнено 1 из 33 точек")


def test_what_is_due_says_what_it_lacks(con):
    load_mark(con, date(2021, 5, 20))
    day = date(2021, 8, 10)
    states = checkpoints.checkpoint_states(con, as_of=day).set_index("checkpoint_id", drop=False)
    assert spaced(say.due_line(states.loc["3.1.1"])) == "до 31 августа 2021, данные есть"
    assert "не хватает: внутренние мониторинги — загрузите ведомости" in say.due_line(
        states.loc["3.1.2"]
    )
    assert spaced(say.due_title(states, day)) == "Сейчас идут 6 точек"


def test_soon_names_the_terms_that_end(con):
    day = date(2021, 8, 10)
    title, text = say.soon(checkpoints.checkpoint_states(con, as_of=day), day)
    assert spaced(title) == "В ближайшие 90 дней кончаются 6 сроков"
    assert "1.2.1" in text and "Откроется" in text


def test_windows_are_read_as_people_write_them():
    assert spaced(say.span(date(2020, 9, 1), date(2020, 12, 31))) == "1 сентября – 31 декабря 2020"
    assert (
        spaced(say.span(date(2022, 1, 1), date(2023, 8, 31))) == "1 января 2022 – 31 августа 2023"
    )


def test_the_timeline_holds_every_row_with_its_state_in_words(con):
    day = date(2023, 3, 15)
    drawn = timeline(
        checkpoints.checkpoint_states(con, as_of=day), checkpoints.stages(con), day
    ).to_plotly_json()
    text = plain_text(drawn["props"]["children"])
    assert text.count("просрочено") == 19 and text.count("предстоит") == 7
    assert "6.4.3" in text and "Шаг 5. Практическое применение стратегии" in text


def test_the_table_twin_speaks_in_words_and_days(con):
    review(con, "2.1.1", "done", date(2021, 2, 10))
    rows = twin(checkpoints.checkpoint_states(con, as_of=date(2021, 3, 1)))
    sheet = sheet_rows("Точки", rows, "", TWIN)
    by_id = {row[0]: dict(zip(sheet["labels"], row, strict=True)) for row in sheet["rows"]}
    assert spaced(by_id["2.1.1"]["Состояние"]) == "● выполнено"
    assert by_id["2.1.1"]["Проверено"] == "2021-02-10" and by_id["1.1.2"]["Проверено"] is None
    assert by_id["1.1.2"]["Конец"] == "2020-12-31" and "ВПР" in by_id["1.1.2"]["Чего не хватает"]


def test_an_empty_timeline_says_so(con):
    nothing = checkpoints.checkpoint_states(con, as_of=date(2023, 3, 15)).head(0)
    assert "Таких точек" in plain_text(timeline(nothing, checkpoints.stages(con), date.today()))


def test_the_scale_holds_late_days_at_its_end():
    scale = Scale(date(2020, 9, 1), date(2024, 8, 31), date(2026, 1, 1))
    assert (scale.at(date(2020, 9, 1)), scale.at(date(2024, 9, 1)), scale.at(scale.as_of)) == (
        0,
        100,
        100,
    )
    assert not scale.holds_today


def test_the_address_keeps_what_it_does_not_know():
    filters = address.chosen("?series=school&other=1")
    assert address.search(filters, series="main") == "?series=main&other=1"
    assert address.search(filters, series=None, other="") == ""
    assert address.chosen(address.search({"stage": "а б&в"})) == {"stage": "а б&в"}


def test_the_roadmap_page_over_a_published_home(published):
    shown = roadmap_calls.show_roadmap("?series=school&year=2023", "/roadmap")
    text = spaced(plain_text(shown[1:]))
    assert "во внутришкольных показателях" in text and "центры мастерства — 50 %" in text
    assert "толкование: в документе не расшифровано" in text
    assert "Доля учителей до 35 лет" in text and "УВР" in text
    assert shown[0].data == {"series": "school", "year": "2023"}


def test_the_checkpoints_page_over_a_published_home(published):
    shown = checkpoint_calls.show_checkpoints(
        "?as_of=2023-03-15&stage=3&state=upcoming", "/checkpoints"
    )
    text = spaced(plain_text(shown[1:]))
    assert "показано 7 из 33" in text and "3 этап. Завершающий" in text
    assert shown[0].data == {"as_of": "2023-03-15", "stage": "3"}


def test_after_the_end_the_page_says_what_overdue_means(published):
    text = spaced(
        plain_text(checkpoint_calls.show_checkpoints("?as_of=2026-11-24", "/checkpoints"))
    )
    assert "это говорит об отметках, а не о том, что работы не было" in text
    assert "начало 2-го этапа" in text


@pytest.mark.parametrize("search", ["?as_of=вчера&stage=9&state=none", "", None])
def test_an_odd_address_shows_today(published, search):
    shown = checkpoint_calls.show_checkpoints(search, "/checkpoints")
    assert shown[0].data == {"as_of": date.today().isoformat(), "stage": "all"}


def test_nothing_published_yet_says_how_to_fill_the_page(home):
    data.attach(home)
    with session.acting_as(User("anna", "Анна Первая", "director")):
        assert "Загрузить файлы" in plain_text(roadmap_calls.show_roadmap("", "/roadmap"))
        assert "33 контрольные" in plain_text(checkpoint_calls.show_checkpoints("", "/checkpoints"))


def test_another_page_is_left_alone():
    assert roadmap_calls.show_roadmap("", "/checkpoints") is no_update
    assert checkpoint_calls.show_checkpoints("", "/roadmap") is no_update


def test_a_choice_goes_into_the_address_and_what_is_drawn_does_not():
    drawn = {"series": "main", "year": "2024"}
    assert roadmap_calls.choose("main", "2024", drawn, "") is no_update
    assert roadmap_calls.choose("school", "2024", drawn, "?x=1") == "?x=1&series=school"


@pytest.mark.parametrize(
    ("as_of", "stage_day", "stage", "expected"),
    [
        ("2023-03-15", "other", "all", no_update),
        ("2021-10-05", "other", "all", "?as_of=2021-10-05"),
        ("0002-03-15", "other", "all", no_update),  # a year being typed
        ("", "other", "all", no_update),
        ("2023-03-15", "2021-08-31", "all", "?as_of=2021-08-31"),
        ("2023-03-15", "other", "2", "?as_of=2023-03-15&stage=2"),
    ],
)
def test_a_changed_day_or_stage_goes_into_the_address(as_of, stage_day, stage, expected):
    drawn = {"as_of": "2023-03-15", "stage": "all"}
    found = checkpoint_calls.choose(as_of, stage_day, stage, drawn, "?as_of=2023-03-15")
    assert found is expected or found == expected


def test_the_year_nearest_to_today_is_shown_unless_asked():
    years = [2021, 2022, 2023, 2024]
    assert roadmap_calls.chosen_year("", years, date(2026, 11, 24)) == 2024
    assert roadmap_calls.chosen_year("2022", years, date(2026, 11, 24)) == 2022
    assert roadmap_calls.chosen_year("1999", years, date(2020, 1, 1)) == 2021


@pytest.fixture
def staffed(home: Home) -> Iterator[Home]:
    """A home with five teachers, one line of a register that counts and one that does not."""
    cards = {f"Педагог{n} Анна Игоревна": {"position": "учитель"} for n in range(1, 6)}
    lines = [("attestation", f"Педагог{n} Анна Игоревна", {"title": "", "status": status,
                                                         "date_to": date(2021, 5, n)})
             for n, status in ((1, "готов"), (2, "готовится"))]  # fmt: skip
    support = (
        "support",
        "Педагог1 Анна Игоревна",
        {"kind": "конкурс", "date_from": date(2021, 5, 1)},
    )
    accept(home, StaffFile(cards=cards, entries=(*lines, support)))
    publish(home)
    create_app(home)
    with session.acting_as(User("anna", "Анна Первая", "director")):
        yield home


def test_facts_of_registers_stand_on_the_page_with_their_way(staffed):
    body = roadmap_calls.show_roadmap("?series=school&year=2021", "/roadmap")
    text = spaced(plain_text(body[1:]))
    assert "На конец 2021 года школа дошла до цели в 1 из 1 посчитанного показателя" in text
    assert "Готовность к аттестации: 1 из 5 (20 %)" in text
    assert "+15 п. п. к цели 5 %, ровно по цели" in text
    assert "реестр «Аттестация» · снимок" in text
    assert "некого считать: таких педагогов на этот день нет" in text
    assert "register=attestation" in str(body)
    assert "Посчитано по реестрам: 1 внутришкольный показатель" in spaced(
        plain_text(roadmap_calls.show_roadmap("?series=main&year=2021", "/roadmap"))
    )


def test_the_lines_behind_a_fact_are_named_for_those_who_keep_registers(staffed):
    asked = "?series=school&year=2021&origin=growth_system"
    text = spaced(plain_text(roadmap_calls.show_roadmap(asked, "/roadmap")))
    assert "Считаются педагоги, у которых есть строка реестра с 1 января 2021" in text
    assert "1 из 5 (20 %) — 1 строка. Не считается 1 строка: причина рядом." in text
    assert "Педагог1 Анна" in text and "нет: состояние «готовится»" in text
    with session.acting_as(User("t", "Учитель", "teacher", frozenset(), 1)):
        text = plain_text(roadmap_calls.show_roadmap(asked, "/roadmap"))
    assert "Педагог1 Анна" in text and "Педагог2" not in text and "без имени" in text
    assert roadmap_calls.roadmap_origin.open_origin("growth_system", 1, "?year=2021") == (
        "?year=2021&origin=growth_system"
    )


@pytest.mark.parametrize(
    ("part", "whole", "target", "people"),
    [(3, 25, 20, 2), (5, 25, 20, 0), (0, 10, 5, 1), (7, 25, 20, -2)],
)
def test_a_deviation_is_told_in_people(part, whole, target, people):
    assert promise.short_of(part, whole, target) == people


def test_the_day_and_the_registers_are_settled_on_the_settings_page(staffed):
    text = plain_text(settings_calls.show_settings("?part=roadmap", 0, "/settings"))
    assert "все педагогические работники" in str(
        settings_calls.show_settings("?part=roadmap", 0, "/settings")
    )
    assert "Какие реестры ведутся" in text
    assert changes.payload("setting", "roadmap_day", "31.5") == {
        "name": "roadmap_day",
        "value": "05-31",
    }
    assert changes.payload("setting", "roadmap_day", "31.12") is None
    for key, value in (
        ("roadmap_day", "29.02"),
        ("roadmap_day", "завтра"),
        ("roadmap_base", "все"),
    ):
        with pytest.raises(changes.Unacceptable):
            changes.payload("setting", key, value)
    kept = changes.payload("setting", "kept_online_diagnostics", "kept")
    staffed.ledger.add_record("setting", "kept_online_diagnostics", kept, "т")
    publish(staffed)
    text = spaced(plain_text(roadmap_calls.show_roadmap("?series=school&year=2021", "/roadmap")))
    assert "Онлайн-диагностика: 0 из 5 (0 %)" in text and "не хватает 1 человека" in text
    assert "реестр «Онлайн-диагностика»: ведётся" in str(changes.latest())
