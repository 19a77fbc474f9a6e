-- One row per class × school year: of the judged tasks of all its works, how many fall short; grade is the class's own.
-- refresh: assessment
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(class_grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(count(DISTINCT assessment_id) AS BIGINT) AS works_count,
    CAST(count(*) AS BIGINT) AS judged_tasks_count,
    CAST(sum(CASE WHEN verdict = 'short' THEN 1 ELSE 0 END) AS BIGINT) AS short_tasks_count,
    CAST(CAST(100 * sum(CASE WHEN verdict = 'short' THEN 1 ELSE 0 END) AS DOUBLE)
        / nullif(count(*), 0) AS DOUBLE) AS short_tasks_pct
FROM mart_deficit_by_class_task
WHERE verdict <> '' AND class_name <> ''
GROUP BY school_id, school_year, class_grade, class_name
