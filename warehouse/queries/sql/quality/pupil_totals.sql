-- Averages that files state of pupils beside the means of our live marks of the same days, one row per average.
WITH stated AS (
    SELECT
        p.school_year,
        p.grade,
        p.class_name,
        p.subject,
        p.measure,
        c.pupil_id,
        c.metric,
        c.period,
        c.value,
        c.batch_id,
        c.part_no,
        c.sheet_name,
        c.row_no,
        c.column_no
    FROM loaded_control_totals AS c
    INNER JOIN stg_parts AS p ON c.batch_id = p.batch_id AND c.part_no = p.part_no
    WHERE ($school_year IS NULL OR p.school_year = $school_year)
        AND ($batch_id IS NULL OR c.batch_id = $batch_id)
        AND ($scope IS NULL OR list_contains($scope, p.school_year || ' ' || p.class_name))
),
by_day AS (
    SELECT school_year, class_name, subject, pupil_id, period, lesson_date,
        count(*) AS marks_count, sum(mark) AS points, sum(weight) AS weights,
        sum(mark * weight) AS weighted_points
    FROM marks
    WHERE ($school_year IS NULL OR school_year = $school_year)
    GROUP BY school_year, class_name, subject, pupil_id, period, lesson_date
),
of_days AS (
    SELECT s.batch_id, s.sheet_name, s.row_no, s.column_no, s.metric, d.marks_count, d.points,
        d.weights, d.weighted_points
    FROM stated AS s
    INNER JOIN by_day AS d
        ON s.school_year = d.school_year AND s.class_name = d.class_name
        AND s.subject = d.subject AND s.pupil_id = d.pupil_id
    WHERE s.measure = 'current' AND EXISTS (
        SELECT 1 FROM loaded_part_dates AS f
        WHERE f.batch_id = s.batch_id AND f.part_no = s.part_no
            AND d.lesson_date BETWEEN f.date_from AND f.date_to)
    UNION ALL
    SELECT s.batch_id, s.sheet_name, s.row_no, s.column_no, s.metric, d.marks_count, d.points,
        d.weights, d.weighted_points
    FROM stated AS s
    INNER JOIN by_day AS d
        ON s.school_year = d.school_year AND s.class_name = d.class_name
        AND s.subject = d.subject AND s.pupil_id = d.pupil_id
        AND (s.period = d.period OR s.period = 'year')
    WHERE s.measure = 'period'
),
summed AS (
    SELECT batch_id, sheet_name, row_no, column_no, metric,
        CASE
            WHEN metric = 'average_points' THEN sum(points) / nullif(sum(marks_count), 0)
            WHEN sum(weights) > sum(marks_count) THEN sum(weighted_points) / sum(weights)
        END AS our_value
    FROM of_days
    GROUP BY batch_id, sheet_name, row_no, column_no, metric
)
SELECT
    s.batch_id,
    b.file_name,
    s.school_year,
    s.class_name,
    s.subject,
    s.pupil_id,
    n.full_name,
    s.period,
    s.metric,
    s.value AS stated_value,
    o.our_value,
    CASE
        WHEN o.our_value IS NULL THEN 'nothing'
        WHEN abs(o.our_value - s.value) <= $tolerance THEN 'equal'
        ELSE 'differs'
    END AS verdict,
    s.sheet_name,
    s.row_no,
    s.column_no
FROM stated AS s
INNER JOIN loaded_batches AS b ON s.batch_id = b.batch_id
LEFT JOIN dim_pupil AS n
    ON s.school_year = n.school_year AND s.class_name = n.class_name AND s.pupil_id = n.pupil_id
LEFT JOIN summed AS o
    ON s.batch_id = o.batch_id AND s.sheet_name = o.sheet_name AND s.row_no = o.row_no
    AND s.column_no = o.column_no AND s.metric = o.metric
