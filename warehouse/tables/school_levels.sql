-- One row per grade: the level of schooling it belongs to, and whether it is taught without marks (1) or not (0).
CREATE TABLE school_levels (
    grade INTEGER NOT NULL,
    level INTEGER NOT NULL,
    level_name VARCHAR NOT NULL,
    is_markless INTEGER NOT NULL
);
