-- Facts of batches in a first snapshot, when there is nothing to compare with: everything live was added.
WITH facts AS (
    SELECT batch_id FROM after.marks
    UNION ALL
    SELECT batch_id FROM after.attendance
    UNION ALL
    SELECT batch_id FROM after.period_marks
    UNION ALL
    SELECT batch_id FROM after.roll WHERE is_listed = 1
    UNION ALL
    SELECT batch_id FROM after.teaching
    UNION ALL
    SELECT batch_id FROM after.assessment_results
    UNION ALL
    SELECT batch_id FROM after.olympiad_results
    UNION ALL
    SELECT r.batch_id
    FROM after.survey_values AS v
    INNER JOIN after.survey_responses AS r ON v.response_id = r.response_id
    UNION ALL
    SELECT batch_id FROM after.staff
    UNION ALL
    SELECT batch_id FROM after.staff_entries
    UNION ALL
    SELECT batch_id FROM after.observations
    UNION ALL
    SELECT batch_id FROM after.community_lines
    UNION ALL
    SELECT batch_id FROM after.lesson_cards
)
SELECT batch_id, 'added' AS verdict, count(*) AS facts_count
FROM facts
WHERE list_contains($batches, batch_id)
GROUP BY batch_id
