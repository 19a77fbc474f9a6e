-- One row per file with answers of a wave or with observed lessons: how many rows of it are live.
WITH answered AS (
    SELECT batch_id, count(*) AS rows_count
    FROM survey_responses
    WHERE survey_id = $survey AND wave = $wave AND batch_id IS NOT NULL
    GROUP BY batch_id
),

observed AS (
    SELECT batch_id, count(*) AS rows_count
    FROM observations
    WHERE batch_id IS NOT NULL
    GROUP BY batch_id
),

found AS (
    SELECT batch_id, rows_count FROM answered
    UNION ALL
    SELECT batch_id, rows_count FROM observed
)

SELECT
    b.batch_id,
    b.file_name,
    b.sha256,
    b.accepted_by,
    b.accepted_at,
    f.rows_count
FROM found AS f
INNER JOIN loaded_batches AS b ON f.batch_id = b.batch_id
ORDER BY b.accepted_at, b.batch_id
