-- One row per strategy or technology of the school's register, in its order; kind: strategy or technology.
CREATE TABLE strategies (
    school_id VARCHAR NOT NULL,
    strategy_id VARCHAR NOT NULL,
    strategy_name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    position INTEGER NOT NULL
);
