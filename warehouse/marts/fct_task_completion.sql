-- One row per assessment × task × class ('' for participants whose class nobody said), and with is_whole = 1 the same of all classes of the grade that sat it.
-- refresh: assessment
-- work_grade is the grade of the work, class_grade of those who sat it. participants_count could answer: the
-- task was taught to them and their cell can be read. An X is an answer of 0 points.
-- verdict: enough, short, uncertain (between the two thresholds of the level), '' without a level.
WITH by_class AS (
    SELECT
        p.school_id,
        p.assessment_id,
        p.grade AS class_grade,
        p.class_name,
        p.task_code,
        sum(CASE WHEN p.state IN ('answered', 'not_attempted') THEN 1 ELSE 0 END)
            AS participants_count,
        sum(CASE WHEN p.state = 'not_attempted' THEN 1 ELSE 0 END) AS not_attempted_count,
        sum(CASE WHEN p.state = 'not_taught' THEN 1 ELSE 0 END) AS not_taught_count,
        sum(CASE WHEN p.state = 'answered' THEN p.points ELSE 0 END) AS points_sum,
        sum(CASE WHEN p.state = 'answered' AND p.points = a.max_points
            THEN 1 ELSE 0 END) AS full_count,
        sum(CASE WHEN p.state = 'answered' AND p.points = 0 THEN 1 ELSE 0 END) AS zero_count
    FROM task_points AS p
    INNER JOIN assessment_tasks AS a
        ON p.assessment_id = a.assessment_id AND p.task_code = a.task_code
    GROUP BY p.school_id, p.assessment_id, p.grade, p.class_name, p.task_code
),
counted AS (
    SELECT
        school_id, assessment_id, class_grade, 0 AS is_whole, class_name, task_code,
        participants_count, not_attempted_count, not_taught_count, points_sum, full_count, zero_count
    FROM by_class
    UNION ALL
    SELECT
        school_id, assessment_id, class_grade, 1 AS is_whole, '' AS class_name, task_code,
        sum(participants_count), sum(not_attempted_count), sum(not_taught_count), sum(points_sum),
        sum(full_count), sum(zero_count)
    FROM by_class
    GROUP BY school_id, assessment_id, class_grade, task_code
),
shared AS (
    SELECT
        c.school_id,
        a.assessment_id,
        a.kind,
        a.school_year,
        a.subject,
        a.work_grade,
        c.class_grade,
        c.is_whole,
        c.class_name,
        a.task_code,
        a.position,
        a.skill,
        a.block,
        a.max_points,
        a.level,
        CAST(c.participants_count AS BIGINT) AS participants_count,
        CAST(c.not_attempted_count AS BIGINT) AS not_attempted_count,
        CAST(c.not_taught_count AS BIGINT) AS not_taught_count,
        CAST(c.full_count AS BIGINT) AS full_count,
        CAST(c.zero_count AS BIGINT) AS zero_count,
        CAST(c.points_sum AS DECIMAL(18, 2)) AS points_sum,
        CASE WHEN a.level = 'Б' THEN be.value WHEN a.level <> '' THEN ae.value END AS enough_pct,
        CASE WHEN a.level = 'Б' THEN bs.value WHEN a.level <> '' THEN ag.value END AS short_pct
    FROM counted AS c
    INNER JOIN assessment_tasks AS a
        ON c.assessment_id = a.assessment_id AND c.task_code = a.task_code
    LEFT JOIN thresholds AS be ON be.name = 'basic_task_enough_pct'
    LEFT JOIN thresholds AS bs ON bs.name = 'basic_task_short_pct'
    LEFT JOIN thresholds AS ae ON ae.name = 'advanced_task_enough_pct'
    LEFT JOIN thresholds AS ag ON ag.name = 'advanced_task_short_pct'
),
completed AS (
    SELECT
        s.school_id, s.assessment_id, s.kind, s.school_year, s.subject, s.work_grade, s.class_grade,
        s.is_whole, s.class_name, s.task_code, s.position, s.skill, s.block, s.max_points, s.level,
        s.participants_count, s.not_attempted_count, s.not_taught_count, s.full_count, s.zero_count,
        s.points_sum, s.enough_pct, s.short_pct,
        CAST(100 * s.points_sum AS DOUBLE) / nullif(s.max_points * s.participants_count, 0)
            AS completion_pct
    FROM shared AS s
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
    CAST(task_code AS VARCHAR) AS task_code,
    CAST(position AS INTEGER) AS position,
    CAST(skill AS VARCHAR) AS skill,
    CAST(block AS VARCHAR) AS block,
    CAST(max_points AS DOUBLE) AS max_points,
    CAST(level AS VARCHAR) AS level,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(not_attempted_count AS BIGINT) AS not_attempted_count,
    CAST(not_taught_count AS BIGINT) AS not_taught_count,
    CAST(full_count AS BIGINT) AS full_count,
    CAST(zero_count AS BIGINT) AS zero_count,
    CAST(points_sum AS DECIMAL(18, 2)) AS points_sum,
    CAST(completion_pct AS DOUBLE) AS completion_pct,
    CAST(CASE
        WHEN completion_pct IS NULL OR level = '' THEN ''
        WHEN completion_pct >= enough_pct THEN 'enough'
        WHEN completion_pct < short_pct THEN 'short'
        ELSE 'uncertain'
    END AS VARCHAR) AS verdict
FROM completed
