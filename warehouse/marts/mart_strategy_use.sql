-- One row per strategy and teacher: how often and how well it is used by what the teacher said last.
-- refresh: staff
-- frequency: 0 never, 1 rarely, 2 often, 3 always; mastery: 0 does not, 1 knows, 2 applies, 3 can teach; null where not said.
WITH ranked AS (
    SELECT
        school_id,
        strategy_id,
        teacher_id,
        frequency,
        mastery,
        said_on,
        left_on,
        batch_id,
        row_number() OVER (
            PARTITION BY school_id, strategy_id, teacher_id
            ORDER BY coalesce(said_on, DATE '1900-01-01') DESC, is_typed DESC, entry_key
        ) AS newness
    FROM strategy_lines
    WHERE strategy_id IS NOT NULL
)

SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(strategy_id AS VARCHAR) AS strategy_id,
    CAST(teacher_id AS BIGINT) AS teacher_id,
    CAST(frequency AS INTEGER) AS frequency,
    CAST(mastery AS INTEGER) AS mastery,
    CAST(said_on AS DATE) AS said_on,
    CAST(left_on AS DATE) AS left_on,
    CAST(batch_id AS INTEGER) AS batch_id
FROM ranked
WHERE newness = 1
