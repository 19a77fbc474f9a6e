-- One row per assessment × grade that sat it, all its classes together × task; grade is the grade of the work, class_grade of those who sat it.
-- refresh: assessment
-- participants_count could answer: the task was taught to them and their cell can be read. An X is an answer of 0 points.
-- verdict: enough, short, uncertain (between the two thresholds of the level), '' without a level.
WITH counted AS (
    SELECT
        m.school_id,
        m.assessment_id,
        m.class_grade AS grade,
        m.task_code,
        sum(m.participants_count) AS participants_count,
        sum(m.not_attempted_count) AS not_attempted_count,
        sum(m.not_taught_count) AS not_taught_count,
        sum(CAST(m.points_sum AS DECIMAL(18, 2))) AS points_sum,
        sum(m.full_count) AS full_count,
        sum(m.zero_count) AS zero_count
    FROM mart_deficit_by_class_task AS m
    GROUP BY m.school_id, m.assessment_id, m.class_grade, m.task_code
),
shared AS (
    SELECT
        c.school_id,
        a.assessment_id,
        a.kind,
        a.school_year,
        a.subject,
        a.work_grade,
        c.grade AS class_grade,
        a.task_code,
        a.position,
        a.max_points,
        a.level,
        c.participants_count,
        c.not_attempted_count,
        c.not_taught_count,
        c.full_count,
        c.zero_count,
        c.points_sum,
        CAST(100 * c.points_sum AS DOUBLE)
            / nullif(a.max_points * c.participants_count, 0)
            AS completion_pct,
        be.value AS basic_enough_pct,
        bs.value AS basic_short_pct,
        ae.value AS advanced_enough_pct,
        ag.value AS advanced_short_pct
    FROM counted AS c
    INNER JOIN assessment_tasks AS a
        ON c.assessment_id = a.assessment_id AND c.task_code = a.task_code
    LEFT JOIN thresholds AS be ON be.name = 'basic_task_enough_pct'
    LEFT JOIN thresholds AS bs ON bs.name = 'basic_task_short_pct'
    LEFT JOIN thresholds AS ae ON ae.name = 'advanced_task_enough_pct'
    LEFT JOIN thresholds AS ag ON ag.name = 'advanced_task_short_pct'
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(assessment_id AS VARCHAR) AS assessment_id,
    CAST(kind AS VARCHAR) AS kind,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(subject AS VARCHAR) AS subject,
    CAST(work_grade AS INTEGER) AS grade,
    CAST(class_grade AS INTEGER) AS class_grade,
    CAST(task_code AS VARCHAR) AS task_code,
    CAST(position AS INTEGER) AS position,
    CAST(max_points AS DOUBLE) AS max_points,
    CAST(level AS VARCHAR) AS level,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(not_attempted_count AS BIGINT) AS not_attempted_count,
    CAST(not_taught_count AS BIGINT) AS not_taught_count,
    CAST(full_count AS BIGINT) AS full_count,
    CAST(zero_count AS BIGINT) AS zero_count,
    CAST(points_sum AS DOUBLE) AS points_sum,
    CAST(completion_pct AS DOUBLE) AS completion_pct,
    CAST(CASE
        WHEN completion_pct IS NULL OR level = '' THEN ''
        WHEN level = 'Б' AND completion_pct >= basic_enough_pct THEN 'enough'
        WHEN level = 'Б' AND completion_pct < basic_short_pct THEN 'short'
        WHEN level <> 'Б' AND completion_pct >= advanced_enough_pct THEN 'enough'
        WHEN level <> 'Б' AND completion_pct < advanced_short_pct THEN 'short'
        ELSE 'uncertain'
    END AS VARCHAR) AS verdict
FROM shared
