-- One row per class × subject × period that has a journal: what would come out by the current marks, and what did.
-- refresh: class
-- Shares are of pupils with a current mark; against the mean, of pupils with a current and a period mark.
-- absences_pct and marks_per_lesson are over the days whose lessons are known; null where none are.
WITH counted AS (
    SELECT
        school_id, school_year, period, grade, class_name, subject,
        count(*) AS pupils_count,
        sum(CASE WHEN likely_mark IS NULL THEN 1 ELSE 0 END) AS unmarked_count,
        sum(marks_count) AS marks_count,
        sum(CASE WHEN likely_mark = 5 THEN 1 ELSE 0 END) AS likely5_count,
        sum(CASE WHEN likely_mark = 4 THEN 1 ELSE 0 END) AS likely4_count,
        sum(CASE WHEN likely_mark = 3 THEN 1 ELSE 0 END) AS likely3_count,
        sum(CASE WHEN likely_mark = 2 THEN 1 ELSE 0 END) AS likely2_count,
        sum(CASE WHEN against_mean IS NOT NULL THEN 1 ELSE 0 END) AS compared_count,
        sum(CASE WHEN against_mean = 'above' THEN 1 ELSE 0 END) AS above_count,
        sum(CASE WHEN against_mean = 'below' THEN 1 ELSE 0 END) AS below_count,
        sum(marks_held_count) AS marks_held_count,
        sum(absences_count) AS absences_count,
        sum(absences_held_count) AS absences_held_count,
        sum(late_count) AS late_count,
        sum(exempt_count) AS exempt_count,
        sum(lessons_count) AS lessons_count
    FROM mart_standing_by_pupil_subject_period
    GROUP BY school_id, school_year, period, grade, class_name, subject
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(subject AS VARCHAR) AS subject,
    CAST(pupils_count AS BIGINT) AS pupils_count,
    CAST(pupils_count - unmarked_count AS BIGINT) AS marked_count,
    CAST(unmarked_count AS BIGINT) AS unmarked_count,
    CAST(marks_count AS BIGINT) AS marks_count,
    CAST(likely5_count AS BIGINT) AS likely5_count,
    CAST(likely4_count AS BIGINT) AS likely4_count,
    CAST(likely3_count AS BIGINT) AS likely3_count,
    CAST(likely2_count AS BIGINT) AS likely2_count,
    CAST(likely5_count + likely4_count + likely3_count AS BIGINT) AS passed_count,
    CAST(likely5_count + likely4_count AS BIGINT) AS quality_count,
    CAST(CAST(100 * (likely5_count + likely4_count + likely3_count) AS DOUBLE)
        / nullif(pupils_count - unmarked_count, 0) AS DOUBLE) AS passed_pct,
    CAST(CAST(100 * (likely5_count + likely4_count) AS DOUBLE)
        / nullif(pupils_count - unmarked_count, 0) AS DOUBLE) AS quality_pct,
    CAST(CAST(marks_count AS DOUBLE) / nullif(pupils_count, 0) AS DOUBLE) AS marks_per_pupil,
    CAST(marks_held_count AS BIGINT) AS marks_held_count,
    CAST(CAST(marks_held_count AS DOUBLE) / nullif(lessons_count, 0) AS DOUBLE) AS marks_per_lesson,
    CAST(compared_count AS BIGINT) AS compared_count,
    CAST(above_count AS BIGINT) AS above_count,
    CAST(compared_count - above_count - below_count AS BIGINT) AS equal_count,
    CAST(below_count AS BIGINT) AS below_count,
    CAST(CAST(100 * above_count AS DOUBLE) / nullif(compared_count, 0) AS DOUBLE) AS above_pct,
    CAST(CAST(100 * below_count AS DOUBLE) / nullif(compared_count, 0) AS DOUBLE) AS below_pct,
    CAST(absences_count AS BIGINT) AS absences_count,
    CAST(absences_held_count AS BIGINT) AS absences_held_count,
    CAST(late_count AS BIGINT) AS late_count,
    CAST(exempt_count AS BIGINT) AS exempt_count,
    CAST(lessons_count AS BIGINT) AS lessons_count,
    CAST(CAST(100 * absences_held_count AS DOUBLE) / nullif(lessons_count, 0) AS DOUBLE) AS absences_pct
FROM counted
