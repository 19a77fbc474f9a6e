-- One row per lesson and coder who coded any of its tasks: the didactic value by Tollingerová's taxonomy.
-- Written by publishing (warehouse/lessons/tables.py). tasks_count is N, the coded tasks; types_count n, null with variety
-- and variety_capped where any task has only a category; p1..p5, fit, variety, evenness are 0–1; fit is null without
-- targets. Who the coder is stands in lesson_coders: a value names nobody.
CREATE TABLE lesson_value (
    school_id VARCHAR NOT NULL,
    lesson_id VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    tasks_count INTEGER NOT NULL,
    types_count INTEGER,
    n1 INTEGER NOT NULL,
    n2 INTEGER NOT NULL,
    n3 INTEGER NOT NULL,
    n4 INTEGER NOT NULL,
    n5 INTEGER NOT NULL,
    p1 DOUBLE NOT NULL,
    p2 DOUBLE NOT NULL,
    p3 DOUBLE NOT NULL,
    p4 DOUBLE NOT NULL,
    p5 DOUBLE NOT NULL,
    high_pct DOUBLE NOT NULL,
    median_category DOUBLE NOT NULL,
    fit DOUBLE,
    variety DOUBLE,
    variety_capped DOUBLE,
    evenness DOUBLE NOT NULL,
    uncoded_count INTEGER NOT NULL
);
