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
    FROM stg_task_completion
    WHERE skill <> ''
    GROUP BY school_id, assessment_id, kind, school_year, subject, work_grade, class_grade, is_whole,
        class_name, skill
)
SELECT
    *,
    CAST(100 * points_sum AS DOUBLE) / nullif(points_possible, 0) AS completion_pct,
    CASE WHEN 2 * short_tasks_count > judged_tasks_count THEN 1 ELSE 0 END AS is_system_deficit
FROM pooled
