-- One row per class that a form numbers: the 2nd class of the grade is 4Б.
CREATE TABLE loaded_class_ordinals (
    batch_id INTEGER NOT NULL,
    work_no INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    class_ordinal INTEGER NOT NULL,
    class_name VARCHAR NOT NULL
);
