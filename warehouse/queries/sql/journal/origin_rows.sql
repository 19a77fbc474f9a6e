-- One row per mark or code of a class up to a day, with its place in its file; rows_count counts them all.
WITH entries AS (
    SELECT school_year, class_name, subject, pupil_id, lesson_date, lesson_no, seq, cell_raw AS mark_raw,
        batch_id, sheet_name, row_no, column_no
    FROM marks
    WHERE school_year = $school_year AND period = $period AND class_name = $class_name
        AND ($subject::VARCHAR IS NULL OR subject = $subject::VARCHAR) AND lesson_date <= $as_of::DATE
    UNION ALL
    SELECT school_year, class_name, subject, pupil_id, lesson_date, lesson_no, seq, code_raw AS mark_raw,
        batch_id, sheet_name, row_no, column_no
    FROM attendance
    WHERE school_year = $school_year AND period = $period AND class_name = $class_name
        AND ($subject::VARCHAR IS NULL OR subject = $subject::VARCHAR) AND lesson_date <= $as_of::DATE
)

SELECT
    e.pupil_id, p.full_name, e.class_name, e.subject, e.lesson_date, e.mark_raw, 'attested' AS state,
    e.batch_id, e.sheet_name, e.row_no, e.column_no, count(*) OVER () AS rows_count
FROM entries AS e
INNER JOIN dim_pupil AS p
    ON e.pupil_id = p.pupil_id AND e.school_year = p.school_year AND e.class_name = p.class_name
WHERE ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], e.school_year || ' ' || e.class_name))
ORDER BY p.full_name, e.pupil_id, e.subject, e.lesson_date, e.lesson_no, e.seq, e.mark_raw
LIMIT $row_limit OFFSET $row_offset
