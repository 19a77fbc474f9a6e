-- One row per line of a register about a teacher (courses, attestation, plans, mentoring, events…) as that file says it.
-- register names one of warehouse/staff/registers.toml, which says what the columns mean there; partner is a mentor or a colleague.
CREATE TABLE loaded_staff_entries (
    batch_id INTEGER NOT NULL,
    entry_no INTEGER NOT NULL,
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
    note VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL
);
