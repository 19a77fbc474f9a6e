-- One row per mark, code or period mark that was read from one cell of one file.
WITH facts AS (
    SELECT
        school_year, class_name, subject, pupil_id, lesson_date, period, cell_raw,
        'mark' AS meaning, weight, batch_id, sheet_name, row_no, column_no
    FROM marks
    WHERE batch_id = $batch_id AND row_no = $row_no AND column_no = $column_no
        AND sheet_name = $sheet_name
    UNION ALL
    SELECT
        school_year, class_name, subject, pupil_id, lesson_date, period, code_raw AS cell_raw,
        kind AS meaning, 1 AS weight, batch_id, sheet_name, row_no, column_no
    FROM attendance
    WHERE batch_id = $batch_id AND row_no = $row_no AND column_no = $column_no
        AND sheet_name = $sheet_name
    UNION ALL
    SELECT
        school_year, class_name, subject, pupil_id, CAST(NULL AS DATE) AS lesson_date, period,
        mark_raw AS cell_raw, state AS meaning, 1 AS weight, batch_id, sheet_name, row_no, column_no
    FROM period_marks
    WHERE batch_id = $batch_id AND row_no = $row_no AND column_no = $column_no
        AND sheet_name = $sheet_name
)

SELECT
    m.school_year, m.class_name, m.subject, m.pupil_id, p.full_name, m.lesson_date, m.period,
    m.cell_raw, m.meaning, m.weight, m.batch_id, m.sheet_name, m.row_no, m.column_no, b.file_name,
    b.sha256, b.accepted_at, b.accepted_by
FROM facts AS m
INNER JOIN dim_pupil AS p
    ON p.pupil_id = m.pupil_id AND p.school_year = m.school_year AND p.class_name = m.class_name
LEFT JOIN loaded_batches AS b ON b.batch_id = m.batch_id
WHERE ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
