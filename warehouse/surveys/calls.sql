-- A call to answer a survey: who is asked, in which wave, on which days, with or without names. Days are ISO.
CREATE TABLE IF NOT EXISTS survey_calls (
    call_id TEXT PRIMARY KEY,
    survey_id TEXT NOT NULL,
    wave TEXT NOT NULL,
    audience TEXT NOT NULL,
    is_named INTEGER NOT NULL,
    opens_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    is_closed INTEGER NOT NULL,
    intro TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS survey_calls_by_survey ON survey_calls (survey_id);

-- One answer to a call. Whether it is used is kept without a moment, and nothing here names the answer.
-- The tables below have no rowid: rows lie by their random keys, so nothing tells which came after which.
CREATE TABLE IF NOT EXISTS survey_invitations (
    invitation_id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL REFERENCES survey_calls (call_id),
    teacher_id INTEGER,
    label TEXT NOT NULL,
    class_name TEXT NOT NULL,
    is_used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS survey_invitations_by_call ON survey_invitations (call_id);

-- Links of an invitation, by the hash of their token: a second link does not break the first.
CREATE TABLE IF NOT EXISTS survey_links (
    token_hash TEXT PRIMARY KEY,
    invitation_id TEXT NOT NULL REFERENCES survey_invitations (invitation_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS survey_links_by_invitation ON survey_links (invitation_id);

-- Answers without names that wait until enough of them lie together to become records. A day, no time.
CREATE TABLE IF NOT EXISTS survey_box (
    response_id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL REFERENCES survey_calls (call_id),
    class_name TEXT NOT NULL,
    payload TEXT NOT NULL
) WITHOUT ROWID;
