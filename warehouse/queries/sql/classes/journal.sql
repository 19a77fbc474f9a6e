-- One row per cell of the journal: a pupil, a lesson, what stands there and where in which file.
WITH tokens AS (
    SELECT
        school_year, class_name, subgroup, pupil_id, lesson_date, lesson_no, seq, batch_id,
        sheet_name, row_no, column_no, cell_raw AS text, 0 AS rank
    FROM marks
    WHERE school_year = $school_year AND class_name = $class_name AND subject = $subject
        AND period = $period
    UNION ALL
    SELECT
        school_year, class_name, subgroup, pupil_id, lesson_date, lesson_no, seq, batch_id,
        sheet_name, row_no, column_no, code_raw AS text, 1 AS rank
    FROM attendance
    WHERE school_year = $school_year AND class_name = $class_name AND subject = $subject
        AND period = $period
),

-- A cell with a mark is shown as it stands in the file; a cell of codes alone by its codes.
cells AS (
    SELECT
        school_year, class_name, pupil_id, lesson_date, lesson_no, batch_id, sheet_name, row_no,
        column_no,
        coalesce(
            max(text) FILTER (WHERE rank = 0),
            string_agg(text, ' ' ORDER BY seq)
        ) AS cell_raw
    FROM tokens
    WHERE ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
    GROUP BY
        school_year, class_name, pupil_id, lesson_date, lesson_no, batch_id, sheet_name, row_no,
        column_no
)

SELECT
    c.pupil_id, p.full_name, c.lesson_date, c.lesson_no, c.cell_raw, c.batch_id, c.sheet_name,
    c.row_no, c.column_no
FROM cells AS c
INNER JOIN dim_pupil AS p
    ON p.pupil_id = c.pupil_id AND p.school_year = c.school_year AND p.class_name = c.class_name
ORDER BY p.full_name, c.pupil_id, c.lesson_date, c.lesson_no, c.row_no, c.column_no
