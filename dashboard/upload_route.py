"""Where files come in: a raw body written to disk block by block, and the way back to a kept file."""

from __future__ import annotations

import io
from sqlite3 import Row
from typing import Any, BinaryIO, cast
from urllib.parse import quote, unquote

import pandas as pd
from flask import Blueprint, Response, abort, render_template, request, send_file

from dashboard import data, given_out, guard, quality
from dashboard.components.tables import PUPIL_KEYS
from dashboard.papers import staff_forms, templates, xlsx
from dashboard.session import current_user, may
from etl import sources, uploads
from etl.desk import school_of
from etl.markup import back, grids
from etl.school import School
from warehouse import checks, person_guard, reference
from warehouse.queries.classes import classes
from warehouse.queries.teacher_names import teacher_names

routes = Blueprint("upload_route", __name__)
HEADER = "X-File-Name"
WHO = "администратор, директор и заместитель."
CLOSED = {
    "/uploads": f"Загружать файлы могут {WHO}",
    "/quality": f"Вопросы к данным видят те, кто может загружать файлы: {WHO}",
}
LONGEST_NAME = 300
PROBLEM_COLUMNS = {"sheet": "Лист", "row": "Строка", "column": "Столбец", "value": "Записано",
                   "what": "Что замечено", "fix": "Что сделать"}  # fmt: skip


@routes.before_app_request
def keep_out() -> tuple[str, int] | None:
    """Refuse the page itself to whoever may not upload: its way is not shown to them either."""
    if request.path.rstrip("/") in CLOSED and not may("upload"):
        what = CLOSED[request.path.rstrip("/")]
        return render_template("problem.html", title="Эта страница вам закрыта", what=what), 403
    return None


@routes.post("/upload/file")
def receive() -> tuple[dict[str, Any], int]:
    """Take one file; its name comes percent-encoded in a header of our own, which forms cannot send."""
    if not may("upload"):
        return {"problem": CLOSED["/uploads"]}, 403
    name = unquote(request.headers.get(HEADER, ""))[-LONGEST_NAME:].strip()
    if not name:
        return {"problem": "Файл пришёл без имени: попробуйте ещё раз."}, 400
    try:
        number = uploads.receive(data.home(), _body(), name, current_user().login)
    except uploads.TooLarge:
        limit = uploads.LIMIT >> 20
        problem = f"Файл больше {limit} МБ. Разделите его на части. Ничего не загружено."
        return {"problem": problem}, 413
    return {"upload": number}, 201


def _body() -> BinaryIO:
    """Return the request's body; a chunked one states no length, so it is read to its end."""
    if request.content_length is not None:
        return cast(BinaryIO, request.stream)
    return cast(BinaryIO, request.environ["wsgi.input"])


@routes.get("/upload/source/<int:batch_id>")
def source(batch_id: int) -> Response:
    """Give back the file of a load as it came; where columns had to be dropped, what was kept of it."""
    batch = data.ledger().batch(batch_id)
    if not may("upload") or batch is None or _is_closed(batch):
        abort(404)
    path = data.home().sources / batch["sha256"]
    name = batch["file_name"].replace("/", "_").split(" › ")[-1]
    if not path.exists():
        abort(404)
    _noted(f"source {batch_id}")
    if sources.is_cleaned(path):
        grid = sources.source_grid(data.home(), batch["sha256"])
        return _sent(grids.grid_book(grid), f"{name} (без личных сведений).xlsx")
    return _sent(path.read_bytes(), name)


@routes.get("/upload/back/<int:upload_id>")
def upload_back(upload_id: int) -> Response:
    """Give one's own file back with what the check noticed marked in its cells."""
    found = uploads.upload(data.home(), upload_id)
    if not may("upload") or found is None or found.made_by != current_user().login:
        abort(404)
    _noted(f"upload {upload_id}")
    return _marked(back.upload_back(data.home(), found))


@routes.get("/upload/mend/<int:batch_id>")
def batch_back(batch_id: int) -> Response:
    """Give the file of a load back with its problems marked in its cells."""
    batch = data.ledger().batch(batch_id)
    if not may("upload") or (batch is not None and _is_closed(batch)):
        abort(404)
    _noted(f"source {batch_id}")
    return _marked(back.batch_back(data.home(), batch_id))


