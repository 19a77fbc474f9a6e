"""Folders and archives are opened out file by file, by name, within bounds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from etl.problems import Refusal
from etl.readers import Bounds, expand, read
from etl.readers.archive import entry_name


def archive_of(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def archive_of_windows(name: str, content: bytes) -> bytes:
    """Return an archive with its name in cp866 and no utf-8 flag, as Windows writes it."""
    raw = name.encode("cp866")
    data = archive_of({"x" * len(raw): content})
    return data.replace(b"x" * len(raw), raw)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def names(paths: list[Path], into: Path, bounds: Bounds | None = None) -> list[str]:
    return [shown for shown, _ in expand(paths, into, bounds or Bounds())]


def code_of_only(path: Path, into: Path, bounds: Bounds | None = None) -> str:
    bounds = bounds or Bounds()
    codes = []
    for _, file in expand([path], into, bounds):
        with pytest.raises(Refusal) as caught:
            read(file, bounds=bounds)
        codes.append(caught.value.problems[0].code)
    (code,) = codes
    return code


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_folder_is_walked_in_order(tmp_path: Path, into: Path) -> None:
    school = tmp_path / "Школа"
    for name in ("б.csv", "5А/алгебра.csv", ".git/x", "~$б.csv", "Thumbs.db", "5А/desktop.ini",
                 "__MACOSX/y", "а.csv"):  # fmt: skip
        put(school, name, b"1;2")
    assert names([school], into) == ["Школа/а.csv", "Школа/б.csv", "Школа/5А/алгебра.csv"]


def test_an_archive_is_unpacked_one_file_at_a_time(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, "архив.zip", archive_of({"5Б/б.csv": b"2;2", "5А/а.csv": b"1;1",
                                                  "__MACOSX/5А/._а.csv": b"", "5А/": b""}))  # fmt: skip
    seen = []
    for shown, file in expand([path], into):
        seen.append((shown, read(file, shown).sheets[0].rows))
        assert len(list(into.iterdir())) == 1
    assert seen == [("архив.zip › 5А/а.csv", [["1", "1"]]), ("архив.zip › 5Б/б.csv", [["2", "2"]])]
    assert not list(into.iterdir())


def test_leaving_early_leaves_nothing_behind(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, "а.zip", archive_of({"а.csv": b"1", "б.csv": b"2"}))
    files = expand([path], into)
    next(files)
    files.close()  # type: ignore[attr-defined]
    assert not list(into.iterdir())


def test_a_workbook_is_not_taken_for_an_archive(tmp_path: Path, into: Path) -> None:
    book = tmp_path / "книга.zip"
    with xlsxwriter.Workbook(book) as workbook:
        workbook.add_worksheet().write(0, 0, "а")
    outer = put(tmp_path, "внешний.zip", archive_of({"книга.xlsx": book.read_bytes()}))
    shown = [(name, read(file).kind) for name, file in expand([book, outer], into)]
    assert shown == [("книга.zip", "xlsx"), ("внешний.zip › книга.xlsx", "xlsx")]


def test_names_of_windows_archives(tmp_path: Path, into: Path) -> None:
    path = put(tmp_path, "а.zip", archive_of_windows("5А/Русский язык №1.csv", b"1;2"))
    assert names([path], into) == ["а.zip › 5А/Русский язык №1.csv"]


def test_utf8_names_without_the_flag() -> None:
    entry = zipfile.ZipInfo("алгебра.csv".encode().decode("cp437"))
    assert entry_name(entry) == "алгебра.csv"


def test_an_archive_in_an_archive_once(tmp_path: Path, into: Path) -> None:
    inner = archive_of({"а.csv": b"1;2"})
    path = put(tmp_path, "в.zip", archive_of({"б.zip": inner}))
    assert names([path], into) == ["в.zip › б.zip › а.csv"]
    deeper = put(tmp_path, "г.zip", archive_of({"в.zip": archive_of({"б.zip": inner})}))
    assert names([deeper], into) == ["г.zip › в.zip › б.zip"]
    assert code_of_only(deeper, into) == "archive_in_place_of_file"


@pytest.mark.parametrize("name", ["../../etc/x.csv", "/etc/x.csv", "C:\\x.csv", "а\\..\\..\\x.csv"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, into: Path, name: str) -> None:
    path = put(tmp_path, "а.zip", archive_of({name: b"1;2"}))
    assert code_of_only(path, into) == "unsafe_entry"


def test_an_entry_with_a_password_is_named(tmp_path: Path, into: Path) -> None:
    data = bytearray(archive_of({"тайна.csv": b"1;2"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = put(tmp_path, "а.zip", bytes(data))
    ((_, file),) = expand([path], into)
    with pytest.raises(Refusal, match=r"тайна\.csv"):
        read(file)


def test_a_broken_entry_does_not_stop_the_rest(tmp_path: Path, into: Path) -> None:
    data = archive_of({"а.csv": b"1;2", "б.csv": b"3;4"}, zipfile.ZIP_STORED)
    path = put(tmp_path, "а.zip", data.replace(b"1;2", b"9;9"))
    codes = []
    for _, file in expand([path], into):
        try:
            codes.append(read(file).kind)
        except Refusal as refused:
            codes.append(refused.problems[0].code)
    assert codes == ["damaged_file", "csv"]


def test_bounds_of_archives(tmp_path: Path, into: Path) -> None:
    many = put(tmp_path, "а.zip", archive_of({f"{n}.csv": b"1;2" for n in range(30)}))
    assert code_of_only(many, into, Bounds(entries=20)) == "unpacks_too_large"
    assert code_of_only(many, into, Bounds(unpacked_bytes=50)) == "unpacks_too_large"
    dense = put(tmp_path, "б.zip", archive_of({"x.csv": b"\0" * 100_000}))
    assert code_of_only(dense, into, Bounds(ratio_from_bytes=1000)) == "unpacks_too_large"


def test_archives_of_one_upload_share_a_budget(tmp_path: Path, into: Path) -> None:
    inner = archive_of({"x.csv": b"1;2;3;4;5;6" * 100})
    path = put(tmp_path, "а.zip", archive_of({f"{n}.zip": inner for n in range(5)}))
    assert names([path], into, Bounds(unpacked_bytes=3500))[-1] == "а.zip › 4.zip"


def test_a_missing_path_is_left_to_the_reader(tmp_path: Path, into: Path) -> None:
    assert code_of_only(tmp_path / "нет.zip", into) == "missing_file"
