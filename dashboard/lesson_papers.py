"""Who may open the technological card of a lesson: whoever may see the lesson."""

from __future__ import annotations

from dashboard import attach_route, lesson_circles, lessons


def holder(sha256: str) -> bool | None:
    """Tell whether the person may open a file that lessons name; None where none names it."""
    of = [one for one in lessons.every() if one.card and one.card["sha256"] == sha256]
    if not of:
        return None
    circles = lesson_circles.circles()
    return any(lessons.may_see(one, circles) for one in of)


def watch() -> None:
    """Let the route of attachments ask for the files of lessons."""
    if holder not in attach_route.HOLDERS:
        attach_route.HOLDERS.append(holder)
