-- One row per class × period: the report a school owes, by pupils; null is "not known", never zero.
-- A pupil who is gone by the end counts among the marked only with a mark; an empty cell is not н/а.
-- Without a register nobody is known to have come: the roll is that of the journals' lists.
-- refresh: class
WITH pupils AS (
    SELECT
        r.school_id, r.school_year, r.period, r.grade, r.class_name, r.pupil_id, r.closed_on,
        r.is_own_system, r.is_listed, r.is_at_start, r.has_arrived, r.has_left, r.is_at_end,
        r.is_undated_left, l.level, coalesce(l.is_markless, 0) AS is_markless,
        CASE
            WHEN l.is_markless = 1 THEN NULL
            WHEN g.marks_count > 0 OR coalesce(r.is_at_end, 1) = 1 THEN g.pupil_group
        END AS pupil_group,
        g.not_attested_count
    FROM mart_roll_by_pupil_period AS r
    LEFT JOIN school_levels AS l ON r.grade = l.grade
    LEFT JOIN mart_pupil_group_by_period AS g
        ON r.school_id = g.school_id AND r.school_year = g.school_year AND r.period = g.period
        AND r.class_name = g.class_name AND r.pupil_id = g.pupil_id
),
counted AS (
    SELECT
        school_id, school_year, period, grade, class_name, level, is_markless, closed_on, is_own_system,
        count(*) AS roll_count,
        sum(is_listed) AS listed_count,
        sum(is_undated_left) AS undated_left_count,
        sum(is_at_start) AS started_count,
        CASE WHEN sum(is_listed) > 0 THEN sum(has_arrived) END AS arrived_count,
        CASE WHEN sum(is_listed) > 0 OR sum(has_left) > 0 THEN sum(has_left) END AS left_count,
        sum(is_at_end) AS ended_count,
        nullif(count(pupil_group), 0) AS pupils_count,
        sum(CASE WHEN pupil_group = 'not_attested' THEN 1 ELSE 0 END) AS not_attested_pupils_count,
        sum(CASE WHEN pupil_group = 'with_two' THEN 1 ELSE 0 END) AS with_two_pupils_count,
        sum(CASE WHEN pupil_group = 'several_threes' THEN 1 ELSE 0 END) AS several_threes_pupils_count,
        sum(CASE WHEN pupil_group = 'one_three' THEN 1 ELSE 0 END) AS one_three_pupils_count,
        sum(CASE WHEN pupil_group = 'one_four' THEN 1 ELSE 0 END) AS one_four_pupils_count,
        sum(CASE WHEN pupil_group = 'fours_and_fives' THEN 1 ELSE 0 END) AS fours_and_fives_pupils_count,
        sum(CASE WHEN pupil_group = 'all_fives' THEN 1 ELSE 0 END) AS all_fives_pupils_count,
        sum(CASE WHEN is_at_end = 1 AND pupil_group IS NULL THEN 1 ELSE 0 END) AS unmarked_pupils_count,
        sum(CASE WHEN pupil_group IS NOT NULL THEN not_attested_count ELSE 0 END) AS not_attested_marks_count
    FROM pupils
    GROUP BY school_id, school_year, period, grade, class_name, level, is_markless, closed_on, is_own_system
),
pooled AS (
    SELECT school_id, school_year, period, class_name, sum(attested_count) AS marks_count,
        sum(points_sum) AS points_sum, sum(sou_sum) AS sou_sum
    FROM mart_achievement_by_class_subject_period
    GROUP BY school_id, school_year, period, class_name
),
noted_days AS (
    SELECT school_id, school_year, grade, class_name, lesson_date FROM marks
    UNION
    SELECT school_id, school_year, grade, class_name, lesson_date FROM attendance
),
noted AS (
    SELECT d.school_id, d.school_year, d.class_name, w.period, count(*) AS days_count
    FROM noted_days AS d
    INNER JOIN report_windows AS w
        ON d.school_year = w.school_year AND d.grade = w.grade
        AND d.lesson_date >= w.tile_from AND d.lesson_date <= w.tile_to
    GROUP BY d.school_id, d.school_year, d.class_name, w.period
),
watched AS (
    SELECT DISTINCT school_id, school_year, class_name FROM attendance
),
missed AS (
    SELECT
        a.school_id, a.school_year, a.class_name, w.period,
        sum(CASE WHEN a.kind IN ('ill', 'excused', 'unexcused', 'absent') THEN 1 ELSE 0 END) AS missed_count,
        sum(CASE WHEN a.kind = 'ill' THEN 1 ELSE 0 END) AS ill_count,
        sum(CASE WHEN a.kind = 'excused' THEN 1 ELSE 0 END) AS excused_count,
        sum(CASE WHEN a.kind = 'unexcused' THEN 1 ELSE 0 END) AS unexcused_count,
        sum(CASE WHEN a.kind = 'absent' THEN 1 ELSE 0 END) AS unexplained_count,
        sum(CASE WHEN a.kind = 'late' THEN 1 ELSE 0 END) AS late_count
    FROM attendance AS a
    INNER JOIN report_windows AS w
        ON a.school_year = w.school_year AND a.grade = w.grade
        AND a.lesson_date >= w.tile_from AND a.lesson_date <= w.tile_to
    GROUP BY a.school_id, a.school_year, a.class_name, w.period
),
joined AS (
    SELECT
        c.school_id, c.school_year, c.period, c.grade, c.class_name, c.level, c.is_markless,
        c.closed_on, c.is_own_system, c.roll_count, c.listed_count, c.undated_left_count,
        c.started_count, c.arrived_count, c.left_count, c.ended_count, c.pupils_count,
        CASE WHEN c.pupils_count > 0 THEN c.not_attested_pupils_count END AS not_attested,
        CASE WHEN c.pupils_count > 0 THEN c.with_two_pupils_count END AS with_two,
        CASE WHEN c.pupils_count > 0 THEN c.several_threes_pupils_count END AS several_threes,
        CASE WHEN c.pupils_count > 0 THEN c.one_three_pupils_count END AS one_three,
        CASE WHEN c.pupils_count > 0 THEN c.one_four_pupils_count END AS one_four,
        CASE WHEN c.pupils_count > 0 THEN c.fours_and_fives_pupils_count END AS fours_and_fives,
        CASE WHEN c.pupils_count > 0 THEN c.all_fives_pupils_count END AS all_fives,
        CASE WHEN c.pupils_count > 0 AND c.closed_on IS NOT NULL THEN c.unmarked_pupils_count END AS unmarked,
        CASE WHEN c.pupils_count > 0 THEN p.marks_count END AS marks_count,
        CASE WHEN c.pupils_count > 0 THEN p.points_sum END AS points_sum,
        CASE WHEN c.pupils_count > 0 THEN p.sou_sum END AS sou_sum,
        CASE WHEN c.pupils_count > 0 THEN c.not_attested_marks_count END AS not_attested_marks,
        CASE WHEN n.days_count > 0 AND h.class_name IS NOT NULL THEN 1 ELSE 0 END AS has_absences,
        m.missed_count, m.ill_count, m.excused_count, m.unexcused_count, m.unexplained_count, m.late_count
    FROM counted AS c
    LEFT JOIN pooled AS p
        ON c.school_id = p.school_id AND c.school_year = p.school_year
        AND c.period = p.period AND c.class_name = p.class_name
    LEFT JOIN noted AS n
        ON c.school_id = n.school_id AND c.school_year = n.school_year
        AND c.period = n.period AND c.class_name = n.class_name
    LEFT JOIN watched AS h
        ON c.school_id = h.school_id AND c.school_year = h.school_year AND c.class_name = h.class_name
    LEFT JOIN missed AS m
        ON c.school_id = m.school_id AND c.school_year = m.school_year
        AND c.period = m.period AND c.class_name = m.class_name
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(level AS INTEGER) AS level,
    CAST(is_markless AS INTEGER) AS is_markless,
    CAST(closed_on AS DATE) AS closed_on,
    CAST(is_own_system AS INTEGER) AS is_own_system,
    CAST(roll_count AS BIGINT) AS roll_count,
    CAST(listed_count AS BIGINT) AS listed_count,
    CAST(undated_left_count AS BIGINT) AS undated_left_count,
    CAST(started_count AS BIGINT) AS started_count,
    CAST(arrived_count AS BIGINT) AS arrived_count,
    CAST(left_count AS BIGINT) AS left_count,
    CAST(ended_count AS BIGINT) AS ended_count,
    CAST(pupils_count AS BIGINT) AS pupils_count,
    CAST(pupils_count - not_attested AS BIGINT) AS attested_pupils_count,
    CAST(not_attested AS BIGINT) AS not_attested_pupils_count,
    CAST(with_two AS BIGINT) AS with_two_pupils_count,
    CAST(several_threes AS BIGINT) AS several_threes_pupils_count,
    CAST(one_three AS BIGINT) AS one_three_pupils_count,
    CAST(one_four AS BIGINT) AS one_four_pupils_count,
    CAST(fours_and_fives AS BIGINT) AS fours_and_fives_pupils_count,
    CAST(all_fives AS BIGINT) AS all_fives_pupils_count,
    CAST(unmarked AS BIGINT) AS unmarked_pupils_count,
    CAST(pupils_count - not_attested - with_two AS BIGINT) AS passed_pupils_count,
    CAST(one_four + fours_and_fives + all_fives AS BIGINT) AS quality_pupils_count,
    CAST(CASE WHEN has_absences = 1 THEN coalesce(missed_count, 0) END AS BIGINT) AS missed_count,
    CAST(CASE WHEN has_absences = 1 THEN coalesce(ill_count, 0) END AS BIGINT) AS ill_count,
    CAST(CASE WHEN has_absences = 1 THEN coalesce(excused_count, 0) END AS BIGINT) AS excused_count,
    CAST(CASE WHEN has_absences = 1 THEN coalesce(unexcused_count, 0) END AS BIGINT) AS unexcused_count,
    CAST(CASE WHEN has_absences = 1 THEN coalesce(unexplained_count, 0) END AS BIGINT) AS unexplained_count,
    CAST(CASE WHEN has_absences = 1 THEN coalesce(late_count, 0) END AS BIGINT) AS late_count,
    CAST(marks_count AS BIGINT) AS pooled_marks_count,
    CAST(points_sum AS BIGINT) AS pooled_points_sum,
    CAST(sou_sum AS BIGINT) AS pooled_sou_sum,
    CAST(not_attested_marks AS BIGINT) AS pooled_not_attested_count,
    CAST(CAST(100 * (pupils_count - not_attested - with_two) AS DOUBLE) / nullif(pupils_count - not_attested, 0) AS DOUBLE)
        AS passed_pct,
    CAST(CAST(100 * (one_four + fours_and_fives + all_fives) AS DOUBLE) / nullif(pupils_count - not_attested, 0) AS DOUBLE)
        AS quality_pct,
    CAST(CAST(sou_sum AS DOUBLE) / nullif(marks_count, 0) AS DOUBLE) AS pooled_sou_pct,
    CAST(CAST(points_sum AS DOUBLE) / nullif(marks_count, 0) AS DOUBLE) AS pooled_average_points
FROM joined
