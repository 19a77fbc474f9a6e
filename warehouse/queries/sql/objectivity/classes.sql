-- One row per assessment × class of a kind of work: how many marks are lower than the journal's, equal, higher.
-- ОГЭ stands beside the mark of the year and has no assessment_id: an exam is the newest attempt of each pupil.
-- A work of the school whose file states no mark of the journal stands beside the last term that ended before its day.
WITH of_terms AS (
    SELECT
        r.school_id, r.assessment_id, r.participant_code, y.mark AS journal_mark,
        row_number() OVER (
            PARTITION BY r.school_id, r.assessment_id, r.participant_code ORDER BY p.date_to DESC
        ) AS nearness
    FROM assessment_results AS r
    INNER JOIN period_marks AS y
        ON r.school_id = y.school_id AND r.school_year = y.school_year AND r.grade = y.grade
        AND r.pupil_id = y.pupil_id AND r.subject = y.subject AND r.class_name = y.class_name
    INNER JOIN school_periods AS p
        ON y.school_year = p.school_year AND y.period = p.period AND p.date_to <= r.held_on
    WHERE r.kind = $kind AND r.school_year = $school_year AND r.school_id = $school
        AND r.kind IN ('control_work', 'interim', 'monitoring') AND r.journal_mark IS NULL
        AND y.mark IS NOT NULL
),

of_works AS (
    SELECT
        r.school_id, r.school_year, r.kind, r.assessment_id, r.subject, r.work_grade AS grade,
        r.grade AS class_grade, r.class_name,
        count(t.journal_mark) AS participants_count,
        count(*) - count(t.journal_mark) AS without_count,
        count(*) FILTER (WHERE r.mark < t.journal_mark) AS lowered_count,
        count(*) FILTER (WHERE r.mark = t.journal_mark) AS confirmed_count,
        count(*) FILTER (WHERE r.mark > t.journal_mark) AS raised_count,
        count(*) FILTER (WHERE abs(r.mark - t.journal_mark) >= 2) AS gap2_count
    FROM assessment_results AS r
    LEFT JOIN of_terms AS t
        ON r.school_id = t.school_id AND r.assessment_id = t.assessment_id
        AND r.participant_code = t.participant_code AND t.nearness = 1 AND r.mark IS NOT NULL
    WHERE r.kind = $kind AND r.school_year = $school_year AND r.school_id = $school
        AND r.took_part = 1 AND r.kind IN ('control_work', 'interim', 'monitoring')
    GROUP BY ALL
),

beside AS (
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
    UNION ALL
    SELECT
        w.school_id, w.school_year, w.kind, w.assessment_id, w.subject, w.grade, w.class_grade,
        w.class_name, w.participants_count, w.without_count, w.lowered_count, w.confirmed_count,
        w.raised_count, w.gap2_count
    FROM of_works AS w
    LEFT JOIN mart_objectivity_by_class AS stated
        ON w.school_id = stated.school_id AND w.assessment_id = stated.assessment_id
        AND w.class_name = stated.class_name
    WHERE w.participants_count > 0 AND stated.assessment_id IS NULL
)

SELECT
    b.assessment_id, b.subject, b.grade, b.class_grade, b.class_name, coalesce(m.label, '') AS label,
    coalesce(m.literacy, '') AS literacy,
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
