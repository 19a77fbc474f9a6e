-- One row per class × subject × period × kind of absence or lateness.
-- refresh: class
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(subject AS VARCHAR) AS subject,
    CAST(kind AS VARCHAR) AS kind,
    CAST(count(*) AS BIGINT) AS codes_count,
    CAST(count(DISTINCT pupil_id) AS BIGINT) AS pupils_count
FROM attendance
GROUP BY school_id, school_year, period, grade, class_name, subject, kind
