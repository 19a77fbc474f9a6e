-- The ledger: everything that was ever accepted, append-only, and which snapshot shows it.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- A file as it came, by the hash of its bytes. kept = bytes, or cleaned when columns had to be dropped.
CREATE TABLE IF NOT EXISTS sources (
    sha256 TEXT PRIMARY KEY,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    kept TEXT NOT NULL,
    received_at TEXT NOT NULL
);

-- An accepted file. rows_key names its tidy rows, report holds its problems and facts as JSON.
CREATE TABLE IF NOT EXISTS batches (
    batch_id INTEGER PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL UNIQUE,
    sha256 TEXT NOT NULL REFERENCES sources (sha256),
    file_name TEXT NOT NULL,
    format_id TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    decisions TEXT NOT NULL,
    rows_key TEXT NOT NULL,
    report TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    revoked_seq INTEGER,
    revoked_at TEXT,
    revoked_by TEXT
);

-- Typed records: settings, aliases, leavers, mappings, decisions. The newest unrevoked one per kind and key holds.
CREATE TABLE IF NOT EXISTS records (
    record_id INTEGER PRIMARY KEY AUTOINCREMENT,
    seq INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    revoked_seq INTEGER,
    revoked_by TEXT
);
CREATE INDEX IF NOT EXISTS records_by_key ON records (kind, key, seq);

-- Every change in order: the queue of the publisher is what lies above the current snapshot's seq.
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    object_id INTEGER NOT NULL
);

-- A pupil's id is allocated once and never derived again.
CREATE TABLE IF NOT EXISTS pupils (
    pupil_id INTEGER PRIMARY KEY AUTOINCREMENT,
    school_id TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS pupil_keys (
    school_id TEXT NOT NULL,
    school_year TEXT NOT NULL,
    class_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    pupil_id INTEGER NOT NULL REFERENCES pupils (pupil_id),
    name_raw TEXT NOT NULL,
    PRIMARY KEY (school_id, school_year, class_name, name_key, ordinal)
);
CREATE INDEX IF NOT EXISTS pupil_keys_by_name ON pupil_keys (school_id, name_key);
CREATE INDEX IF NOT EXISTS pupil_keys_by_pupil ON pupil_keys (pupil_id);
CREATE TABLE IF NOT EXISTS batch_pupils (
    batch_id INTEGER NOT NULL REFERENCES batches (batch_id),
    pupil_no INTEGER NOT NULL,
    pupil_id INTEGER NOT NULL,
    PRIMARY KEY (batch_id, pupil_no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS batch_pupils_by_pupil ON batch_pupils (pupil_id, batch_id);

-- A teacher's id is allocated once, by the name alone: a teacher belongs to the school, not to a year.
CREATE TABLE IF NOT EXISTS teachers (
    teacher_id INTEGER PRIMARY KEY AUTOINCREMENT,
    school_id TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS teacher_keys (
    school_id TEXT NOT NULL,
    name_key TEXT NOT NULL,
    teacher_id INTEGER NOT NULL REFERENCES teachers (teacher_id),
    name_raw TEXT NOT NULL,
    PRIMARY KEY (school_id, name_key)
);
CREATE TABLE IF NOT EXISTS batch_teachers (
    batch_id INTEGER NOT NULL REFERENCES batches (batch_id),
    teacher_no INTEGER NOT NULL,
    teacher_id INTEGER NOT NULL,
    PRIMARY KEY (batch_id, teacher_no)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS snapshots (
    number INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    engine TEXT NOT NULL,
    published_at TEXT NOT NULL,
    is_current INTEGER NOT NULL
);

-- A file on its way in: what the page shows before somebody accepts it.
CREATE TABLE IF NOT EXISTS uploads (
    upload_id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_name TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL,
    decisions TEXT NOT NULL,
    report TEXT NOT NULL,
    rows_key TEXT NOT NULL,
    checked_snapshot INTEGER,
    batch_id INTEGER,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS uploads_by_state ON uploads (state, upload_id);

-- When a pupil was in a class as one file says it: a memo of the file's rows, ISO dates, '' unknown.
CREATE TABLE IF NOT EXISTS batch_traces (
    batch_id INTEGER NOT NULL,
    pupil_id INTEGER NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    periods TEXT NOT NULL,
    arrived_on TEXT NOT NULL,
    left_on TEXT NOT NULL,
    PRIMARY KEY (batch_id, pupil_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS batch_traces_by_pupil ON batch_traces (pupil_id);

-- A file attached to typed records (a technological card, a version of a document), by the hash of its bytes.
-- file_name is the name it came with first: a record keeps the name that its own author gave.
CREATE TABLE IF NOT EXISTS attachments (
    sha256 TEXT PRIMARY KEY,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    kind TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
);
