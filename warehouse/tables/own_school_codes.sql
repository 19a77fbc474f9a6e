-- One row per code (login) by which outside files name this school.
CREATE TABLE own_school_codes (
    school_code VARCHAR NOT NULL
);
