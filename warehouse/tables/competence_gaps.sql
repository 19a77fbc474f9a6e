-- One row per teacher × competence × wave of self-assessment: self against observers (metrics of teachers' deficits).
-- Written by publishing (warehouse/staff/gaps.py). Shares are 0–1: (x − min) / (max − min); levels 0–3.
-- expert_share is null below the threshold of lessons; verdict: agreed, unaware, underrated or '';
-- step: learning_route (both low), mentor (both high) or ''.
CREATE TABLE competence_gaps (
    school_id VARCHAR NOT NULL,
    survey_id VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    is_newest BOOLEAN NOT NULL,
    teacher_id BIGINT NOT NULL,
    competence_id VARCHAR NOT NULL,
    self_share DOUBLE,
    self_level INTEGER,
    is_self_low BOOLEAN,
    answers_count INTEGER NOT NULL,
    lessons_count INTEGER NOT NULL,
    expert_share DOUBLE,
    gap DOUBLE,
    verdict VARCHAR NOT NULL,
    step VARCHAR NOT NULL
);
