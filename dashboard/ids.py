"""Ids of everything a callback listens to or fills: one section per page."""

from __future__ import annotations

from typing import Any

URL = "url"
TOAST = "toast"
PAGE = "page"


class ShellIds:
    """The rail and the block of the user."""

    nav = "shell-nav"
    user = "shell-user"
    demo_role = "shell-demo-role"
    reload = "shell-reload"


class CardIds:
    """Parts of a chart card; `card` is the id of its graph."""

    @staticmethod
    def headline(card: str) -> str:
        """Return the id of the headline."""
        return f"{card}-headline"

    @staticmethod
    def unit(card: str) -> str:
        """Return the id of the line with the unit."""
        return f"{card}-unit"

    @staticmethod
    def table(card: str) -> str:
        """Return the id of the table twin."""
        return f"{card}-table"

    @staticmethod
    def toggle(card: Any) -> dict[str, Any]:
        """Return the id of the button «Таблица»."""
        return {"type": "card-toggle", "card": card}

    @staticmethod
    def source(card: str) -> str:
        """Return the id of the foot with the source and the snapshot."""
        return f"{card}-source"

    @staticmethod
    def rows(card: Any) -> dict[str, Any]:
        """Return the id of the store with the rows of the table twin."""
        return {"type": "card-rows", "card": card}

    @staticmethod
    def xlsx(card: Any) -> dict[str, Any]:
        """Return the id of the button «XLSX»."""
        return {"type": "card-xlsx", "card": card}

    @staticmethod
    def download(card: Any) -> dict[str, Any]:
        """Return the id of the download that «XLSX» starts."""
        return {"type": "card-download", "card": card}

    @staticmethod
    def origin(card: Any) -> dict[str, Any]:
        """Return the id of the button «Откуда число?»."""
        return {"type": "card-origin", "card": card}


class RoadmapIds:
    """The roadmap page."""

    body = "roadmap-body"
    series = "roadmap-series"
    year = "roadmap-year"

    @staticmethod
    def card(row_id: str) -> str:
        """Return the id of the chart of one row of the roadmap."""
        return f"roadmap-{row_id.replace('_', '-')}"


class CheckpointIds:
    """The checkpoints page."""

    body = "checkpoints-body"
    as_of = "checkpoints-as-of"
    stage_day = "checkpoints-stage-day"
    stage = "checkpoints-stage"
    state = "checkpoints-state"
    timeline = "checkpoints-timeline"


class HelpIds:
    """The guide."""

    body = "help-body"


class SettingsIds:
    """The settings page."""

    body = "settings-body"
    version = "settings-version"
    alias_text = "settings-alias-text"
    alias_subject = "settings-alias-subject"
    alias_add = "settings-alias-add"
    alias_note = "settings-alias-note"
    code_text = "settings-code-text"
    code_add = "settings-code-add"
    code_note = "settings-code-note"
    person_login = "settings-person-login"
    person_name = "settings-person-name"
    person_role = "settings-person-role"
    person_classes = "settings-person-classes"
    person_add = "settings-person-add"
    person_note = "settings-person-note"
    people_table = "settings-people-table"

    @staticmethod
    def cell(kind: Any, key: Any) -> dict[str, Any]:
        """Return the id of one editable value: `kind` of record and its key."""
        return {"type": "settings-cell", "kind": kind, "key": key}

    @staticmethod
    def saved(kind: Any, key: Any) -> dict[str, Any]:
        """Return the id of the words beside an editable value."""
        return {"type": "settings-saved", "kind": kind, "key": key}

    @staticmethod
    def revoke(record_id: Any) -> dict[str, Any]:
        """Return the id of the button that takes a change back."""
        return {"type": "settings-revoke", "record": record_id}

    @staticmethod
    def person(field: Any, login: Any) -> dict[str, Any]:
        """Return the id of one field of a person."""
        return {"type": "settings-person", "field": field, "login": login}

    @staticmethod
    def person_saved(login: Any) -> dict[str, Any]:
        """Return the id of the words beside a person."""
        return {"type": "settings-person-saved", "login": login}

    @staticmethod
    def person_link(login: Any) -> dict[str, Any]:
        """Return the id of the button for a new one-time link."""
        return {"type": "settings-person-link", "login": login}


def shown(body: str) -> str:
    """Return the id of the store with the filters that a page shows, asked for or not."""
    return f"{body}-shown"


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


class HomeIds:
    """The overview."""

    body = "home-body"


class QualityIds:
    """The page of the data's quality."""

    body = "quality-body"
    year = "quality-year"
    class_name = "quality-class"


