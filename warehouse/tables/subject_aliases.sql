-- One row per folded spelling of a subject and its canonical name.
CREATE TABLE subject_aliases (
    alias_key VARCHAR NOT NULL,
    subject VARCHAR NOT NULL
);
