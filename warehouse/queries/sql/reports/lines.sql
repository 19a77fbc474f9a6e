-- One row per class of the report, then its grade, its level, the school: sums of counts, shares of the sums.
WITH asked AS (
    SELECT
        r.*,
        CASE WHEN $scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], r.school_year || ' ' || r.class_name)
            THEN 1 ELSE 0 END AS is_seen
    FROM mart_period_report_by_class AS r
    WHERE r.school_year = $school_year AND list_contains($asked::VARCHAR[], r.class_name || ' ' || r.period)
),
summed AS (
    SELECT
        CASE grouping(level, grade, class_name)
            WHEN 0 THEN 'class' WHEN 1 THEN 'grade' WHEN 3 THEN 'level' ELSE 'school'
        END AS line,
        level,
        grade,
        class_name,
        CASE WHEN grouping(class_name) = 0 THEN min(period) ELSE '' END AS period,
        min(is_markless) AS is_markless,
        count(*) AS classes_count,
        sum(is_seen) AS seen_count,
        count(arrived_count) AS known_moves_count,
        count(CASE WHEN is_markless = 1 THEN 1 ELSE pupils_count END) AS known_marks_count,
        count(missed_count) AS known_absences_count,
        sum(roll_count) AS roll_count,
        sum(listed_count) AS listed_count,
        sum(undated_left_count) AS undated_left_count,
        sum(started_count) AS started_count,
        sum(arrived_count) AS arrived_count,
        sum(left_count) AS left_count,
        sum(ended_count) AS ended_count,
        sum(pupils_count) AS pupils_count,
        sum(attested_pupils_count) AS attested_pupils_count,
        sum(not_attested_pupils_count) AS not_attested_pupils_count,
        sum(with_two_pupils_count) AS with_two_pupils_count,
        sum(several_threes_pupils_count) AS several_threes_pupils_count,
        sum(one_three_pupils_count) AS one_three_pupils_count,
        sum(one_four_pupils_count) AS one_four_pupils_count,
        sum(fours_and_fives_pupils_count) AS fours_and_fives_pupils_count,
        sum(all_fives_pupils_count) AS all_fives_pupils_count,
        sum(unmarked_pupils_count) AS unmarked_pupils_count,
        sum(passed_pupils_count) AS passed_pupils_count,
        sum(quality_pupils_count) AS quality_pupils_count,
        sum(missed_count) AS missed_count,
        sum(ill_count) AS ill_count,
        sum(excused_count) AS excused_count,
        sum(unexcused_count) AS unexcused_count,
        sum(unexplained_count) AS unexplained_count,
        sum(late_count) AS late_count,
        sum(pooled_marks_count) AS marks_count,
        sum(pooled_points_sum) AS points_sum,
        sum(pooled_sou_sum) AS sou_sum,
        sum(pooled_not_attested_count) AS not_attested_marks_count
    FROM asked
    GROUP BY GROUPING SETS ((level, grade, class_name), (level, grade), (level), ())
)
SELECT
    s.line, s.level, n.level_name, s.grade, s.class_name, s.period, s.is_markless, s.classes_count,
    s.known_moves_count, s.known_marks_count, s.known_absences_count,
    s.roll_count, s.listed_count, s.undated_left_count,
    s.started_count, s.arrived_count, s.left_count, s.ended_count,
    s.pupils_count, s.attested_pupils_count, s.not_attested_pupils_count, s.with_two_pupils_count,
    s.several_threes_pupils_count, s.one_three_pupils_count, s.one_four_pupils_count,
    s.fours_and_fives_pupils_count, s.all_fives_pupils_count, s.unmarked_pupils_count,
    s.passed_pupils_count, s.quality_pupils_count,
    s.missed_count, s.ill_count, s.excused_count, s.unexcused_count, s.unexplained_count, s.late_count,
    s.marks_count, s.not_attested_marks_count,
    100.0::DOUBLE * s.passed_pupils_count / nullif(s.attested_pupils_count, 0) AS passed_pct,
    100.0::DOUBLE * s.quality_pupils_count / nullif(s.attested_pupils_count, 0) AS quality_pct,
    s.sou_sum::DOUBLE / nullif(s.marks_count, 0) AS pooled_sou_pct,
    100.0::DOUBLE * s.passed_pupils_count / nullif(s.pupils_count, 0) AS passed_on_roll_pct,
    100.0::DOUBLE * s.quality_pupils_count / nullif(s.pupils_count, 0) AS quality_on_roll_pct,
    (s.sou_sum + 7 * s.not_attested_marks_count)::DOUBLE
        / nullif(s.marks_count + s.not_attested_marks_count, 0) AS pooled_sou_on_roll_pct,
    s.points_sum::DOUBLE / nullif(s.marks_count, 0) AS pooled_average_points
FROM summed AS s
LEFT JOIN (SELECT DISTINCT level, level_name FROM school_levels) AS n ON s.level = n.level
WHERE s.seen_count > 0
ORDER BY s.level NULLS LAST, s.grade NULLS LAST, s.class_name NULLS LAST
