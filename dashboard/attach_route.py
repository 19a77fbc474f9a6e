"""Where files are attached to what people type, and the way back to them: raw bodies, no Dash in between."""

from __future__ import annotations

import errno
import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO, cast
from urllib.parse import quote, unquote

from flask import Blueprint, Response, abort, request, send_file, session

from dashboard import data, guard
from dashboard.session import current_user, may
from warehouse import attachments
from warehouse.paper_kinds import Refused, safe_name

routes = Blueprint("attach_route", __name__)
NAME, TOKEN = "X-File-Name", "X-Form-Token"
STALE = "Страница устарела: обновите её и\u00a0приложите файл ещё раз. Ничего не приложено."
NO_ROOM = "На диске школы нет места. Ничего не приложено: скажите администратору."
CLOSED = "Прикладывать файлы могут те, кто вошёл в\u00a0программу."
LONGEST_NAME = 300
# Who may open a file: each room tells of the files that its own records name (True, False), None of others'.
Holder = Callable[[str], bool | None]
HOLDERS: list[Holder] = []


@routes.post("/attachment")
def receive() -> tuple[dict[str, Any], int]:
    """Keep one file; its name comes percent-encoded in a header, the form token of the page in another.

    Returns {sha256, file_name, size, kind}, or {problem} in words; a refused file leaves nothing.
    """
    if not may("see"):
        return {"problem": CLOSED}, 403
    if not _is_of_our_page():
        return {"problem": STALE}, 400
    name = unquote(request.headers.get(NAME, ""))[-LONGEST_NAME:]
    coming = attachments.Coming(name, current_user().login, request.content_length)
    try:
        made = asdict(attachments.add(data.home(), _body(), coming))
    except Refused as problem:
        status = 413 if isinstance(problem, attachments.TooLarge) else 400
        return {"problem": str(problem)}, status
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            raise
        return {"problem": NO_ROOM}, 507
    return {key: made[key] for key in ("sha256", "file_name", "size", "kind")}, 201


def _is_of_our_page() -> bool:
    held = str(session.get("form_token") or secrets.token_hex())
    return secrets.compare_digest(request.headers.get(TOKEN, ""), held)


def _body() -> BinaryIO:
    """Return the request's body; a chunked one states no length, so it is read to its end."""
    if request.content_length is not None:
        return cast(BinaryIO, request.stream)
    return cast(BinaryIO, request.environ["wsgi.input"])


@routes.get("/attachment/<sha256>")
def give(sha256: str) -> Response:
    """Give an attached file to whoever may open it, always as a file to keep, never to be shown as a page.

    `name` in the address is the name that the record knows the file by; one of another kind is not used.
    """
    found = attachments.find(data.home(), sha256)
    path = attachments.path_of(data.home(), sha256)
    if found is None or path is None or not may_open(found):
        abort(404)
    guard.note_download(f"attachment {sha256}")
    response = send_file(path, mimetype="application/octet-stream")
    name = quote(_name(found, request.args.get("name", "")))
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response.headers["Cache-Control"] = "no-store"
    return response


def may_open(found: attachments.Attachment) -> bool:
    """Tell whether the person may open a file: as the records that name it say; else only who brought it.

    A file that no record names yet is its bringer's alone, and of those who keep the registers.
    """
    said = [answer for holder in HOLDERS if (answer := holder(found.sha256)) is not None]
    if any(said):
        return True
    return found.added_by == current_user().login or (not said and may("staff"))


def _name(found: attachments.Attachment, asked: str) -> str:
    try:
        name = safe_name(asked)
    except Refused:
        return found.file_name
    extension = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    return name if extension == found.kind else found.file_name
