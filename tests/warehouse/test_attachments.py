"""Attached files: kept by their bytes, refused in words, in the backup and the check of what is whole."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse import attachments, backup
from warehouse.home import Home
from warehouse.paper_kinds import LONGEST_NAME, UNSAFE, Refused, safe_name
from warehouse.verify import verify

PDF = b"%PDF-1.7\nplan"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def bring(home: Home, name: str = "План.pdf", content: bytes = PDF, **more):
    return attachments.add(home, io.BytesIO(content), attachments.Coming(name, "anna", **more))


def zipped(*names: str, **contents: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
        for name, content in contents.items():
            archive.writestr(name, content)
    return made.getvalue()


GOOD = {
    "План.pdf": PDF,
    "План.docx": zipped("[Content_Types].xml", "word/document.xml"),
    "План.xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "План.pptx": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "План.odt": zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"),
    "Снимок.JPEG": b"\xff\xd8\xff\xe0" + bytes(20),
    "Снимок.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "Заметка.txt": "Правила согласия\n".encode("cp1251"),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_allowed_kind_is_kept_as_it_came(home: Home, name: str) -> None:
    made = bring(home, name, GOOD[name])
    path = attachments.path_of(home, made.sha256)
    assert path is not None and path.read_bytes() == GOOD[name]
    assert (made.sha256, made.size) == (hashlib.sha256(GOOD[name]).hexdigest(), len(GOOD[name]))
    assert attachments.attachments(home) == [made]


BAD = [
    ("вирус.exe", b"MZ" + bytes(50), "не\u00a0принимается"),
    ("План.doc", b"\xd0\xcf\x11\xe0" + bytes(50), "как docx"),
    ("без расширения", PDF, "Подойдут"),
    ("План.docx", PDF, "не docx"),
    (
        "План.docx",
        zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        "docx",
    ),
    ("План.xlsx", GOOD["План.docx"], "не xlsx"),
    ("План.odt", zipped("content.xml", mimetype=b"text/html"), "не odt"),
    ("План.docx", GOOD["План.docx"][:60], "не docx"),
    ("Снимок.png", b"<html><script>", "не png"),
    ("Заметка.txt", b"abc\x00\x01", "не txt"),
    ("Пусто.pdf", b"", "пуст"),
    ("...", PDF, "без имени"),
    (".pdf", PDF, "не\u00a0принимается"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=range(len(BAD)))
def test_another_kind_is_refused_in_words_and_leaves_nothing(home, name, content, said) -> None:
    with pytest.raises(Refused, match=said):
        bring(home, name, content)
    assert attachments.attachments(home) == []
    assert [*home.incoming.iterdir(), *home.papers.iterdir()] == []


def test_too_large_and_cut_short_files_leave_nothing(home: Home) -> None:
    stream = io.BytesIO(PDF * 500)
    with pytest.raises(attachments.TooLarge, match="больше"):
        attachments.add(home, stream, attachments.Coming("План.pdf", "anna"), limit=2000)
    with pytest.raises(attachments.CutShort, match="не\u00a0целиком"):
        bring(home, promised=len(PDF) + 1)
    assert [*home.incoming.iterdir(), *home.papers.iterdir()] == []


def test_the_same_bytes_are_one_attachment_under_its_first_name(home: Home) -> None:
    first, second = bring(home, "План.pdf"), bring(home, "Копия.pdf")
    assert first.sha256 == second.sha256
    assert [one.file_name for one in attachments.attachments(home)] == ["План.pdf"]
    assert second.file_name == "Копия.pdf"


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_and_stays_itself(raw: str) -> None:
    try:
        name = safe_name(raw)
    except Refused:
        return
    assert name and not UNSAFE.search(name) and not name.startswith(".")
    assert len(name) <= LONGEST_NAME + 1
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("C:\\Документы\\План работы.docx", "План работы.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("План\u202excod.pdf", "План xcod.pdf"),
        ("con.txt", "_con.txt"),
        ("а" * 300 + ".docx", "а" * (LONGEST_NAME - 5) + ".docx"),
    ],
)
def test_names_are_made_safe(raw: str, name: str) -> None:
    assert safe_name(raw) == name


def test_a_backup_carries_attachments_and_damage_is_told(home: Home, tmp_path: Path) -> None:
    kept, lost = bring(home), bring(home, "Рекомендации.txt", "Приходить на уроки".encode())
    backup.backup(home, tmp_path / "всё.zip")
    other = Home.at(tmp_path / "other")
    backup.restore(other, tmp_path / "всё.zip")
    assert attachments.attachments(other) == attachments.attachments(home)
    assert attachments.troubles(other) == []
    (other.papers / kept.sha256).write_bytes(b"%PDF-1.7\nother")
    (other.papers / lost.sha256).unlink()
    told = verify(other)
    assert sorted(told) == [
        "Нет файла «Рекомендации.txt», хотя он был приложен",
        "Приложенный файл «План.pdf» изменился на диске",
    ]
    bring(other)
    assert len(attachments.troubles(other)) == 1
