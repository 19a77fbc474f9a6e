import io

import openpyxl
import pandas as pd
import pytest

from dashboard.papers import xlsx


def opened(frame: pd.DataFrame, title: str = "Название") -> openpyxl.worksheet.worksheet.Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(frame, title, ["снимок 3"])))
    return book.active


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 900", "-1", "@SUM(A1)", "\t=1", "https://example.org"]
)
def test_words_stay_words(text: str) -> None:
    sheet = opened(pd.DataFrame({text: [text]}), title=text)
    for place in ("A1", "A3", "A4"):
        assert sheet[place].data_type in ("s", "inlineStr")
        assert sheet[place].value.strip() == text.strip()
        assert sheet[place].hyperlink is None


def test_figures_stay_figures_and_the_missing_stays_empty() -> None:
    sheet = opened(pd.DataFrame({"качество": [52.123456, None], "класс": ["7А", None]}))
    assert sheet["A4"].value == 52.123456
    assert sheet["A5"].value is None
    assert sheet["A7"].value == "снимок 3"


def test_a_title_becomes_a_safe_file_name() -> None:
    assert xlsx.file_name("Качество: 7А/7Б?\u00a052 %") == "Качество 7А 7Б 52 %.xlsx"
    assert xlsx.file_name("///") == "Таблица.xlsx"
