-- One row per figure of a loaded report without pupils, beside ours: by attested, by those on roll, by marks pooled over subjects.
-- refresh: class
-- verdict: equal (to one of ours, within the digits the file prints), differs, nothing (we have no such figure).
WITH stated AS (
    SELECT
        p.school_id,
        p.school_year,
        p.grade,
        p.class_name,
        p.subject,
        p.period,
        t.metric,
        t.value,
        t.tolerance,
        t.batch_id,
        t.sheet_name,
        t.row_no,
        t.column_no
    FROM loaded_class_totals AS t
    INNER JOIN stg_parts AS p ON t.batch_id = p.batch_id AND t.part_no = p.part_no
),
groups AS (
    SELECT
        school_id,
        school_year,
        class_name,
        period,
        sum(CASE WHEN pupil_group = 'all_fives' THEN 1 ELSE 0 END) AS all_fives_count,
        sum(CASE WHEN pupil_group IN ('fours_and_fives', 'one_four') THEN 1 ELSE 0 END)
            AS fours_and_fives_count,
        sum(CASE WHEN pupil_group = 'one_four' THEN 1 ELSE 0 END) AS one_four_count,
        sum(CASE WHEN pupil_group = 'one_three' THEN 1 ELSE 0 END) AS one_three_count,
        sum(CASE WHEN pupil_group = 'with_two' THEN 1 ELSE 0 END) AS with_two_count
    FROM mart_pupil_group_by_period
    GROUP BY school_id, school_year, class_name, period
),
pooled AS (
    SELECT
        school_id,
        school_year,
        class_name,
        period,
        sum(mark5_count) AS mark5_count,
        sum(mark4_count) AS mark4_count,
        sum(mark3_count) AS mark3_count,
        sum(mark2_count) AS mark2_count,
        sum(not_attested_count) AS not_attested_count,
        sum(attested_count) AS attested_count
    FROM mart_achievement_by_class_subject_period
    GROUP BY school_id, school_year, class_name, period
),
of_subjects AS (
    SELECT
        s.batch_id,
        s.sheet_name,
        s.row_no,
        s.column_no,
        s.metric,
        CASE s.metric
            WHEN 'pupils_count' THEN CAST(m.attested_count AS DOUBLE)
            WHEN 'attested_count' THEN CAST(m.attested_count AS DOUBLE)
            WHEN 'not_attested_count' THEN CAST(m.not_attested_count AS DOUBLE)
            WHEN 'mark5_count' THEN CAST(m.mark5_count AS DOUBLE)
            WHEN 'mark4_count' THEN CAST(m.mark4_count AS DOUBLE)
            WHEN 'mark3_count' THEN CAST(m.mark3_count AS DOUBLE)
            WHEN 'mark2_count' THEN CAST(m.mark2_count AS DOUBLE)
            WHEN 'all_fives_count' THEN CAST(m.mark5_count AS DOUBLE)
            WHEN 'fours_and_fives_count' THEN CAST(m.mark4_count AS DOUBLE)
            WHEN 'with_two_count' THEN CAST(m.mark2_count AS DOUBLE)
            WHEN 'passed_pct' THEN m.passed_pct
            WHEN 'quality_pct' THEN m.quality_pct
            WHEN 'sou_pct' THEN m.sou_pct
            WHEN 'average_points' THEN m.average_points
        END AS attested_value,
        CASE s.metric
            WHEN 'pupils_count' THEN CAST(m.on_roll_count AS DOUBLE)
            WHEN 'passed_pct' THEN m.passed_on_roll_pct
            WHEN 'quality_pct' THEN m.quality_on_roll_pct
            WHEN 'sou_pct' THEN m.sou_on_roll_pct
        END AS on_roll_value,
        CAST(NULL AS DOUBLE) AS pooled_value
    FROM stated AS s
    INNER JOIN mart_achievement_by_class_subject_period AS m
        ON s.school_id = m.school_id
        AND s.school_year = m.school_year
        AND s.class_name = m.class_name
        AND s.subject = m.subject
        AND s.period = m.period
    WHERE s.subject <> ''
),
of_classes AS (
    SELECT
        s.batch_id,
        s.sheet_name,
        s.row_no,
        s.column_no,
        s.metric,
        CASE s.metric
            WHEN 'pupils_count' THEN CAST(m.attested_pupils_count AS DOUBLE)
            WHEN 'attested_count' THEN CAST(m.attested_pupils_count AS DOUBLE)
            WHEN 'not_attested_count' THEN CAST(m.not_attested_pupils_count AS DOUBLE)
            WHEN 'all_fives_count' THEN CAST(g.all_fives_count AS DOUBLE)
            WHEN 'fours_and_fives_count' THEN CAST(g.fours_and_fives_count AS DOUBLE)
            WHEN 'one_four_count' THEN CAST(g.one_four_count AS DOUBLE)
            WHEN 'one_three_count' THEN CAST(g.one_three_count AS DOUBLE)
            WHEN 'with_two_count' THEN CAST(g.with_two_count AS DOUBLE)
            WHEN 'passed_pct' THEN m.passed_pct
            WHEN 'quality_pct' THEN m.quality_pct
        END AS attested_value,
        CASE s.metric
            WHEN 'pupils_count' THEN CAST(m.pupils_count AS DOUBLE)
            WHEN 'with_two_count'
                THEN CAST(g.with_two_count + m.not_attested_pupils_count AS DOUBLE)
            WHEN 'passed_pct' THEN m.passed_on_roll_pct
            WHEN 'quality_pct' THEN m.quality_on_roll_pct
        END AS on_roll_value,
        CASE s.metric
            WHEN 'attested_count' THEN CAST(q.attested_count AS DOUBLE)
            WHEN 'not_attested_count' THEN CAST(q.not_attested_count AS DOUBLE)
            WHEN 'mark5_count' THEN CAST(q.mark5_count AS DOUBLE)
            WHEN 'mark4_count' THEN CAST(q.mark4_count AS DOUBLE)
            WHEN 'mark3_count' THEN CAST(q.mark3_count AS DOUBLE)
            WHEN 'mark2_count' THEN CAST(q.mark2_count AS DOUBLE)
            WHEN 'passed_pct' THEN m.pooled_passed_pct
            WHEN 'quality_pct' THEN m.pooled_quality_pct
            WHEN 'sou_pct' THEN m.pooled_sou_pct
            WHEN 'average_points' THEN m.pooled_average_points
        END AS pooled_value
    FROM stated AS s
    INNER JOIN mart_achievement_by_class_period AS m
        ON s.school_id = m.school_id
        AND s.school_year = m.school_year
        AND s.class_name = m.class_name
        AND s.period = m.period
    LEFT JOIN groups AS g
        ON s.school_id = g.school_id
        AND s.school_year = g.school_year
        AND s.class_name = g.class_name
        AND s.period = g.period
    LEFT JOIN pooled AS q
        ON s.school_id = q.school_id
        AND s.school_year = q.school_year
        AND s.class_name = q.class_name
        AND s.period = q.period
    WHERE s.subject = ''
),
ours AS (
    SELECT batch_id, sheet_name, row_no, column_no, metric, attested_value, on_roll_value, pooled_value
    FROM of_subjects
    UNION ALL
    SELECT batch_id, sheet_name, row_no, column_no, metric, attested_value, on_roll_value, pooled_value
    FROM of_classes
),
compared AS (
    SELECT
        s.school_id,
        s.school_year,
        s.grade,
        s.class_name,
        s.subject,
        s.period,
        s.metric,
        s.value,
        s.batch_id,
        s.sheet_name,
        s.row_no,
        s.column_no,
        o.attested_value,
        o.on_roll_value,
        o.pooled_value,
        CASE WHEN o.attested_value - s.value <= s.tolerance
            AND s.value - o.attested_value <= s.tolerance THEN 1 ELSE 0 END AS is_attested,
        CASE WHEN o.on_roll_value - s.value <= s.tolerance
            AND s.value - o.on_roll_value <= s.tolerance THEN 1 ELSE 0 END AS is_on_roll,
        CASE WHEN o.pooled_value - s.value <= s.tolerance
            AND s.value - o.pooled_value <= s.tolerance THEN 1 ELSE 0 END AS is_pooled
    FROM stated AS s
    LEFT JOIN ours AS o
        ON s.batch_id = o.batch_id
        AND s.sheet_name = o.sheet_name
        AND s.row_no = o.row_no
        AND s.column_no = o.column_no
        AND s.metric = o.metric
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(subject AS VARCHAR) AS subject,
    CAST(period AS VARCHAR) AS period,
    CAST(metric AS VARCHAR) AS metric,
    CAST(value AS DOUBLE) AS stated_value,
    CAST(CASE
        WHEN is_attested = 1 THEN attested_value
        WHEN is_on_roll = 1 THEN on_roll_value
        WHEN is_pooled = 1 THEN pooled_value
        ELSE coalesce(attested_value, on_roll_value, pooled_value)
    END AS DOUBLE) AS our_value,
    CAST(CASE
        WHEN is_attested = 1 THEN 'attested'
        WHEN is_on_roll = 1 THEN 'on_roll'
        WHEN is_pooled = 1 THEN 'pooled'
        WHEN attested_value IS NOT NULL THEN 'attested'
        WHEN on_roll_value IS NOT NULL THEN 'on_roll'
        WHEN pooled_value IS NOT NULL THEN 'pooled'
        ELSE ''
    END AS VARCHAR) AS base,
    CAST(CASE
        WHEN is_attested + is_on_roll + is_pooled > 0 THEN 'equal'
        WHEN coalesce(attested_value, on_roll_value, pooled_value) IS NULL THEN 'nothing'
        ELSE 'differs'
    END AS VARCHAR) AS verdict,
    CAST(attested_value AS DOUBLE) AS attested_value,
    CAST(on_roll_value AS DOUBLE) AS on_roll_value,
    CAST(pooled_value AS DOUBLE) AS pooled_value,
    CAST(batch_id AS INTEGER) AS batch_id,
    CAST(sheet_name AS VARCHAR) AS sheet_name,
    CAST(row_no AS INTEGER) AS row_no,
    CAST(column_no AS INTEGER) AS column_no
FROM compared
