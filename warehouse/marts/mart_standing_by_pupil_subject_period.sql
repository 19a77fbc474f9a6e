-- One row per pupil × subject × period that a journal lists: where the pupil stands by all current marks of it.
-- refresh: class
-- likely_mark rounds the mean (weighted where marks have weights) at .5: 4.50 is a 5, 4.49 a 4, below 2.50 a 2.
-- against_mean compares the given period mark with it: above, equal, below.
WITH summed AS (
    SELECT
        school_id, school_year, period, class_name, subject, pupil_id,
        sum(marks_count) AS marks_count,
        sum(points_sum) AS points_sum,
        sum(weight_sum) AS weight_sum,
        sum(weighted_points_sum) AS weighted_points_sum,
        sum(absences_count) AS absences_count,
        sum(CASE WHEN lessons_count IS NOT NULL THEN marks_count ELSE 0 END) AS marks_held_count,
        sum(CASE WHEN lessons_count IS NOT NULL THEN absences_count ELSE 0 END) AS absences_held_count,
        sum(late_count) AS late_count,
        sum(exempt_count) AS exempt_count,
        sum(lessons_count) AS lessons_count
    FROM mart_journal_by_pupil_subject_day
    GROUP BY school_id, school_year, period, class_name, subject, pupil_id
),
based AS (
    SELECT
        l.school_id, l.school_year, l.period, l.grade, l.class_name, l.subject, l.pupil_id,
        coalesce(s.marks_count, 0) AS marks_count,
        coalesce(s.points_sum, 0) AS points_sum,
        coalesce(s.weight_sum, 0) AS weight_sum,
        coalesce(s.weighted_points_sum, 0) AS weighted_points_sum,
        CASE WHEN s.weight_sum > 0 THEN s.weighted_points_sum ELSE s.points_sum END AS base_points,
        CASE WHEN s.weight_sum > 0 THEN s.weight_sum ELSE s.marks_count END AS base_weight,
        coalesce(s.marks_held_count, 0) AS marks_held_count,
        coalesce(s.absences_count, 0) AS absences_count,
        coalesce(s.absences_held_count, 0) AS absences_held_count,
        coalesce(s.late_count, 0) AS late_count,
        coalesce(s.exempt_count, 0) AS exempt_count,
        s.lessons_count,
        CASE WHEN m.mark < 2 THEN 2 ELSE m.mark END AS period_mark
    FROM mart_journal_list_by_pupil_subject_period AS l
    LEFT JOIN summed AS s
        ON l.school_id = s.school_id
        AND l.school_year = s.school_year
        AND l.period = s.period
        AND l.class_name = s.class_name
        AND l.subject = s.subject
        AND l.pupil_id = s.pupil_id
    LEFT JOIN period_marks AS m
        ON l.school_id = m.school_id
        AND l.school_year = m.school_year
        AND l.period = m.period
        AND l.class_name = m.class_name
        AND l.subject = m.subject
        AND l.pupil_id = m.pupil_id
    WHERE l.has_left = 0 OR l.left_on > l.date_to
),
likely AS (
    SELECT
        school_id, school_year, period, grade, class_name, subject, pupil_id, marks_count,
        points_sum, weight_sum, weighted_points_sum, marks_held_count, absences_count, absences_held_count,
        late_count, exempt_count, lessons_count, period_mark,
        CASE
            WHEN marks_count = 0 THEN NULL
            WHEN 2 * base_points >= 9 * base_weight THEN 5
            WHEN 2 * base_points >= 7 * base_weight THEN 4
            WHEN 2 * base_points >= 5 * base_weight THEN 3
            ELSE 2
        END AS likely_mark
    FROM based
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(subject AS VARCHAR) AS subject,
    CAST(pupil_id AS BIGINT) AS pupil_id,
    CAST(marks_count AS BIGINT) AS marks_count,
    CAST(points_sum AS BIGINT) AS points_sum,
    CAST(weight_sum AS BIGINT) AS weight_sum,
    CAST(weighted_points_sum AS BIGINT) AS weighted_points_sum,
    CAST(CAST(points_sum AS DOUBLE) / nullif(marks_count, 0) AS DOUBLE) AS average_points,
    CAST(CAST(weighted_points_sum AS DOUBLE) / nullif(weight_sum, 0) AS DOUBLE)
        AS weighted_average_points,
    CAST(likely_mark AS INTEGER) AS likely_mark,
    CAST(period_mark AS INTEGER) AS period_mark,
    CAST(CASE
        WHEN period_mark > likely_mark THEN 'above'
        WHEN period_mark = likely_mark THEN 'equal'
        WHEN period_mark < likely_mark THEN 'below'
    END AS VARCHAR) AS against_mean,
    CAST(marks_held_count AS BIGINT) AS marks_held_count,
    CAST(absences_count AS BIGINT) AS absences_count,
    CAST(absences_held_count AS BIGINT) AS absences_held_count,
    CAST(late_count AS BIGINT) AS late_count,
    CAST(exempt_count AS BIGINT) AS exempt_count,
    CAST(lessons_count AS BIGINT) AS lessons_count
FROM likely
