-- One row per assessment × class × total points: how many participants have so many, and their marks.
-- refresh: assessment
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(assessment_id AS VARCHAR) AS assessment_id,
    CAST(kind AS VARCHAR) AS kind,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(subject AS VARCHAR) AS subject,
    CAST(work_grade AS INTEGER) AS grade,
    CAST(grade AS INTEGER) AS class_grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(total_points AS DOUBLE) AS total_points,
    CAST(count(*) AS BIGINT) AS participants_count,
    CAST(min(mark) AS INTEGER) AS lowest_mark,
    CAST(max(mark) AS INTEGER) AS highest_mark
FROM assessment_results
WHERE took_part = 1 AND total_points IS NOT NULL
GROUP BY school_id, assessment_id, kind, school_year, subject, work_grade, grade, class_name,
    total_points
