-- One row per file, class, subject and metric: how many averages of pupils equal ours.
SELECT
    batch_id,
    file_name,
    school_year,
    class_name,
    subject,
    metric,
    sum(CASE WHEN verdict = 'equal' THEN 1 ELSE 0 END)::BIGINT AS equal_count,
    sum(CASE WHEN verdict = 'differs' THEN 1 ELSE 0 END)::BIGINT AS different_count,
    sum(CASE WHEN verdict = 'nothing' THEN 1 ELSE 0 END)::BIGINT AS nothing_count
FROM compared
GROUP BY batch_id, file_name, school_year, class_name, subject, metric
ORDER BY different_count DESC, batch_id DESC, school_year, class_name, subject, metric
