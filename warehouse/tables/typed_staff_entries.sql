-- One row per line of a register that was typed on a page; columns as of loaded_staff_entries. is_deleted hides a file's line of the same entry_key.
CREATE TABLE typed_staff_entries (
    entry_key VARCHAR NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    register VARCHAR NOT NULL,
    teacher_id BIGINT NOT NULL,
    partner_id BIGINT,
    title VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    date_from DATE,
    date_to DATE,
    hours DOUBLE,
    status VARCHAR NOT NULL,
    result VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL,
    competence VARCHAR NOT NULL,
    frequency INTEGER,
    mastery INTEGER,
    note VARCHAR NOT NULL
);
