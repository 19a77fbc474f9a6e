"""The period report on the screen and on paper, over a small school accepted in code."""

from __future__ import annotations

import base64
import io
from datetime import date

import openpyxl
import pytest

from dashboard import address, app, data, session
from dashboard.callbacks import reports
from dashboard.components.cards import plain_text
from tests.warehouse.files_in_code import Lessons, Register, Totals, accept
from warehouse.home import Home
from warehouse.publish import publish

YEAR = "2022/23"
WHO = ("Берёзова Анна", "Дубов Лев", "Кленова Вера", "Липов Пётр")
DIRECTOR = session.User("director", "Директор", "director")
TEACHER = session.User("t", "Учитель", "teacher", frozenset({(YEAR, "7Б")}))


def totals(class_name: str, subject: str, *marks: int | str, period: str = "q4") -> Totals:
    return Totals(class_name, subject, period, dict(zip(WHO, marks, strict=False)))


@pytest.fixture(scope="module")
def school(tmp_path_factory) -> Home:
    """A home with 7А, 7Б and 10А: two subjects, a half-year, absences of 7А only."""
    home = Home.at(tmp_path_factory.mktemp("reports"))
    lessons = Lessons(
        "7А", pupils=WHO, cells={(WHO[0], date(2023, 4, 3)): "Н", (WHO[1], date(2023, 4, 3)): "4"}
    )
    accept(
        home,
        totals("7А", "Алгебра", 5, 4, 2, "not_attested"),
        totals("7А", "История", 5, 5, 3, 4),
        lessons,
    )
    accept(home, totals("7Б", "Алгебра", 5, 3, 4), totals("10А", "Алгебра", 4, 4, period="h2"))
    publish(home)
    return home


@pytest.fixture(params=[DIRECTOR])
def asking(school, request):
    app.create_app(school)
    with session.acting_as(request.param) as user:
        yield user


as_teacher = pytest.mark.parametrize("asking", [TEACHER], indirect=True)


def shown(search: str = "") -> str:
    return plain_text(reports.show_reports(search)).replace("\xa0", " ").replace("\xad", "")


def markup(component) -> str:
    """Return the HTML of the tables in a page."""
    if isinstance(component, (list, tuple)):
        return "".join(markup(part) for part in component)
    own = getattr(component, "children", None)
    return own if isinstance(own, str) and own.startswith("<table") else markup(own) if own else ""


def book(search: str = "") -> openpyxl.Workbook:
    sent = reports.document(search)
    return openpyxl.load_workbook(io.BytesIO(base64.b64decode(sent["content"])))


def test_the_head_is_a_true_sentence(asking) -> None:
    said = shown()
    # 7А two of three attested, 7Б two of three, 10А two of two; one has a «2», one is not attested.
    assert (
        "В школе за 4 четверть на «4» и «5» учатся 6 из 8 (75 %), поддержка нужна 2 ученикам"
        in said
    )
    assert "10 классы — 2 полугодие" in said
    assert "по спискам журналов, без реестра" in said
    assert "Журнал пропусков не загружен: 7Б и 10А." in said


def test_the_table_leads_to_the_classes_and_says_what_is_not_known(asking) -> None:
    table = markup(reports.show_reports("?period=q4"))
    assert 'href="/reports?period=q4&amp;class=7А"' in table
    assert "<small>Алгебра\xa0— 1</small>" in table
    assert table.count("нет данных") >= 3
    assert "Школа, итого" in table


@pytest.mark.parametrize(("search", "marks"), [("?period=q4", 11), ("?period=q4&class=7А", 8)])
def test_the_report_says_where_its_numbers_come_from(asking, search: str, marks: int) -> None:
    assert "Снимок данных" not in shown(search)
    said = shown(f"{search}&origin=1")
    assert "Снимок данных" in said and f"Отметки: {marks} строк" in said


def test_a_class_has_its_lists_and_its_sheet(asking) -> None:
    said = shown("?class=7А")
    assert "В 7А за 4 четверть" in said
    for text in (
        "Отличники: 1",
        "С одной «4»: 1Дубов Лев — Алгебра",
        "Неуспевающие: 1Кленова Вера — Алгебра",
        "Не аттестованы: 1Липов Пётр — Алгебра",
        "Берёзова Анна — 1 урок, без уважительной причины 1",
    ):
        assert text in said
    assert "3,67" in markup(reports.show_reports("?class=7А"))  # (5 + 4 + 2) / 3


def test_a_level_narrows_the_report_and_names_itself(asking) -> None:
    said, table = shown("?level=3"), markup(reports.show_reports("?level=3"))
    assert "В СОО за 4 четверть на «4» и «5» учатся 2 из 2" in said
    assert "7А" not in table
    assert "Школа, итого" not in table


def test_a_class_that_is_not_there_is_said_so(asking) -> None:
    assert "нет" in shown("?class=9Ю")
    with pytest.raises(reports.PreventUpdate):
        reports.document("?class=9Ю")


