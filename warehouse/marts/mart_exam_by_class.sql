-- One row per exam (kind × subject) × school year × class: marks or test points, and the exam's mark beside the year's.
-- refresh: grade
-- Of a pupil who sat it twice the later day stands; a participant without a name is another one in every file.
-- below_count: test points under the minimum, or a «2»; high_count: 81–100 test points; year_pairs_count have a mark of the year to lay beside.
WITH results AS (
    SELECT
        school_id,
        school_year,
        kind,
        subject,
        grade,
        class_name,
        participant_code,
        pupil_id,
        took_part,
        mark,
        test_points,
        row_number() OVER (
            PARTITION BY school_id, school_year, kind, subject, grade, class_name, participant_code,
                CASE WHEN pupil_id IS NULL THEN assessment_id ELSE '' END
            ORDER BY CASE WHEN took_part = 1 THEN 0 ELSE 1 END, held_on DESC, assessment_id DESC
        ) AS newness
    FROM assessment_results
    WHERE kind IN ('oge', 'ege', 'gve')
),
judged AS (
    SELECT
        r.school_id,
        r.school_year,
        r.kind,
        r.subject,
        r.grade,
        r.class_name,
        r.took_part,
        r.mark,
        r.test_points,
        y.mark AS year_mark,
        CASE
            WHEN r.mark IS NOT NULL THEN CASE WHEN r.mark <= 2 THEN 1 ELSE 0 END
            WHEN r.test_points IS NOT NULL AND e.min_points IS NOT NULL
                THEN CASE WHEN r.test_points < e.min_points THEN 1 ELSE 0 END
        END AS is_below
    FROM results AS r
    LEFT JOIN exam_minimums AS e
        ON r.kind = e.kind AND r.subject = e.subject AND r.school_year = e.school_year
    LEFT JOIN period_marks AS y
        ON r.school_id = y.school_id
        AND r.school_year = y.school_year
        AND r.grade = y.grade
        AND r.pupil_id = y.pupil_id
        AND r.subject = y.subject
        AND r.class_name = y.class_name
        AND y.period = 'year'
    WHERE r.newness = 1
),
counted AS (
    SELECT
        school_id,
        school_year,
        kind,
        subject,
        grade,
        class_name,
        sum(took_part) AS participants_count,
        sum(CASE WHEN took_part = 0 THEN 1 ELSE 0 END) AS absent_count,
        sum(CASE WHEN took_part = 1 AND mark IS NOT NULL THEN 1 ELSE 0 END) AS marked_count,
        sum(CASE WHEN took_part = 1 AND mark = 5 THEN 1 ELSE 0 END) AS mark5_count,
        sum(CASE WHEN took_part = 1 AND mark = 4 THEN 1 ELSE 0 END) AS mark4_count,
        sum(CASE WHEN took_part = 1 AND mark = 3 THEN 1 ELSE 0 END) AS mark3_count,
        sum(CASE WHEN took_part = 1 AND mark <= 2 THEN 1 ELSE 0 END) AS mark2_count,
        sum(CASE WHEN took_part = 1 THEN mark END) AS marks_sum,
        sum(CASE WHEN took_part = 1 AND test_points IS NOT NULL THEN 1 ELSE 0 END) AS tested_count,
        sum(CASE WHEN took_part = 1 THEN test_points END) AS test_points_sum,
        sum(CASE WHEN took_part = 1 AND test_points >= 81 THEN 1 ELSE 0 END) AS high_count,
        sum(CASE WHEN took_part = 1 THEN is_below END) AS below_count,
        sum(CASE WHEN took_part = 1 AND is_below IS NOT NULL THEN 1 ELSE 0 END) AS judged_count,
        sum(CASE WHEN took_part = 1 AND mark IS NOT NULL AND year_mark IS NOT NULL THEN 1 ELSE 0 END)
            AS year_pairs_count,
        sum(CASE WHEN took_part = 1 AND mark < year_mark THEN 1 ELSE 0 END) AS lowered_count,
        sum(CASE WHEN took_part = 1 AND mark = year_mark THEN 1 ELSE 0 END) AS confirmed_count,
        sum(CASE WHEN took_part = 1 AND mark > year_mark THEN 1 ELSE 0 END) AS raised_count,
        sum(
            CASE
                WHEN took_part = 1 AND (mark - year_mark >= 2 OR year_mark - mark >= 2) THEN 1
                ELSE 0
            END
        ) AS gap2_count
    FROM judged
    GROUP BY school_id, school_year, kind, subject, grade, class_name
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(kind AS VARCHAR) AS kind,
    CAST(subject AS VARCHAR) AS subject,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(participants_count AS BIGINT) AS participants_count,
    CAST(absent_count AS BIGINT) AS absent_count,
    CAST(marked_count AS BIGINT) AS marked_count,
    CAST(mark5_count AS BIGINT) AS mark5_count,
    CAST(mark4_count AS BIGINT) AS mark4_count,
    CAST(mark3_count AS BIGINT) AS mark3_count,
    CAST(mark2_count AS BIGINT) AS mark2_count,
    CAST(CAST(100 * (marked_count - mark2_count) AS DOUBLE) / nullif(marked_count, 0) AS DOUBLE)
        AS passed_pct,
    CAST(CAST(100 * (mark5_count + mark4_count) AS DOUBLE) / nullif(marked_count, 0) AS DOUBLE)
        AS quality_pct,
    CAST(CAST(marks_sum AS DOUBLE) / nullif(marked_count, 0) AS DOUBLE) AS average_mark,
    CAST(tested_count AS BIGINT) AS tested_count,
    CAST(test_points_sum AS DOUBLE) AS test_points_sum,
    CAST(CAST(test_points_sum AS DOUBLE) / nullif(tested_count, 0) AS DOUBLE) AS average_test_points,
    CAST(high_count AS BIGINT) AS high_count,
    CAST(judged_count AS BIGINT) AS judged_count,
    CAST(below_count AS BIGINT) AS below_count,
    CAST(year_pairs_count AS BIGINT) AS year_pairs_count,
    CAST(lowered_count AS BIGINT) AS lowered_count,
    CAST(confirmed_count AS BIGINT) AS confirmed_count,
    CAST(raised_count AS BIGINT) AS raised_count,
    CAST(gap2_count AS BIGINT) AS gap2_count
FROM counted
