-- People who may come in. The password_hash is empty until the one-time link was used.
CREATE TABLE IF NOT EXISTS accounts (
    login TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    classes TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    is_disabled INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
);

-- One-time links, by the hash of their token. An empty login is the link of the first administrator.
CREATE TABLE IF NOT EXISTS invitations (
    token_hash TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT NOT NULL,
    made_by TEXT NOT NULL
);

-- Open doors: a cookie holds the token, the table its hash.
CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT PRIMARY KEY,
    login TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    closed_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_by_login ON sessions (login);

-- Failed logins of late, for the throttle.
CREATE TABLE IF NOT EXISTS failed_logins (
    login TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS failed_logins_by_time ON failed_logins (at);

-- Who did what to accounts, and who opened what is personal.
CREATE TABLE IF NOT EXISTS audit (
    audit_id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    object TEXT NOT NULL
);
