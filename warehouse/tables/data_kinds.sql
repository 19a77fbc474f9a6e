-- One row per kind of data a checkpoint may need, in the words of the screen; brings says what it waits for.
CREATE TABLE data_kinds (
    data_kind VARCHAR NOT NULL,
    data_name VARCHAR NOT NULL,
    brings VARCHAR NOT NULL
);
