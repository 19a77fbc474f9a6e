-- One row per lesson with a value: by the coder whose codes speak for it, who left the fewest tasks without a code; of two
-- such the teacher, then the first observer.
-- refresh: view
WITH ranked AS (
    SELECT
        v.lesson_id,
        v.coder,
        row_number() OVER (
            PARTITION BY v.lesson_id
            ORDER BY v.uncoded_count, CASE WHEN v.coder = 'teacher' THEN 0 ELSE 1 END, v.coder
        ) AS place
    FROM lesson_value AS v
)

SELECT
    v.school_id,
    v.lesson_id,
    v.coder,
    v.tasks_count,
    v.n1,
    v.n2,
    v.n3,
    v.n4,
    v.n5
FROM lesson_value AS v
INNER JOIN ranked AS r ON v.lesson_id = r.lesson_id AND v.coder = r.coder
WHERE r.place = 1
