-- One row per participant whose mark of a work is two or more away from the journal's, of classes one may see.
-- Named where the list «код ↔ ученик» or the protocol tells who it is.
WITH beside AS (
    SELECT
        r.school_id, r.school_year, r.kind, r.assessment_id, r.subject, r.literacy, r.grade, r.work_grade, r.class_name,
        r.participant_code, r.pupil_id, r.mark,
        CASE WHEN r.kind = 'oge' THEN y.mark ELSE coalesce(r.journal_mark, y.mark) END AS journal_mark,
        row_number() OVER (
            PARTITION BY r.school_id, r.school_year, r.kind, r.subject, r.class_name, r.participant_code,
                CASE WHEN r.kind = 'oge' THEN '' ELSE r.assessment_id END
            ORDER BY r.took_part DESC, r.held_on DESC, r.assessment_id DESC, p.date_to DESC
        ) AS newness
    FROM assessment_results AS r
    LEFT JOIN period_marks AS y
        ON r.school_id = y.school_id AND r.school_year = y.school_year AND r.grade = y.grade
        AND r.pupil_id = y.pupil_id AND r.subject = y.subject AND r.class_name = y.class_name
        AND y.mark IS NOT NULL AND (
            (r.kind = 'oge' AND y.period = 'year')
            OR (r.kind IN ('control_work', 'interim', 'monitoring') AND r.journal_mark IS NULL AND y.period <> 'year')
        )
    LEFT JOIN school_periods AS p ON y.school_year = p.school_year AND y.period = p.period
    WHERE r.kind = $kind AND r.school_year = $school_year AND r.school_id = $school
        AND (y.period IS NULL OR y.period = 'year' OR p.date_to <= r.held_on)
)

SELECT
    b.class_name, b.subject, b.literacy, b.work_grade AS grade, b.assessment_id, b.participant_code, b.pupil_id, d.full_name,
    b.journal_mark, b.mark, b.mark - b.journal_mark AS gap
FROM beside AS b
LEFT JOIN dim_pupil AS d
    ON b.pupil_id = d.pupil_id AND b.school_year = d.school_year AND b.class_name = d.class_name
WHERE b.newness = 1 AND abs(b.mark - b.journal_mark) >= 2
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], b.school_year || ' ' || b.class_name))
ORDER BY length(b.class_name), b.class_name, b.subject, b.participant_code
