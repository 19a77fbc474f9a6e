-- One row per school year × stage × subject of the olympiad: participations and pupils apart, winners, prize-winners.
-- refresh: assessment
-- named_pupils_count counts the pupils who can be told by name; unnamed participations stand apart.
WITH counted AS (
    SELECT
        school_id,
        school_year,
        stage,
        subject,
        count(*) AS participations_count,
        count(DISTINCT pupil_id) AS named_pupils_count,
        sum(CASE WHEN pupil_id IS NULL THEN 1 ELSE 0 END) AS unnamed_count,
        sum(CASE WHEN status = 'winner' THEN 1 ELSE 0 END) AS winners_count,
        sum(CASE WHEN status = 'prize_winner' THEN 1 ELSE 0 END) AS prize_winners_count,
        sum(CASE WHEN participation_grade > grade AND grade > 0 THEN 1 ELSE 0 END)
            AS above_own_grade_count,
        sum(CASE WHEN grade BETWEEN 7 AND 11 THEN 1 ELSE 0 END) AS senior_count
    FROM olympiad_results
    GROUP BY school_id, school_year, stage, subject
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(stage AS VARCHAR) AS stage,
    CAST(subject AS VARCHAR) AS subject,
    CAST(participations_count AS BIGINT) AS participations_count,
    CAST(named_pupils_count AS BIGINT) AS named_pupils_count,
    CAST(unnamed_count AS BIGINT) AS unnamed_count,
    CAST(winners_count AS BIGINT) AS winners_count,
    CAST(prize_winners_count AS BIGINT) AS prize_winners_count,
    CAST(above_own_grade_count AS BIGINT) AS above_own_grade_count,
    CAST(senior_count AS BIGINT) AS senior_count,
    CAST(CAST(100 * (winners_count + prize_winners_count) AS DOUBLE)
        / nullif(participations_count, 0) AS DOUBLE) AS successful_pct
FROM counted
