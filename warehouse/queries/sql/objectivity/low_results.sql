-- One row per procedure and school year of a school: the share of low results and whether a sign of low results is raised.
-- is_in_two: two or more procedures of that year reach the threshold; is_twice: this one reaches it two years running.
-- A procedure is one kind × subject × grade; where only some classes may be seen nothing is told of the school.
WITH counted AS (
    SELECT
        school_year, kind, subject, grade, judged_count, low_count, low_pct, is_low,
        sum(is_low) OVER (PARTITION BY school_year) AS low_procedures_count,
        lag(is_low) OVER (PARTITION BY kind, subject, grade ORDER BY school_year) AS before_is_low,
        lag(school_year) OVER (PARTITION BY kind, subject, grade ORDER BY school_year) AS before_year
    FROM mart_low_results_by_procedure
    WHERE school_id = $school AND $scope::VARCHAR[] IS NULL
)

SELECT
    school_year, kind, subject, grade, judged_count, low_count, low_pct, is_low,
    CASE WHEN is_low = 1 AND low_procedures_count >= 2 THEN 1 ELSE 0 END AS is_in_two,
    CASE
        WHEN is_low = 1 AND before_is_low = 1
            AND CAST(left(before_year, 4) AS INTEGER) + 1 = CAST(left(school_year, 4) AS INTEGER) THEN 1
        ELSE 0
    END AS is_twice
FROM counted
ORDER BY school_year DESC, low_pct DESC, kind, subject, grade
