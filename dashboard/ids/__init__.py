"""Ids of everything a callback listens to or fills: one module per room of the product, one class per page."""

from dashboard.ids.communities import CommunityIds
from dashboard.ids.community_form import CommunityFormIds
from dashboard.ids.frame import PAGE, TOAST, URL, CardIds, SearchIds, ShellIds, shown
from dashboard.ids.lesson_formulas import FormulaIds
from dashboard.ids.lessons import LessonIds, LessonsIds
from dashboard.ids.loading import MappingIds, QualityIds, UploadIds, WhoIds
from dashboard.ids.papers import AttachIds, DocumentIds, PracticeIds, ReviewIds
from dashboard.ids.programme import CheckpointIds, HelpIds, HomeIds, RoadmapIds, SettingsIds
from dashboard.ids.proposal import PathIds, ProposalIds
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
from dashboard.ids.studies import StudiesIds, StudyIds
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
    "CommunityFormIds",
    "CommunityIds",
    "DeficitIds",
    "DocumentIds",
    "FormulaIds",
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
    "PathIds",
    "PracticeIds",
    "ProposalIds",
    "PupilIds",
    "QualityIds",
    "RegisterIds",
    "ReportIds",
    "ReviewIds",
    "RoadmapIds",
    "SearchIds",
    "SettingsIds",
    "ShellIds",
    "StrategyIds",
    "StudiesIds",
    "StudyIds",
    "SurveyIds",
    "SurveyKeyIds",
    "TeacherCardIds",
    "TeacherIds",
    "UploadIds",
    "WhoIds",
    "shown",
]
