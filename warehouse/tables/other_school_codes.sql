-- One row per code (login) of which somebody said that it is of another school.
CREATE TABLE other_school_codes (
    school_code VARCHAR NOT NULL
);
