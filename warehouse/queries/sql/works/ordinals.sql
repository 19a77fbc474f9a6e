-- One row per class of our school that live results give by number only, with its name by a form's own sheet.
WITH forms AS (
    SELECT
        w.school_year,
        o.grade,
        o.class_ordinal,
        arg_max(o.class_name, w.seq) AS class_name
    FROM loaded_class_ordinals AS o
    INNER JOIN stg_works AS w ON o.batch_id = w.batch_id AND o.work_no = w.work_no
    GROUP BY w.school_year, o.grade, o.class_ordinal
)
SELECT
    s.school_year,
    r.grade,
    r.class_ordinal,
    coalesce(max(f.class_name), '') AS form_name,
    count(DISTINCT s.assessment_id) AS works_count,
    count(DISTINCT s.participant_code) AS participants_count
FROM loaded_results AS r
INNER JOIN stg_results AS s
    ON r.batch_id = s.batch_id AND r.work_no = s.work_no AND r.result_no = s.result_no
LEFT JOIN forms AS f
    ON s.school_year = f.school_year AND r.grade = f.grade AND r.class_ordinal = f.class_ordinal
WHERE $scope::VARCHAR[] IS NULL
    AND r.class_ordinal > 0 AND r.class_name = ''
    AND s.school_id IN (SELECT school_id FROM loaded_batches)
GROUP BY s.school_year, r.grade, r.class_ordinal
ORDER BY s.school_year DESC, r.grade, r.class_ordinal