class UploadIds:
    """The uploads page: what is on its way in, and the history."""

    body = "uploads-body"
    drop = "uploads-drop"
    progress = "uploads-progress"
    tick = "uploads-tick"
    poll = "uploads-poll"
    seen = "uploads-seen"
    waiting = "uploads-waiting"
    history = "uploads-history"
    mappings = "uploads-mappings"
    accept_all = "uploads-accept-all"
    discard_all = "uploads-discard-all"

    @staticmethod
    def act(verb: Any, number: Any) -> dict[str, Any]:
        """Return the id of a button: accept, discard, decide, undo, restore, forget and its number.

        `bring_back` is `restore` once more, in the corner of the screen."""
        return {"type": "upload-act", "verb": verb, "number": number}

    @staticmethod
    def filter(name: Any) -> dict[str, Any]:
        """Return the id of a filter of the history: kind, class, who, state, text."""
        return {"type": "upload-filter", "name": name}

    @staticmethod
    def answer(number: Any, field: Any) -> dict[str, Any]:
        """Return the id of the answer to a file's question."""
        return {"type": "upload-answer", "number": number, "field": field}

    @staticmethod
    def leavers(number: Any) -> dict[str, Any]:
        """Return the id of the list of pupils who are absent from a file."""
        return {"type": "upload-leavers", "number": number}

    @staticmethod
    def left_on(number: Any) -> dict[str, Any]:
        """Return the id of the day on which those pupils left."""
        return {"type": "upload-left-on", "number": number}


class MappingIds:
    """The mapping dialog."""

    state = "mapping-state"
    body = "mapping-body"
    save = "mapping-save"

    @staticmethod
    def control(name: Any) -> dict[str, Any]:
        """Return the id of a control of the dialog, such as `columns_are`, `table_is` or `header_top`."""
        return {"type": "mapping-control", "name": name}

    @staticmethod
    def letter(index: Any) -> dict[str, Any]:
        """Return the id of a column's letter, which picks the column."""
        return {"type": "mapping-letter", "index": index}


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


class SearchIds:
    """The search of the whole product and the list of keys."""

    dialog = "search"
    keys = "keys"


class WhoIds:
    """«Кто есть кто»: pupils who may be one."""

    body = "who-body"
    version = "who-version"
    poll = "who-poll"
    seen = "who-seen"
    year = "who-year"
    class_name = "who-class"

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `one`, `apart`, `later` with a pair, `undo` with a record.

        `back` is `undo` once more, in the corner of the screen; `class` links a list, `class_back`
        takes all that it has linked back."""
        return {"type": "who-act", "verb": verb, "key": key}


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


class TeacherIds:
    """The page of teachers: competences, quadrants, the summary."""

    body = "teachers-body"
    map = "teachers-map"
    quadrants = "teachers-quadrants"
    change = "teachers-change"
    paper = "teachers-paper"
    download = "teachers-download"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: wave, kind, measure, group, competence."""
        return {"type": "teachers-pill", "name": name}


