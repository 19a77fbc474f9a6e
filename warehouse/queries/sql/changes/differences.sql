-- One row per figure of a report without pupils that differs from ours: what it says and what we have.
SELECT
    batch_id,
    class_name,
    subject,
    period,
    metric,
    stated_value,
    our_value,
    sheet_name,
    row_no,
    column_no
FROM after.mart_control_by_class_total
WHERE verdict = 'differs' AND list_contains($batches, batch_id)
ORDER BY batch_id, sheet_name, row_no, column_no
