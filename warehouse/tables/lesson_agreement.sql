-- One row per lesson and pair of its coders: over the tasks that both coded.
-- Written by publishing (warehouse/lessons/tables.py). same_code_count is null where either gave only a category; kappa is
-- Cohen's with linear weights on categories 1–5, null where it is undefined (kappa_reason says why).
CREATE TABLE lesson_agreement (
    school_id VARCHAR NOT NULL,
    lesson_id VARCHAR NOT NULL,
    coder_a VARCHAR NOT NULL,
    coder_b VARCHAR NOT NULL,
    both_count INTEGER NOT NULL,
    same_code_count INTEGER,
    same_category_count INTEGER NOT NULL,
    kappa DOUBLE,
    kappa_reason VARCHAR NOT NULL
);
