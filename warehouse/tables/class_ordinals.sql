-- One row per class whose ordinal number a person said: school_year, grade and ordinal → class_name.
CREATE TABLE class_ordinals (
    school_year VARCHAR NOT NULL,
    grade INTEGER NOT NULL,
    class_ordinal INTEGER NOT NULL,
    class_name VARCHAR NOT NULL
);
