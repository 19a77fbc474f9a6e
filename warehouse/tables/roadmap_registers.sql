-- One row per indicator and register that feeds it; people: all or young (of the base); dated: the column of a line's day.
-- counts_all where every state counts, else those of roadmap_states; is_kept where a person says that no line means none.
CREATE TABLE roadmap_registers (
    school_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    register VARCHAR NOT NULL,
    people VARCHAR NOT NULL,
    dated VARCHAR NOT NULL,
    counts_all BOOLEAN NOT NULL,
    is_kept BOOLEAN NOT NULL
);
