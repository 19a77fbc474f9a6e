-- One row per class × subject on a day.
SELECT
    grade, class_name, subject,
    count(*) AS pupils_count,
    count(likely_mark) AS marked_count,
    sum(CASE WHEN likely_mark IS NULL AND is_exempt = 0 THEN 1 ELSE 0 END)::BIGINT AS unmarked_count,
    sum(CASE WHEN likely_mark >= 3 THEN 1 ELSE 0 END)::BIGINT AS passed_count,
    sum(CASE WHEN likely_mark >= 4 THEN 1 ELSE 0 END)::BIGINT AS quality_count,
    sum(CASE WHEN likely_mark = 2 THEN 1 ELSE 0 END)::BIGINT AS two_count,
    sum(is_disputed)::BIGINT AS disputed_count,
    sum(is_few)::BIGINT AS few_count,
    sum(is_still_few)::BIGINT AS still_few_count,
    sum(CASE WHEN is_disputed = 1 OR is_still_few = 1 OR likely_mark = 2 THEN 1 ELSE 0 END)::BIGINT
        AS attention_count,
    sum(marks_count)::BIGINT AS marks_count,
    sum(marks_held_count)::BIGINT AS marks_held_count,
    max(last_mark_on) AS last_mark_on,
    sum(absences_count)::BIGINT AS absences_count,
    sum(absences_held_count)::BIGINT AS absences_held_count,
    sum(late_count)::BIGINT AS late_count,
    sum(exempt_count)::BIGINT AS exempt_count,
    sum(lessons_count)::BIGINT AS lessons_count
FROM standing
GROUP BY grade, class_name, subject
ORDER BY grade, class_name, subject
