-- One row per teacher whose card was typed or corrected on a page; columns as of loaded_staff.
CREATE TABLE typed_staff (
    school_id VARCHAR NOT NULL,
    teacher_id BIGINT NOT NULL,
    full_name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    position VARCHAR NOT NULL,
    subjects VARCHAR NOT NULL,
    age_group VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    experience_years INTEGER,
    came_on DATE,
    left_on DATE
);
