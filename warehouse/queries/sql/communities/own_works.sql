-- One row per work of the school's own of given classes, the newest first: контрольные, мониторинги, промежуточная.
SELECT
    w.school_year, w.class_name, w.kind, w.subject, w.label, w.literacy, w.grade, w.held_on, w.participants_count,
    w.marked_count, w.mark5_count + w.mark4_count AS quality_count, w.quality_pct, w.completion_pct
FROM mart_inner_work_by_class AS w
WHERE list_contains($classes::VARCHAR[], w.school_year || ' ' || w.class_name)
    AND ($subject = '' OR lower(w.subject) = lower($subject))
    AND ($scope::VARCHAR[] IS NULL
        OR list_contains($scope::VARCHAR[], w.school_year || ' ' || w.class_name))
ORDER BY w.school_year DESC, w.held_on DESC NULLS LAST, w.class_name, w.assessment_id
