-- One row per teacher × kind of group: all, subject_block, age, category; every kind is a partition of the staff.
-- Written by publishing (warehouse/staff/parts.py); group_name is '' where the register does not say.
CREATE TABLE staff_parts (
    school_id VARCHAR NOT NULL,
    teacher_id BIGINT NOT NULL,
    group_kind VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL
);
