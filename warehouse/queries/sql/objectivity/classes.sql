-- One row per assessment × class of a kind of work: how many marks are lower than the journal's, equal, higher.
-- ОГЭ stands beside the mark of the year and has no assessment_id: an exam is the newest attempt of each pupil.
WITH beside AS (
    SELECT
        school_id, school_year, kind, assessment_id, subject, grade, class_grade, class_name,
        participants_count, without_count, lowered_count, confirmed_count, raised_count, gap2_count
    FROM mart_objectivity_by_class
    WHERE kind <> 'oge'
    UNION ALL
    SELECT
        school_id, school_year, kind, '' AS assessment_id, subject, grade, grade AS class_grade,
        class_name, year_pairs_count AS participants_count,
        participants_count - year_pairs_count AS without_count,
        lowered_count, confirmed_count, raised_count, gap2_count
    FROM mart_exam_by_class
    WHERE kind = 'oge' AND year_pairs_count > 0
)

SELECT
    b.assessment_id, b.subject, b.grade, b.class_grade, b.class_name, coalesce(m.label, '') AS label,
    b.participants_count, b.without_count, b.lowered_count, b.confirmed_count, b.raised_count,
    b.gap2_count,
    100 * b.lowered_count / b.participants_count AS lowered_pct,
    100 * b.confirmed_count / b.participants_count AS confirmed_pct,
    100 * b.raised_count / b.participants_count AS raised_pct
FROM beside AS b
LEFT JOIN mart_assessment_by_class AS m
    ON b.school_id = m.school_id AND b.assessment_id = m.assessment_id AND b.class_name = m.class_name
WHERE b.school_id = $school AND b.school_year = $school_year AND b.kind = $kind
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], b.school_year || ' ' || b.class_name))
ORDER BY b.class_name = '', b.class_grade, b.class_name, b.subject, b.assessment_id
