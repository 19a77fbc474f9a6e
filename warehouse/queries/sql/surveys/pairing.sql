-- One row: of two waves, how many answered both, one alone, and how many cannot be told apart.
WITH told AS (
    SELECT
        pair_key,
        count(*) FILTER (WHERE wave = $before) AS before_count,
        count(*) FILTER (WHERE wave = $after) AS after_count
    FROM survey_responses
    WHERE school_id = $school AND survey_id = $survey_id AND wave IN ($before, $after)
    GROUP BY pair_key
)
SELECT
    CAST(coalesce(sum(before_count), 0) AS BIGINT) AS before_count,
    CAST(coalesce(sum(after_count), 0) AS BIGINT) AS after_count,
    count(*) FILTER (WHERE pair_key <> '' AND before_count > 0 AND after_count > 0) AS paired_count,
    count(*) FILTER (WHERE pair_key <> '' AND after_count = 0) AS left_count,
    count(*) FILTER (WHERE pair_key <> '' AND before_count = 0) AS joined_count,
    CAST(coalesce(sum(before_count) FILTER (WHERE pair_key = ''), 0) AS BIGINT) AS untold_before_count,
    CAST(coalesce(sum(after_count) FILTER (WHERE pair_key = ''), 0) AS BIGINT) AS untold_after_count
FROM told
