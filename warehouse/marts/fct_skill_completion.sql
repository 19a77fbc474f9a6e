-- One row per assessment × skill × class ('' for participants whose class nobody said), and with is_whole = 1 the same of the grade: the tasks that check it, pooled.
-- refresh: assessment
-- A skill is a system deficit when most of its judged tasks fall short.
WITH pooled AS (
    SELECT
        school_id,
        assessment_id,
        kind,
        school_year,
        subject,
        work_grade,
        class_grade,
        is_whole,
        class_name,
        skill,
        min(block) AS block,
        min(position) AS position,
        count(*) AS tasks_count,
        sum(CASE WHEN verdict = 'short' THEN 1 ELSE 0 END) AS short_tasks_count,
        sum(CASE WHEN verdict <> '' THEN 1 ELSE 0 END) AS judged_tasks_count,
        sum(participants_count) AS answers_count,
        max(participants_count) AS participants_count,
        sum(not_attempted_count) AS not_attempted_count,
        sum(points_sum) AS points_sum,
        sum(max_points * participants_count) AS points_possible
    FROM fct_task_completion
    WHERE skill <> ''
    GROUP BY school_id, assessment_id, kind, school_year, subject, work_grade, class_grade, is_whole,
        class_name, skill
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(assessment_id AS VARCHAR) AS assessment_id,
    CAST(kind AS VARCHAR) AS kind,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(subject AS VARCHAR) AS subject,
    CAST(work_grade AS INTEGER) AS work_grade,
    CAST(class_grade AS INTEGER) AS class_grade,
    CAST(is_whole AS INTEGER) AS is_whole,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(skill AS VARCHAR) AS skill,
    CAST(block AS VARCHAR) AS block,
    CAST(position AS INTEGER) AS position,
    CAST(tasks_count AS BIGINT) AS tasks_count,
    CAST(short_tasks_count AS BIGINT) AS short_tasks_count,
    CAST(judged_tasks_count AS BIGINT) AS judged_tasks_count,
    CAST(answers_count AS BIGINT) AS answers_count,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(not_attempted_count AS BIGINT) AS not_attempted_count,
    CAST(points_sum AS DECIMAL(18, 2)) AS points_sum,
    CAST(points_possible AS DOUBLE) AS points_possible,
    CAST(CAST(100 * points_sum AS DOUBLE) / nullif(points_possible, 0) AS DOUBLE) AS completion_pct,
    CAST(CASE WHEN 2 * short_tasks_count > judged_tasks_count THEN 1 ELSE 0 END AS INTEGER) AS is_system_deficit
FROM pooled
