"""The plan of a research lesson on paper: to plan by, to write on at the lesson, and with what was seen."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request

from dashboard import lesson_sheets, words
from dashboard.form_route import POLICY
from dashboard.lesson_sheets import Lesson
from dashboard.studies import doubt
from dashboard.study_words import PARTS
from warehouse.studies.shapes import ACHIEVED, LETTERS, LEVEL_NAMES, MET, WATCHED

routes = Blueprint("lesson_plan", __name__)


@routes.get("/lesson-plan/<study_id>/<int:lesson_no>")
def show(study_id: str, lesson_no: int) -> Response:
    """Show the plan with what the group wrote down; `?blank` and strangers get it empty."""
    found = lesson_sheets.lesson(study_id, lesson_no)
    if found is None:
        abort(404)
    is_open = lesson_sheets.is_of_group(found)
    return make_response(_page(found, is_open and "blank" not in request.args, is_open))


@routes.after_request
def harden(response: Response) -> Response:
    """Give the page a stricter policy than Dash can have."""
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _page(found: Lesson, is_filled: bool, is_open: bool) -> str:
    sheets = found.sheets if is_filled else ()
    talk = found.shown.study.talk(found.lesson_no) if is_filled else None
    shown = lesson_sheets.stages(found.plan, None)
    return render_template(
        "lesson_plan.html",
        lesson=found,
        sheets=sheets,
        talk=talk,
        stages=shown,
        cell=lesson_sheets.cell,
        has_written=is_open and bool(found.sheets),
        is_filled=is_filled,
        doubt=doubt(found.shown.study, found.lesson_no) if is_filled else "",
        community=found.shown.community,
        levels=LETTERS,
        level_names=LEVEL_NAMES,
        met=MET,
        achieved=ACHIEVED,
        watched=WATCHED,
        order=PARTS,
        day=words.day,
        nbsp=words.NBSP,
    )
