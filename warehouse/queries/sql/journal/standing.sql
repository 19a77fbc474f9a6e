-- One row per pupil × subject that a journal lists on a day: where the pupil stands if the period ended then.
-- The same sums and borders as mart_standing_by_pupil_subject_period, of the days up to $as_of.
WITH listed AS (
    SELECT
        school_year, period, grade, class_name, subject, pupil_id, date_to,
        date_to - CAST($check_days AS INTEGER) AS check_day
    FROM mart_journal_list_by_pupil_subject_period
    WHERE school_year = $school_year AND period = $period
        AND ($grade::INTEGER IS NULL OR grade = $grade::INTEGER)
        AND ($class_name::VARCHAR IS NULL OR class_name = $class_name::VARCHAR)
        AND (has_left = 0 OR left_on > $as_of::DATE)
        AND (arrived_on IS NULL OR arrived_on <= $as_of::DATE)
        AND ($scope::VARCHAR[] IS NULL
            OR list_contains($scope::VARCHAR[], school_year || ' ' || class_name))
),

summed AS (
    SELECT
        d.class_name, d.subject, d.pupil_id,
        CAST(sum(d.marks_count) AS BIGINT) AS marks_count,
        CAST(sum(d.points_sum) AS BIGINT) AS points_sum,
        CAST(sum(d.weight_sum) AS BIGINT) AS weight_sum,
        CAST(sum(d.weighted_points_sum) AS BIGINT) AS weighted_points_sum,
        CAST(sum(CASE WHEN d.lesson_date <= (SELECT max(check_day) FROM listed) THEN d.marks_count ELSE 0 END) AS BIGINT) AS check_marks_count,
        CAST(sum(CASE WHEN d.lessons_count IS NOT NULL THEN d.marks_count ELSE 0 END) AS BIGINT) AS marks_held_count,
        max(CASE WHEN d.marks_count > 0 THEN d.lesson_date END) AS last_mark_on,
        CAST(sum(d.absences_count) AS BIGINT) AS absences_count,
        CAST(sum(CASE WHEN d.lessons_count IS NOT NULL THEN d.absences_count ELSE 0 END) AS BIGINT) AS absences_held_count,
        CAST(sum(d.ill_count) AS BIGINT) AS ill_count,
        CAST(sum(d.excused_count) AS BIGINT) AS excused_count,
        CAST(sum(d.unexcused_count) AS BIGINT) AS unexcused_count,
        CAST(sum(d.unexplained_count) AS BIGINT) AS unexplained_count,
        CAST(sum(d.late_count) AS BIGINT) AS late_count,
        CAST(sum(d.exempt_count) AS BIGINT) AS exempt_count,
        CAST(sum(d.lessons_count) AS BIGINT) AS lessons_count
    FROM mart_journal_by_pupil_subject_day AS d
    WHERE d.school_year = $school_year AND d.period = $period AND d.lesson_date <= $as_of::DATE
        AND ($grade::INTEGER IS NULL OR d.grade = $grade::INTEGER)
        AND ($class_name::VARCHAR IS NULL OR d.class_name = $class_name::VARCHAR)
    GROUP BY d.class_name, d.subject, d.pupil_id
),

based AS (
    SELECT
        l.school_year, l.period, l.grade, l.class_name, l.subject, l.pupil_id, l.date_to, l.check_day,
        CASE WHEN s.weight_sum > 0 THEN s.weighted_points_sum ELSE s.points_sum END AS base_points,
        CASE WHEN s.weight_sum > 0 THEN s.weight_sum ELSE s.marks_count END AS base_weight,
        coalesce(s.marks_count, 0) AS marks_count,
        coalesce(s.points_sum, 0) AS points_sum,
        coalesce(s.check_marks_count, 0) AS check_marks_count,
        coalesce(s.marks_held_count, 0) AS marks_held_count,
        s.last_mark_on,
        coalesce(s.absences_count, 0) AS absences_count,
        coalesce(s.absences_held_count, 0) AS absences_held_count,
        coalesce(s.ill_count, 0) AS ill_count,
        coalesce(s.excused_count, 0) AS excused_count,
        coalesce(s.unexcused_count, 0) AS unexcused_count,
        coalesce(s.unexplained_count, 0) AS unexplained_count,
        coalesce(s.late_count, 0) AS late_count,
        coalesce(s.exempt_count, 0) AS exempt_count,
        s.lessons_count
    FROM listed AS l
    LEFT JOIN summed AS s
        ON l.class_name = s.class_name AND l.subject = s.subject AND l.pupil_id = s.pupil_id
),

-- Ten times the points against a border in tenths times the weight: whole numbers (the width to four
-- digits), so 4.35 is within 0.15 of 4.5.
bordered AS (
    SELECT
        based.*,
        CASE
            WHEN marks_count = 0 THEN NULL
            WHEN 2 * base_points >= 9 * base_weight THEN 5
            WHEN 2 * base_points >= 7 * base_weight THEN 4
            WHEN 2 * base_points >= 5 * base_weight THEN 3
            ELSE 2
        END AS likely_mark,
        CASE
            WHEN marks_count = 0 THEN NULL
            WHEN 1000 * abs(10 * base_points - 45 * base_weight)
                <= CAST(round(10000 * $disputed_points) AS BIGINT) * base_weight THEN 45
            WHEN 1000 * abs(10 * base_points - 35 * base_weight)
                <= CAST(round(10000 * $disputed_points) AS BIGINT) * base_weight THEN 35
            WHEN 1000 * abs(10 * base_points - 25 * base_weight)
                <= CAST(round(10000 * $disputed_points) AS BIGINT) * base_weight THEN 25
        END AS border_tenths
    FROM based
),

subjected AS (
    SELECT
        bordered.*,
        CASE WHEN t.subject IS NULL THEN 0 ELSE 1 END AS is_marked_subject
    FROM bordered
    LEFT JOIN (SELECT DISTINCT class_name, subject FROM summed WHERE marks_count > 0) AS t
        ON bordered.class_name = t.class_name AND bordered.subject = t.subject
),

-- A subject in which nobody of the class has a mark is told apart, so nobody has few marks in it.
flagged AS (
    SELECT
        subjected.*,
        CASE WHEN border_tenths IS NULL THEN 0 ELSE 1 END AS is_disputed,
        CASE WHEN border_tenths IS NULL THEN likely_mark ELSE (border_tenths - 5) // 10 END AS low_mark,
        CASE WHEN border_tenths IS NULL THEN likely_mark ELSE (border_tenths + 5) // 10 END AS high_mark,
        CASE WHEN marks_count = 0 AND exempt_count > 0 THEN 1 ELSE 0 END AS is_exempt,
        CASE
            WHEN $as_of::DATE >= check_day AND check_marks_count < $enough_count
                AND is_marked_subject = 1 AND NOT (marks_count = 0 AND exempt_count > 0) THEN 1
            ELSE 0
        END AS is_few
    FROM subjected
)

SELECT
    flagged.*,
    -- Few on the day of the check, and still few: who has caught up since needs nobody.
    CASE WHEN is_few = 1 AND marks_count < $enough_count THEN 1 ELSE 0 END AS is_still_few
FROM flagged
