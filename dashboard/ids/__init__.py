"""Ids of everything a callback listens to or fills: one module per room of the product, one class per page."""

from dashboard.ids.frame import PAGE, TOAST, URL, CardIds, SearchIds, ShellIds, shown
from dashboard.ids.lessons import LessonIds, LessonsIds
from dashboard.ids.loading import MappingIds, QualityIds, UploadIds, WhoIds
from dashboard.ids.papers import AttachIds
from dashboard.ids.programme import CheckpointIds, HelpIds, HomeIds, RoadmapIds, SettingsIds
from dashboard.ids.pupils import (
    AchievementIds,
    ClassIds,
    DeficitIds,
    JournalIds,
    ObjectivityIds,
    OlympiadIds,
    PupilIds,
    ReportIds,
)
from dashboard.ids.staff import (
    FrameworkIds,
    ObservationIds,
    RegisterIds,
    StrategyIds,
    TeacherCardIds,
    TeacherIds,
)
from dashboard.ids.surveys import CallIds, SurveyIds, SurveyKeyIds

__all__ = [
    "PAGE",
    "TOAST",
    "URL",
    "AchievementIds",
    "AttachIds",
    "CallIds",
    "CardIds",
    "CheckpointIds",
    "ClassIds",
    "DeficitIds",
    "FrameworkIds",
    "HelpIds",
    "HomeIds",
    "JournalIds",
    "LessonIds",
    "LessonsIds",
    "MappingIds",
    "ObjectivityIds",
    "ObservationIds",
    "OlympiadIds",
    "PupilIds",
    "QualityIds",
    "RegisterIds",
    "ReportIds",
    "RoadmapIds",
    "SearchIds",
    "SettingsIds",
    "ShellIds",
    "StrategyIds",
    "SurveyIds",
    "SurveyKeyIds",
    "TeacherCardIds",
    "TeacherIds",
    "UploadIds",
    "WhoIds",
    "shown",
]
