-- One row per assessment × class × skill: the tasks that check it, pooled; a skill is a system deficit when most of its tasks fall short.
-- refresh: assessment
WITH pooled AS (
    SELECT
        m.school_id,
        m.assessment_id,
        m.kind,
        m.school_year,
        m.subject,
        m.grade,
        m.class_grade,
        m.class_name,
        a.skill,
        min(a.block) AS block,
        min(m.position) AS position,
        count(*) AS tasks_count,
        sum(CASE WHEN m.verdict = 'short' THEN 1 ELSE 0 END) AS short_tasks_count,
        sum(CASE WHEN m.verdict <> '' THEN 1 ELSE 0 END) AS judged_tasks_count,
        sum(m.participants_count) AS answers_count,
        max(m.participants_count) AS participants_count,
        sum(m.not_attempted_count) AS not_attempted_count,
        sum(CAST(m.points_sum AS DECIMAL(18, 2))) AS points_sum,
        sum(CAST(m.max_points AS DECIMAL(9, 2)) * m.participants_count) AS points_possible
    FROM mart_deficit_by_class_task AS m
    INNER JOIN assessment_tasks AS a
        ON m.assessment_id = a.assessment_id AND m.task_code = a.task_code
    WHERE a.skill <> ''
    GROUP BY m.school_id, m.assessment_id, m.kind, m.school_year, m.subject, m.grade,
        m.class_grade, m.class_name, a.skill
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(assessment_id AS VARCHAR) AS assessment_id,
    CAST(kind AS VARCHAR) AS kind,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(subject AS VARCHAR) AS subject,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_grade AS INTEGER) AS class_grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(skill AS VARCHAR) AS skill,
    CAST(block AS VARCHAR) AS block,
    CAST(position AS INTEGER) AS position,
    CAST(tasks_count AS BIGINT) AS tasks_count,
    CAST(short_tasks_count AS BIGINT) AS short_tasks_count,
    CAST(judged_tasks_count AS BIGINT) AS judged_tasks_count,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(answers_count AS BIGINT) AS answers_count,
    CAST(not_attempted_count AS BIGINT) AS not_attempted_count,
    CAST(points_sum AS DOUBLE) AS points_sum,
    CAST(points_possible AS DOUBLE) AS points_possible,
    CAST(CAST(100 * points_sum AS DOUBLE) / nullif(points_possible, 0) AS DOUBLE)
        AS completion_pct,
    CAST(CASE WHEN 2 * short_tasks_count > judged_tasks_count THEN 1 ELSE 0 END AS INTEGER)
        AS is_system_deficit
FROM pooled
