-- One row per accepted file that is not revoked; `seq` orders acceptance.
CREATE TABLE loaded_batches (
    batch_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    school_id VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    format_id VARCHAR NOT NULL,
    source_kind VARCHAR NOT NULL,
    accepted_at TIMESTAMP NOT NULL,
    accepted_by VARCHAR NOT NULL
);