def _is_closed(batch: Row) -> bool:
    """Tell whether a file holds answers or lessons of single teachers, and the person may not see these.

    Who loaded it had it before.
    """
    if may("teachers") or batch["accepted_by"] in (current_user().login, current_user().name):
        return False
    return person_guard.is_of_persons(data.home(), batch)


def _noted(about: str) -> None:
    """Log who took a file away: pupils are named in it."""
    guard.note_download(about)


def _marked(found: back.Marked | None) -> Response:
    if found is None:
        abort(404)
    return _sent(found.content, found.name)


@routes.get("/upload/problems/<int:upload_id>")
def problems(upload_id: int) -> Response:
    """Give everything that the check noticed in one's own file as a workbook."""
    found = uploads.upload(data.home(), upload_id)
    if not may("upload") or found is None or found.made_by != current_user().login:
        abort(404)
    title = f"Что заметила проверка: {found.file_name}"
    rows = [{label: problem[key] for key, label in PROBLEM_COLUMNS.items()}
            for problem in found.report.get("problems", [])]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS.values()))
    # What is written in a doubtful cell may be a name.
    if rows:
        _noted(f"problems {upload_id}")
    return _sent(xlsx.workbook(frame, title), xlsx.file_name(title))


@routes.get("/upload/template/<kind>")
def template(kind: str) -> Response:
    """Give a workbook to fill in, with the classes, subjects and teachers that the school has already.

    With `?filled=1` communities and lessons come with what the school has of them: to mend and load back.
    """
    if not may("upload"):
        abort(404)
    school = school_of(data.ledger())
    if kind in given_out.MAKERS:
        return _given_out(kind, school, is_filled=request.args.get("filled") == "1")
    wanted = templates.TEMPLATES.get(kind) or staff_forms.staff_template(kind, school.criteria)
    if wanted is None:
        abort(404)
    known = _known(school.default_school_year)
    if kind in staff_forms.staff_tables():
        known |= {**_known_of_staff(school), **staff_forms.own_choices(kind)}
    content = templates.template_workbook(wanted, school.default_school_year, known)
    return _sent(content, templates.file_name(wanted))


def _given_out(kind: str, school: School, is_filled: bool) -> Response:
    """Give a workbook of communities or lessons; who took away names is logged."""
    known = {**_known(school.default_school_year), **_known_of_staff(school)}
    content, title = given_out.workbook(kind, school.default_school_year, known, is_filled)
    if is_filled:
        _noted(f"{kind} as they are")
    return _sent(content, xlsx.file_name(title))


def _known_of_staff(school: School) -> dict[str, list[str]]:
    """Return what templates of the staff offer: who works in the school, and its competences."""
    found = data.frame(teacher_names)
    names = [] if found.empty else found["full_name"].tolist()
    return {"teachers": names, "competences": list(school.competences)}


def _known(school_year: str) -> dict[str, list[str]]:
    """Return what a template offers: the classes of the year, else of the newest, and the subjects."""
    found = data.frame(classes)
    years = [] if found.empty else sorted(set(found["school_year"]))
    year = school_year if school_year in years else (years[-1] if years else "")
    names = [] if found.empty else found[found["school_year"] == year]["class_name"].tolist()
    subjects = {row["subject"] for row in reference.subject_aliases(data.ledger())}
    return {"classes": names, "subjects": sorted(subjects)}


@routes.get("/quality/table/<check_id>")
def check_table(check_id: str) -> Response:
    """Give all rows of one question about the data as a workbook, within the filters of the address."""
    asked = checks.check(check_id)
    if not may("upload") or asked is None:
        abort(404)
    found = quality.answer(asked, quality.filters(request.args.to_dict()))
    if PUPIL_KEYS & {key for key, *_ in asked.columns} and len(found.rows):
        _noted(f"check {check_id}")
    return _sent(xlsx.workbook(quality.table(found), asked.title, [asked.what, asked.fix]),
                 xlsx.file_name(asked.title))  # fmt: skip


def _sent(content: bytes, name: str) -> Response:
    response = send_file(io.BytesIO(content), mimetype="application/octet-stream")
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = disposition
    return response
