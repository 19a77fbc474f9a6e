"""Classes and pupils: achievement, the journal, reports, assessments."""

from __future__ import annotations

from typing import Any


class AchievementIds:
    """The heatmap page."""

    body = "achievement-body"
    heatmap = "achievement-heatmap"
    year = "achievement-year"
    period = "achievement-period"
    grade = "achievement-grade"
    metric = "achievement-metric"
    base = "achievement-base"
    falls = "achievement-falls"
    cohorts = "achievement-cohorts"
    comparison = "achievement-comparison"
    against = "achievement-against"
    priority = "achievement-priority"
    priority_body = "achievement-priority-body"


class ClassIds:
    """The card of a class."""

    body = "class-body"
    trends = "class-trends"
    period = "class-period"
    year = "class-year"
    subject = "class-subject"
    base = "class-base"
    version = "class-version"

    @staticmethod
    def stays(record_id: Any) -> dict[str, Any]:
        """Return the id of the button that takes «выбыл» back."""
        return {"type": "class-stays", "record": record_id}


class PupilIds:
    """The page of a pupil."""

    body = "pupil-body"
    year = "pupil-year"
    timeline = "pupil-timeline"
    split = "pupil-split"
    stay = "pupil-stay"
    version = "pupil-version"


class JournalIds:
    """The page between period ends."""

    body = "journal-body"
    heatmap = "journal-heatmap"
    year = "journal-year"
    period = "journal-period"
    grade = "journal-grade"
    class_name = "journal-class"
    subject = "journal-subject"
    day = "journal-day"
    measure = "journal-measure"
    against = "journal-against"
    lists = "journal-lists"


class ReportIds:
    """The reports of a period."""

    body = "reports-body"
    year = "reports-year"
    period = "reports-period"
    level = "reports-level"
    base = "reports-base"
    class_name = "reports-class"
    school_xlsx = "reports-school-xlsx"
    class_xlsx = "reports-class-xlsx"
    download = "reports-download"


class ObjectivityIds:
    """Marks of outside works beside the journal's."""

    body = "objectivity-body"
    version = "objectivity-version"
    year = "objectivity-year"
    kind = "objectivity-kind"
    grade = "objectivity-grade"
    subject = "objectivity-subject"
    work = "objectivity-work"
    shares = "objectivity-shares"
    subjects = "objectivity-subjects"
    points = "objectivity-points"
    exams = "objectivity-exams"
    keep = "objectivity-keep"
    kept = "objectivity-kept"

    @staticmethod
    def border(mark: Any) -> dict[str, Any]:
        """Return the id of the field with the least points of a mark."""
        return {"type": "objectivity-border", "mark": mark}


class OlympiadIds:
    """The olympiad."""

    body = "olympiad-body"
    year = "olympiad-year"
    stages = "olympiad-stages"
    years = "olympiad-years"
    subjects = "olympiad-subjects"


class DeficitIds:
    """The page of deficits and the paper of a work."""

    body = "deficits-body"
    map = "deficits-map"
    year = "deficits-year"
    work = "deficits-work"
    beside = "deficits-beside"
    paper = "deficits-paper"
    download = "deficits-download"
