-- One row per assessment × class where marks can be laid beside the journal's: how many are lower, equal, higher.
-- refresh: assessment
-- participants_count have both marks; without_count took part and miss one of them. grade is the grade of the work.
WITH paired AS (
    SELECT
        school_id,
        assessment_id,
        kind,
        school_year,
        subject,
        work_grade,
        grade,
        class_name,
        sum(CASE WHEN mark IS NOT NULL AND journal_mark IS NOT NULL THEN 1 ELSE 0 END)
            AS participants_count,
        sum(CASE WHEN mark IS NULL OR journal_mark IS NULL THEN 1 ELSE 0 END) AS without_count,
        sum(CASE WHEN mark < journal_mark THEN 1 ELSE 0 END) AS lowered_count,
        sum(CASE WHEN mark = journal_mark THEN 1 ELSE 0 END) AS confirmed_count,
        sum(CASE WHEN mark > journal_mark THEN 1 ELSE 0 END) AS raised_count,
        sum(CASE WHEN mark - journal_mark >= 2 OR journal_mark - mark >= 2 THEN 1 ELSE 0 END)
            AS gap2_count
    FROM assessment_results
    WHERE took_part = 1
    GROUP BY school_id, assessment_id, kind, school_year, subject, work_grade, grade, class_name
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(assessment_id AS VARCHAR) AS assessment_id,
    CAST(kind AS VARCHAR) AS kind,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(subject AS VARCHAR) AS subject,
    CAST(work_grade AS INTEGER) AS grade,
    CAST(grade AS INTEGER) AS class_grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(without_count AS BIGINT) AS without_count,
    CAST(lowered_count AS BIGINT) AS lowered_count,
    CAST(confirmed_count AS BIGINT) AS confirmed_count,
    CAST(raised_count AS BIGINT) AS raised_count,
    CAST(gap2_count AS BIGINT) AS gap2_count,
    CAST(CAST(100 * lowered_count AS DOUBLE) / nullif(participants_count, 0) AS DOUBLE)
        AS lowered_pct,
    CAST(CAST(100 * confirmed_count AS DOUBLE) / nullif(participants_count, 0) AS DOUBLE)
        AS confirmed_pct,
    CAST(CAST(100 * raised_count AS DOUBLE) / nullif(participants_count, 0) AS DOUBLE) AS raised_pct
FROM paired
WHERE participants_count > 0
