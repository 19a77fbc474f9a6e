-- One row per checkpoint and kind of data it needs before it can be reviewed.
CREATE TABLE checkpoint_needs (
    school_id VARCHAR NOT NULL,
    checkpoint_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    data_kind VARCHAR NOT NULL
);
