-- One row per class × period: the parts of «первоочередная поддержка», each 0–1 with its counts; null where it is unknown.
-- A part «below the parallel» is the missing share of what the parallel has: (parallel − class) / parallel, 0 when not below.
-- refresh: grade
WITH classes AS (
    SELECT school_id, school_year, period, grade, count(*) AS classes_count
    FROM mart_achievement_by_class_period
    WHERE pupils_count > 0
    GROUP BY school_id, school_year, period, grade
),
falling AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        class_name,
        sum(has_two_before) AS trend_subjects_count,
        sum(is_falling_twice) AS falling_subjects_count
    FROM mart_trend_by_class_subject_period
    GROUP BY school_id, school_year, period, grade, class_name
    UNION ALL
    SELECT
        school_id,
        school_year,
        'year' AS period,
        grade,
        class_name,
        sum(has_two_before) AS trend_subjects_count,
        sum(is_falling_twice) AS falling_subjects_count
    FROM mart_trend_by_class_subject_period
    WHERE period IN ('q4', 't3')
    GROUP BY school_id, school_year, grade, class_name
),
held AS (
    SELECT
        school_id,
        school_year,
        period,
        grade,
        class_name,
        subject,
        subgroup,
        pupil_id,
        lesson_date,
        sum(lessons_count) AS lessons_count
    FROM lessons
    WHERE lessons_count > 0
    GROUP BY school_id, school_year, period, grade, class_name, subject, subgroup, pupil_id, lesson_date
),
missed AS (
    SELECT
        school_id,
        school_year,
        grade,
        class_name,
        subject,
        subgroup,
        pupil_id,
        lesson_date,
        count(DISTINCT lesson_no) AS missed_count
    FROM attendance
    WHERE kind IN ('unexcused', 'ill', 'excused', 'absent')
    GROUP BY school_id, school_year, grade, class_name, subject, subgroup, pupil_id, lesson_date
),
by_term AS (
    SELECT
        h.school_id,
        h.school_year,
        h.period,
        h.grade,
        h.class_name,
        sum(h.lessons_count) AS lessons_count,
        sum(CASE
            WHEN m.missed_count > h.lessons_count THEN h.lessons_count
            ELSE coalesce(m.missed_count, 0)
        END) AS absences_count
    FROM held AS h
    LEFT JOIN missed AS m
        ON h.school_id = m.school_id
        AND h.school_year = m.school_year
        AND h.grade = m.grade
        AND h.class_name = m.class_name
        AND h.subject = m.subject
        AND h.subgroup = m.subgroup
        AND h.pupil_id = m.pupil_id
        AND h.lesson_date = m.lesson_date
    GROUP BY h.school_id, h.school_year, h.period, h.grade, h.class_name
),
absence AS (
    SELECT school_id, school_year, period, grade, class_name, lessons_count, absences_count
    FROM by_term
    UNION ALL
    SELECT
        school_id,
        school_year,
        'year' AS period,
        grade,
        class_name,
        sum(lessons_count) AS lessons_count,
        sum(absences_count) AS absences_count
    FROM by_term
    GROUP BY school_id, school_year, grade, class_name
),
counted AS (
    SELECT
        m.school_id,
        m.school_year,
        m.period,
        m.grade,
        m.class_name,
        m.pupils_count,
        m.attested_pupils_count,
        m.passed_pupils_count,
        m.quality_pupils_count,
        c.classes_count,
        g.pupils_count AS parallel_pupils_count,
        g.attested_pupils_count AS parallel_attested_pupils_count,
        g.passed_pupils_count AS parallel_passed_pupils_count,
        g.quality_pupils_count AS parallel_quality_pupils_count,
        f.trend_subjects_count,
        f.falling_subjects_count,
        a.lessons_count,
        a.absences_count,
        d.judged_tasks_count,
        d.short_tasks_count
    FROM mart_achievement_by_class_period AS m
    INNER JOIN classes AS c
        ON m.school_id = c.school_id
        AND m.school_year = c.school_year
        AND m.period = c.period
        AND m.grade = c.grade
    INNER JOIN mart_achievement_by_grade_period AS g
        ON m.school_id = g.school_id
        AND m.school_year = g.school_year
        AND m.period = g.period
        AND m.grade = g.grade
    LEFT JOIN falling AS f
        ON m.school_id = f.school_id
        AND m.school_year = f.school_year
        AND m.period = f.period
        AND m.grade = f.grade
        AND m.class_name = f.class_name
    LEFT JOIN absence AS a
        ON m.school_id = a.school_id
        AND m.school_year = a.school_year
        AND m.period = a.period
        AND m.grade = a.grade
        AND m.class_name = a.class_name
    LEFT JOIN mart_deficit_share_by_class AS d
        ON m.school_id = d.school_id
        AND m.school_year = d.school_year
        AND m.grade = d.grade
        AND m.class_name = d.class_name
    WHERE m.pupils_count > 0
)
SELECT
    CAST(school_id AS VARCHAR) AS school_id,
    CAST(school_year AS VARCHAR) AS school_year,
    CAST(period AS VARCHAR) AS period,
    CAST(grade AS INTEGER) AS grade,
    CAST(class_name AS VARCHAR) AS class_name,
    CAST(pupils_count AS BIGINT) AS pupils_count,
    CAST(attested_pupils_count AS BIGINT) AS attested_pupils_count,
    CAST(passed_pupils_count AS BIGINT) AS passed_pupils_count,
    CAST(quality_pupils_count AS BIGINT) AS quality_pupils_count,
    CAST(pupils_count - passed_pupils_count AS BIGINT) AS in_trouble_count,
    CAST(classes_count AS BIGINT) AS parallel_classes_count,
    CAST(parallel_pupils_count AS BIGINT) AS parallel_pupils_count,
    CAST(parallel_attested_pupils_count AS BIGINT) AS parallel_attested_pupils_count,
    CAST(parallel_passed_pupils_count AS BIGINT) AS parallel_passed_pupils_count,
    CAST(parallel_quality_pupils_count AS BIGINT) AS parallel_quality_pupils_count,
    CAST(coalesce(trend_subjects_count, 0) AS BIGINT) AS trend_subjects_count,
    CAST(coalesce(falling_subjects_count, 0) AS BIGINT) AS falling_subjects_count,
    CAST(coalesce(lessons_count, 0) AS BIGINT) AS lessons_count,
    CAST(coalesce(absences_count, 0) AS BIGINT) AS absences_count,
    CAST(CAST(CASE
        WHEN parallel_passed_pupils_count * attested_pupils_count > passed_pupils_count * parallel_attested_pupils_count
            THEN parallel_passed_pupils_count * attested_pupils_count - passed_pupils_count * parallel_attested_pupils_count
        ELSE 0
    END AS DOUBLE) / nullif(CASE
        WHEN classes_count < 2 THEN 0
        WHEN parallel_passed_pupils_count = 0 THEN attested_pupils_count
        ELSE parallel_passed_pupils_count * attested_pupils_count
    END, 0) AS DOUBLE) AS passed_part,
    CAST(CAST(CASE
        WHEN parallel_passed_pupils_count * pupils_count > passed_pupils_count * parallel_pupils_count
            THEN parallel_passed_pupils_count * pupils_count - passed_pupils_count * parallel_pupils_count
        ELSE 0
    END AS DOUBLE) / nullif(CASE
        WHEN classes_count < 2 THEN 0
        WHEN parallel_passed_pupils_count = 0 THEN pupils_count
        ELSE parallel_passed_pupils_count * pupils_count
    END, 0) AS DOUBLE) AS passed_on_roll_part,
    CAST(CAST(CASE
        WHEN parallel_quality_pupils_count * attested_pupils_count > quality_pupils_count * parallel_attested_pupils_count
            THEN parallel_quality_pupils_count * attested_pupils_count - quality_pupils_count * parallel_attested_pupils_count
        ELSE 0
    END AS DOUBLE) / nullif(CASE
        WHEN classes_count < 2 THEN 0
        WHEN parallel_quality_pupils_count = 0 THEN attested_pupils_count
        ELSE parallel_quality_pupils_count * attested_pupils_count
    END, 0) AS DOUBLE) AS quality_part,
    CAST(CAST(CASE
        WHEN parallel_quality_pupils_count * pupils_count > quality_pupils_count * parallel_pupils_count
            THEN parallel_quality_pupils_count * pupils_count - quality_pupils_count * parallel_pupils_count
        ELSE 0
    END AS DOUBLE) / nullif(CASE
        WHEN classes_count < 2 THEN 0
        WHEN parallel_quality_pupils_count = 0 THEN pupils_count
        ELSE parallel_quality_pupils_count * pupils_count
    END, 0) AS DOUBLE) AS quality_on_roll_part,
    CAST(CAST(falling_subjects_count AS DOUBLE) / nullif(trend_subjects_count, 0) AS DOUBLE) AS falling_part,
    CAST(CAST(pupils_count - passed_pupils_count AS DOUBLE) / nullif(pupils_count, 0) AS DOUBLE) AS pupils_part,
    CAST(coalesce(judged_tasks_count, 0) AS BIGINT) AS judged_tasks_count,
    CAST(coalesce(short_tasks_count, 0) AS BIGINT) AS short_tasks_count,
    CAST(CAST(short_tasks_count AS DOUBLE) / nullif(judged_tasks_count, 0) AS DOUBLE) AS deficit_part,
    CAST(CAST(absences_count AS DOUBLE) / nullif(lessons_count, 0) AS DOUBLE) AS absence_part
FROM counted
