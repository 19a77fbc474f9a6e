-- One row per grade: the system of periods its classes live by (quarters, trimesters, halves).
CREATE TABLE period_systems (
    grade INTEGER NOT NULL,
    system VARCHAR NOT NULL
);