class ObservationIds:
    """The observed lessons: the list, one lesson, the form."""

    body = "observations-body"
    version = "observations-version"
    form = "observations-form"
    draft = "observations-draft"
    save = "observations-save"
    over = "observations-over"
    take = "observations-take"
    note = "observations-note"
    offline = "observations-offline"

    @staticmethod
    def field(name: Any) -> dict[str, Any]:
        """Return the id of a field: teacher, day, class, subject, topic, note."""
        return {"type": "observation-field", "name": name}

    @staticmethod
    def score(criterion: Any) -> dict[str, Any]:
        """Return the id of the buttons of a criterion."""
        return {"type": "observation-score", "criterion": criterion}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `delete` with a lesson, `back` with a record."""
        return {"type": "observation-act", "verb": verb, "key": key}


class FrameworkIds:
    """The settings about competences and criteria; `kind` is the kind of record."""

    @staticmethod
    def rows(kind: Any) -> dict[str, Any]:
        """Return the id of the store with the rows as they stand on the page."""
        return {"type": "framework-rows", "kind": kind}

    @staticmethod
    def table(kind: Any) -> dict[str, Any]:
        """Return the id of the table."""
        return {"type": "framework-table", "kind": kind}

    @staticmethod
    def note(kind: Any) -> dict[str, Any]:
        """Return the id of the words about saving."""
        return {"type": "framework-note", "kind": kind}

    @staticmethod
    def cell(kind: Any, row: Any, field: Any) -> dict[str, Any]:
        """Return the id of one field of a row, counted from 0."""
        return {"type": "framework-cell", "kind": kind, "row": row, "field": field}

    @staticmethod
    def act(kind: Any, verb: Any, row: Any) -> dict[str, Any]:
        """Return the id of a button: add, save, or up, down, remove of a row."""
        return {"type": "framework-act", "kind": kind, "verb": verb, "row": row}


class StrategyIds:
    """The page of pedagogical strategies."""

    body = "strategies-body"
    version = "strategies-version"
    bars = "strategies-bars"
    matrix = "strategies-matrix"
    seen = "strategies-seen"
    note = "strategies-note"
    keep_choice = "strategies-keep-choice"
    keep_strategy = "strategies-keep-strategy"
    hide_strategy = "strategies-hide-strategy"

    @staticmethod
    def control(name: Any) -> dict[str, Any]:
        """Return the id of a field of the choice or of a strategy."""
        return {"type": "strategy-control", "name": name}

    @staticmethod
    def level(what: Any, strategy: Any) -> dict[str, Any]:
        """Return the id of an answer of the own self-analysis; `what` is frequency or mastery."""
        return {"type": f"strategy-{what}", "strategy": strategy}

    @staticmethod
    def said(strategy: Any) -> dict[str, Any]:
        """Return the id of the words beside a strategy of the own self-analysis."""
        return {"type": "strategy-said", "strategy": strategy}

    @staticmethod
    def held(strategy: Any) -> dict[str, Any]:
        """Return the id of the record that the answers of a strategy were filled from."""
        return {"type": "strategy-held", "strategy": strategy}


class CallIds:
    """Calls to answer a survey by link."""

    head = "calls-head"
    form = "calls-form"
    list = "calls-list"
    sheet = "calls-sheet"
    version = "calls-version"
    about = "calls-about"
    survey = "calls-survey"
    is_named = "calls-is-named"
    wave = "calls-wave"
    opens = "calls-opens"
    closes = "calls-closes"
    intro = "calls-intro"
    whom = "calls-whom"
    teachers = "calls-teachers"
    label = "calls-label"
    count = "calls-count"
    classes = "calls-classes"
    class_label = "calls-class-label"
    class_count = "calls-class-count"
    make = "calls-make"
    problem = "calls-problem"
    nonce = "calls-nonce"

    @staticmethod
    def part(whom: str) -> str:
        """Return the id of the fields about teachers, count or classes."""
        return f"calls-part-{whom}"

    @staticmethod
    def act(verb: Any, call_id: Any) -> dict[str, Any]:
        """Return the id of a button of a call: `close`, `reopen`, `again`."""
        return {"type": "calls-act", "verb": verb, "call_id": call_id}


class SurveyIds:
    """The list of surveys and the page of one."""

    list_body = "surveys-body"
    list_version = "surveys-version"
    list_poll = "surveys-poll"
    body = "survey-body"
    of = "survey-of"
    version = "survey-version"
    poll = "survey-poll"
    wave = "survey-wave"
    before = "survey-before"
    after = "survey-after"
    items = "survey-items"
    scales = "survey-scales"
    beside = "survey-beside"
    xlsx = "survey-xlsx"
    download = "survey-download"
    item = "survey-item"
    note_text = "survey-note-text"
    note_title = "survey-note-title"
    note_day = "survey-note-day"
    note_add = "survey-note-add"
    note_said = "survey-note-said"

    @staticmethod
    def note_drop(key: Any) -> dict[str, Any]:
        """Return the id of the button that takes pasted notes away."""
        return {"type": "survey-note-drop", "key": key}


class SurveyKeyIds:
    """The editor of a survey's key."""

    seen = "survey-key-seen"
    preview = "survey-key-preview"
    save = "survey-key-save"
    said = "survey-key-said"
    mine = "survey-key-mine"

    @staticmethod
    def cell(table: Any, row: Any, name: Any) -> dict[str, Any]:
        """Return the id of a field: of the survey (`key`), its scales, answers, items or waves."""
        return {"type": "survey-key-cell", "table": table, "row": row, "name": name}


class RegisterIds:
    """The registers of the staff."""

    body = "registers-body"
    version = "registers-version"
    form = "registers-form"
    conflict = "registers-conflict"
    day = "registers-day"
    join_one = "registers-join-one"
    join_other = "registers-join-other"
    join = "registers-join"

    @staticmethod
    def pill(name: Any) -> dict[str, Any]:
        """Return the id of a filter: teacher, year, state."""
        return {"type": "registers-pill", "name": name}

    @staticmethod
    def field(name: Any) -> dict[str, Any]:
        """Return the id of a field of a form."""
        return {"type": "registers-field", "name": name}

    @staticmethod
    def wrong(name: Any) -> dict[str, Any]:
        """Return the id of the words beside a field that say what is wrong in it."""
        return {"type": "registers-wrong", "name": name}

    @staticmethod
    def save(seen: Any) -> dict[str, Any]:
        """Return the id of the button that saves over the record which was seen; 0 for none."""
        return {"type": "registers-save", "seen": seen}

    @staticmethod
    def act(verb: Any, key: Any) -> dict[str, Any]:
        """Return the id of a button: `hide` with a line, `back` with a record, `same` with a pair."""
        return {"type": "registers-act", "verb": verb, "key": key}


class TeacherCardIds:
    """The card of a teacher."""

    body = "teacher-body"
    of = "teacher-of"
