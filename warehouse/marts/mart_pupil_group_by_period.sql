-- One row per pupil × period who has a mark or is not attested: the groups are a partition.
-- refresh: class
WITH counted AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        class_name,
        pupil_id,
        sum(CASE WHEN mark IS NOT NULL THEN 1 ELSE 0 END) AS marks_count,
        sum(CASE WHEN mark = 5 THEN 1 ELSE 0 END) AS mark5_count,
        sum(CASE WHEN mark = 4 THEN 1 ELSE 0 END) AS mark4_count,
        sum(CASE WHEN mark = 3 THEN 1 ELSE 0 END) AS mark3_count,
        sum(CASE WHEN mark <= 2 THEN 1 ELSE 0 END) AS mark2_count,
        sum(CASE WHEN state = 'not_attested' THEN 1 ELSE 0 END) AS not_attested_count,
        min(CASE WHEN mark = 3 THEN subject END) AS first_subject_of_three,
        min(CASE WHEN mark = 4 THEN subject END) AS first_subject_of_four
    FROM period_marks
    GROUP BY school_id, school_year, period, grade, class_name, pupil_id
),
grouped AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        class_name,
        pupil_id,
        marks_count,
        mark5_count,
        mark4_count,
        mark3_count,
        mark2_count,
        not_attested_count,
        first_subject_of_three,
        first_subject_of_four,
        CASE
            WHEN not_attested_count > 0 THEN 'not_attested'
            WHEN mark2_count > 0 THEN 'with_two'
            WHEN mark3_count > 1 THEN 'several_threes'
            WHEN mark3_count = 1 THEN 'one_three'
            WHEN mark4_count = 1 THEN 'one_four'
            WHEN mark4_count > 1 THEN 'fours_and_fives'
            ELSE 'all_fives'
        END AS pupil_group
    FROM counted
    WHERE marks_count + not_attested_count > 0
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(pupil_id AS BIGINT) AS pupil_id,
    CAST(pupil_group AS VARCHAR) AS pupil_group,
    CAST(CASE
        WHEN pupil_group = 'one_three' THEN first_subject_of_three
        WHEN pupil_group = 'one_four' THEN first_subject_of_four
    END AS VARCHAR) AS reserve_subject,
    CAST(marks_count AS BIGINT) AS marks_count,
    CAST(mark5_count AS BIGINT) AS mark5_count,
    CAST(mark4_count AS BIGINT) AS mark4_count,
    CAST(mark3_count AS BIGINT) AS mark3_count,
    CAST(mark2_count AS BIGINT) AS mark2_count,
    CAST(not_attested_count AS BIGINT) AS not_attested_count
FROM grouped