@as_teacher
def test_a_teacher_sees_and_takes_own_classes_only(asking) -> None:
    assert "7А" not in markup(reports.show_reports(""))
    assert "Берёзова" not in shown("?class=7А")
    assert book().sheetnames == ["Отчёт", "Определения", "7Б"]


@pytest.mark.parametrize(
    ("moved", "value", "left"),
    [
        ("period", "h2", {"class": "7А", "period": "h2"}),
        ("level", "2", {"period": "q4", "level": "2"}),
        ("class", "all", {"period": "q4"}),
    ],
)
def test_a_changed_filter_goes_into_the_address(moved: str, value: str, left: dict) -> None:
    found = reports.changed({"class": "7А", "period": "q4"}, moved, value)
    assert address.chosen(found) == left


def test_the_workbook_is_a_document_to_hand_in(asking) -> None:
    made = book()
    assert made.sheetnames == ["Отчёт", "Определения", "7А", "7Б", "10А"]
    sheet = made["Отчёт"]
    assert sheet["A1"].value.startswith("Школа: ___")
    assert sheet["A2"].value.replace("\xa0", " ") == (
        "Отчёт об успеваемости за 4 четверть (10 классы — 2 полугодие) 2022/23 учебного года"
    )
    assert f"снимок\xa0{data.reader().number}" in sheet["A3"].value
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$6"
    assert {"A5:A6", "B5:E5"} <= {str(merged) for merged in sheet.merged_cells.ranges}
    assert sheet["B7"].border.left.style == "thin"
    lines = {row[0].value: row for row in sheet.iter_rows(min_row=7) if row[0].value}
    assert lines["Школа, итого"][0].font.bold
    assert any("Составил ____" in text and "Директор ____" in text for text in lines)


def test_numbers_of_the_workbook_stay_numbers(asking) -> None:
    sheet = book()["Отчёт"]
    heads = {sheet.cell(6, c).value: c for c in range(2, sheet.max_column + 1)}
    by_class = {sheet.cell(r, 1).value: r for r in range(7, sheet.max_row + 1)}
    quality = sheet.cell(by_class["7А"], heads["качество, %"])
    assert quality.value == pytest.approx(100 * 2 / 3)
    assert quality.number_format == "0.0"
    assert sheet.cell(by_class["7А"], heads["на конец"]).value == 4
    assert sheet.cell(by_class["7А"], heads["прибыло"]).value == "нет данных"
    assert sheet.cell(by_class["7А"], heads["«2» по предметам"]).value == "Алгебра\xa0— 1"
    # A total over classes of which not all are known carries a star and stays a number.
    missed = sheet.cell(by_class["Школа, итого"], heads["без уважительной"])
    assert (missed.value, missed.number_format) == (1, '0"*"')


def test_the_sheet_of_a_class_is_signed_by_its_teacher(asking) -> None:
    made = book("?class=7А")
    assert made.sheetnames == ["7А"]
    rows = [[cell.value for cell in row] for row in made["7А"].iter_rows()]
    assert rows[4][:5] == ["№", "Ученик", "Алгебра", "История", "Средний балл"]
    assert rows[5][:5] == [1, "Берёзова Анна", 5, 5, 5]
    assert rows[8][:5] == [4, "Липов Пётр", "н/а", 4, 4]
    assert rows[9][1:4] == ["Средний балл", pytest.approx(11 / 3), 4.25]
    assert any(row[0] and "Классный руководитель ____" in str(row[0]) for row in rows)


def test_a_register_brings_the_moves(tmp_path) -> None:
    home = Home.at(tmp_path)
    accept(home, totals("7А", "Алгебра", 5, 4, 3))
    moves = {
        WHO[0]: (None, None),
        WHO[1]: (date(2023, 4, 20), None),
        WHO[3]: (None, date(2023, 4, 10)),
    }
    accept(home, Register("7А", moves))
    publish(home)
    app.create_app(home)
    with session.acting_as(DIRECTOR):
        sheet = book()["Отчёт"]
        assert [sheet.cell(7, c).value for c in range(1, 6)] == ["7А", 3, 1, 1, 3]
        said = shown()
        assert "без реестра" not in said
        assert "В списке учеников нет части учеников журнала: 7А." in said


def test_the_name_of_the_school_stands_on_the_paper(tmp_path) -> None:
    home = Home.at(tmp_path)
    accept(home, totals("7А", "Алгебра", 5, 4, 3))
    home.ledger.add_record(
        "setting", "school_name", {"name": "school_name", "value": "Школа № 1"}, "d"
    )
    publish(home)
    app.create_app(home)
    with session.acting_as(DIRECTOR):
        assert book()["Отчёт"]["A1"].value == "Школа № 1"


def test_an_empty_home_says_what_will_be_here(tmp_path) -> None:
    app.create_app(Home.at(tmp_path))
    with session.acting_as(DIRECTOR):
        assert "Здесь будут отчёт об успеваемости" in shown()
        assert reports.show_reports("", "/help") is reports.no_update
