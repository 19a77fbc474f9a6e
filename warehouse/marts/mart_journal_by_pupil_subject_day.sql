-- One row per pupil × subject × day with marks, codes or known lessons; sums only, so any span of days adds up.
-- refresh: class
-- A lesson with a code of absence is one absence whatever else stands in its cell (two codes, a mark
-- given later). Its reason is the first known of: illness, good reason, none; else it is unexplained.
-- lessons_count is null where the file does not tell an empty lesson from none.
WITH coded AS (
    SELECT
        school_id, school_year, period, grade, class_name, subject, subgroup, pupil_id, lesson_date,
        lesson_no,
        max(CASE WHEN kind = 'ill' THEN 1 ELSE 0 END) AS is_ill,
        max(CASE WHEN kind = 'excused' THEN 1 ELSE 0 END) AS is_excused,
        max(CASE WHEN kind = 'unexcused' THEN 1 ELSE 0 END) AS is_unexcused,
        max(CASE WHEN kind = 'absent' THEN 1 ELSE 0 END) AS is_unexplained,
        max(CASE WHEN kind = 'late' THEN 1 ELSE 0 END) AS is_late,
        max(CASE WHEN kind = 'exempt' THEN 1 ELSE 0 END) AS is_exempt
    FROM attendance
    GROUP BY
        school_id, school_year, period, grade, class_name, subject, subgroup, pupil_id, lesson_date,
        lesson_no
),
reasoned AS (
    SELECT
        school_id, school_year, period, grade, class_name, subject, pupil_id, lesson_date,
        is_late,
        is_exempt,
        CASE
            WHEN is_ill = 1 THEN 'ill'
            WHEN is_excused = 1 THEN 'excused'
            WHEN is_unexcused = 1 THEN 'unexcused'
            WHEN is_unexplained = 1 THEN 'absent'
        END AS reason
    FROM coded
),
entries AS (
    SELECT
        school_id, school_year, period, grade, class_name, subject, pupil_id, lesson_date,
        1 AS marks_count,
        mark AS points,
        weight,
        mark * weight AS weighted_points,
        0 AS ill_count, 0 AS excused_count, 0 AS unexcused_count, 0 AS unexplained_count,
        0 AS late_count, 0 AS exempt_count,
        CAST(NULL AS INTEGER) AS lessons_count
    FROM marks
    UNION ALL
    SELECT
        school_id, school_year, period, grade, class_name, subject, pupil_id, lesson_date,
        0 AS marks_count, 0 AS points, 0 AS weight, 0 AS weighted_points,
        CASE WHEN reason = 'ill' THEN 1 ELSE 0 END AS ill_count,
        CASE WHEN reason = 'excused' THEN 1 ELSE 0 END AS excused_count,
        CASE WHEN reason = 'unexcused' THEN 1 ELSE 0 END AS unexcused_count,
        CASE WHEN reason = 'absent' THEN 1 ELSE 0 END AS unexplained_count,
        is_late AS late_count,
        is_exempt AS exempt_count,
        CAST(NULL AS INTEGER) AS lessons_count
    FROM reasoned
    UNION ALL
    SELECT
        school_id, school_year, period, grade, class_name, subject, pupil_id, lesson_date,
        0 AS marks_count, 0 AS points, 0 AS weight, 0 AS weighted_points,
        0 AS ill_count, 0 AS excused_count, 0 AS unexcused_count, 0 AS unexplained_count,
        0 AS late_count, 0 AS exempt_count,
        lessons_count
    FROM lessons
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(subject AS VARCHAR) AS subject,
    CAST(pupil_id AS BIGINT) AS pupil_id,
    CAST(lesson_date AS DATE) AS lesson_date,
    CAST(sum(marks_count) AS BIGINT) AS marks_count,
    CAST(sum(points) AS BIGINT) AS points_sum,
    CAST(sum(weight) AS BIGINT) AS weight_sum,
    CAST(sum(weighted_points) AS BIGINT) AS weighted_points_sum,
    CAST(sum(ill_count + excused_count + unexcused_count + unexplained_count) AS BIGINT)
        AS absences_count,
    CAST(sum(ill_count) AS BIGINT) AS ill_count,
    CAST(sum(excused_count) AS BIGINT) AS excused_count,
    CAST(sum(unexcused_count) AS BIGINT) AS unexcused_count,
    CAST(sum(unexplained_count) AS BIGINT) AS unexplained_count,
    CAST(sum(late_count) AS BIGINT) AS late_count,
    CAST(sum(exempt_count) AS BIGINT) AS exempt_count,
    CAST(sum(lessons_count) AS BIGINT) AS lessons_count
FROM entries
GROUP BY school_id, school_year, period, grade, class_name, subject, pupil_id, lesson_date
