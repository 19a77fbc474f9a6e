"""Which files may be attached: the kind is what the name says and the content confirms; names made safe."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

LONGEST_NAME = 120
BEGINNING = 1 << 16
MACROS = "vbaproject.bin"
# Signs that a name must not hold: separators, what Windows forbids, and what turns the reading direction.
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
ALLOWED = "PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), ODT, JPG, PNG и\u00a0TXT"
# What old or near kinds are to be saved as.
BETTER = {"doc": "docx", "docm": "docx", "rtf": "docx", "xls": "xlsx", "xlsm": "xlsx", "ppt": "pptx",
          "pptm": "pptx", "heic": "jpg", "webp": "jpg", "bmp": "png", "gif": "png", "tif": "pdf",
          "tiff": "pdf", "djvu": "pdf", "pages": "docx"}  # fmt: skip


class Refused(ValueError):
    """A file that is not taken; the message says why and what to do, nothing of the file was kept."""


def safe_name(raw: str) -> str:
    """Return a file's name without its folders and unsafe signs, not too long, its extension kept.

    Raises Refused for a name of which nothing is left.
    """
    base = unicodedata.normalize("NFC", raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join(UNSAFE.sub(" ", base).split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if not name:
        raise Refused("Файл пришёл без имени: назовите его и\u00a0попробуйте ещё раз.")
    if RESERVED.match(name):
        name, stem = f"_{name}", f"_{stem}"
    if len(name) <= LONGEST_NAME or not dot:
        return name[:LONGEST_NAME].rstrip()
    return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip()}.{extension}"


def kind_of(path: Path, name: str) -> str:
    """Return the kind of a file (pdf, docx, xlsx, pptx, odt, jpg, png, txt); raises Refused with what to do."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = "jpg" if extension == "jpeg" else extension
    if kind not in KINDS:
        better = BETTER.get(kind)
        what = f"Сохраните его как {better}." if better else f"Подойдут {ALLOWED}."
        raise Refused(f"Файл «{name}» такого вида не\u00a0принимается. {what} Ничего не приложено.")
    if not path.stat().st_size:
        raise Refused(f"Файл «{name}» пуст. Проверьте его и\u00a0приложите снова.")
    if not KINDS[kind](path):
        raise Refused(
            f"Внутри файла «{name}» не {kind}: он повреждён, закрыт паролем или переименован."
            f" Откройте его и\u00a0сохраните как {kind} заново. Ничего не приложено."
        )
    return kind


def _begins(*signs: bytes) -> Callable[[Path], bool]:
    def confirms(path: Path) -> bool:
        with path.open("rb") as file:
            return file.read(16).startswith(signs)

    return confirms


def _office(folder: str) -> Callable[[Path], bool]:
    def confirms(path: Path) -> bool:
        names = _entries(path)
        is_office = "[Content_Types].xml" in names and any(n.startswith(folder) for n in names)
        return is_office and not any(n.lower().endswith(MACROS) for n in names)

    return confirms


def _is_odt(path: Path) -> bool:
    if "mimetype" not in _entries(path):
        return False
    with zipfile.ZipFile(path) as archive, archive.open("mimetype") as file:
        return file.read(100).strip() == b"application/vnd.oasis.opendocument.text"


def _entries(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return set()


def _is_text(path: Path) -> bool:
    """Tell whether a file reads as text: no control bytes; Russian text is UTF-8, UTF-16 or Windows-1251."""
    with path.open("rb") as file:
        beginning = file.read(BEGINNING)
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in beginning)


KINDS: dict[str, Callable[[Path], bool]] = {
    "pdf": _begins(b"%PDF-"),
    "docx": _office("word/"),
    "xlsx": _office("xl/"),
    "pptx": _office("ppt/"),
    "odt": _is_odt,
    "jpg": _begins(b"\xff\xd8\xff"),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "txt": _is_text,
}
