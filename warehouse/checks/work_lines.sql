-- One row per figure that an aggregate report of ФИС ОКО states of our school and our participants do not give.
-- title: Отчёт ФИС ОКО не сходится с результатами участников
-- severity: warning
-- what: В отчёте ФИС ОКО о вашей школе стоит одно число, а по загруженным результатам участников выходит другое.
-- why: Либо загружены не все участники, либо результаты и отчёт выгружены в разное время, либо отчёт считает иначе.
-- fix: Выгрузите из ФИС ОКО результаты участников и отчёт в один день и загрузите оба.
-- unit: расхождение|расхождения|расхождений
-- needs: assessment_lines
-- column: subject Предмет
-- column: grade Класс работы count
-- column: metric Показатель metric
-- column: item Задание или балл
-- column: stated_value В отчёте number
-- column: our_value По участникам number
-- column: file_name Файл
-- link: uploads Открыть загрузки
-- order: school_year DESC, subject, grade, metric, item
WITH own_codes AS (
    SELECT count(*) AS codes_count FROM own_school_codes
),
one_school AS (
    SELECT assessment_id, count(DISTINCT school_code) AS schools_count
    FROM assessment_lines
    WHERE group_level = 'school'
    GROUP BY assessment_id
),
-- A line is ours by its code; while no code is known, where the report names one school only.
ours AS (
    SELECT l.*
    FROM assessment_lines AS l
    INNER JOIN one_school AS s ON l.assessment_id = s.assessment_id
    CROSS JOIN own_codes AS n
    LEFT JOIN own_school_codes AS c ON l.school_code = c.school_code
    WHERE l.group_level = 'school' AND l.group_mark = ''
        AND (l.school_code = '' OR c.school_code IS NOT NULL
            OR (n.codes_count = 0 AND s.schools_count = 1))
),
spoken AS (
    SELECT DISTINCT school_id, assessment_id FROM ours
),
there AS (
    SELECT r.school_id, r.assessment_id, r.mark, r.journal_mark, r.total_points
    FROM assessment_results AS r
    INNER JOIN spoken AS s ON r.school_id = s.school_id AND r.assessment_id = s.assessment_id
    WHERE r.took_part = 1
),
counted AS (
    SELECT
        school_id,
        assessment_id,
        count(*) AS participants_count,
        count(mark) AS marked_count,
        sum(CASE WHEN mark = 2 THEN 1 ELSE 0 END) AS mark2_count,
        sum(CASE WHEN mark = 3 THEN 1 ELSE 0 END) AS mark3_count,
        sum(CASE WHEN mark = 4 THEN 1 ELSE 0 END) AS mark4_count,
        sum(CASE WHEN mark = 5 THEN 1 ELSE 0 END) AS mark5_count,
        sum(CASE WHEN mark IS NOT NULL AND journal_mark IS NOT NULL THEN 1 ELSE 0 END) AS paired_count,
        sum(CASE WHEN mark < journal_mark THEN 1 ELSE 0 END) AS lowered_count,
        sum(CASE WHEN mark = journal_mark THEN 1 ELSE 0 END) AS confirmed_count,
        sum(CASE WHEN mark > journal_mark THEN 1 ELSE 0 END) AS raised_count,
        count(total_points) AS pointed_count
    FROM there
    GROUP BY school_id, assessment_id
),
figures AS (
    SELECT school_id, assessment_id, 'participants_count' AS metric, '' AS item,
        CAST(participants_count AS DOUBLE) AS value
    FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'mark2_pct', '', 100.0 * mark2_count / nullif(marked_count, 0) FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'mark3_pct', '', 100.0 * mark3_count / nullif(marked_count, 0) FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'mark4_pct', '', 100.0 * mark4_count / nullif(marked_count, 0) FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'mark5_pct', '', 100.0 * mark5_count / nullif(marked_count, 0) FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'lowered_pct', '', 100.0 * lowered_count / nullif(paired_count, 0) FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'confirmed_pct', '', 100.0 * confirmed_count / nullif(paired_count, 0)
    FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'raised_pct', '', 100.0 * raised_count / nullif(paired_count, 0) FROM counted
    UNION ALL
    SELECT school_id, assessment_id, 'lowered_count', '', lowered_count FROM counted WHERE paired_count > 0
    UNION ALL
    SELECT school_id, assessment_id, 'confirmed_count', '', confirmed_count FROM counted WHERE paired_count > 0
    UNION ALL
    SELECT school_id, assessment_id, 'raised_count', '', raised_count FROM counted WHERE paired_count > 0
    UNION ALL
    SELECT t.school_id, t.assessment_id, 'points_pct', CAST(CAST(t.total_points AS INTEGER) AS VARCHAR),
        100.0 * count(*) / c.pointed_count
    FROM there AS t
    INNER JOIN counted AS c ON t.school_id = c.school_id AND t.assessment_id = c.assessment_id
    WHERE t.total_points IS NOT NULL
    GROUP BY t.school_id, t.assessment_id, CAST(t.total_points AS INTEGER), c.pointed_count
    UNION ALL
    SELECT school_id, assessment_id, 'completion_pct', task_code,
        100.0 * sum(points_sum) / nullif(sum(max_points * participants_count), 0)
    FROM mart_deficit_by_grade_task
    GROUP BY school_id, assessment_id, task_code
),
compared AS (
    SELECT
        o.school_year,
        o.subject,
        o.work_grade AS grade,
        o.metric,
        o.item,
        o.value AS stated_value,
        -- Who holds so many points nobody counted: a share of nothing is 0.
        CASE WHEN o.metric = 'points_pct' AND c.pointed_count > 0 THEN coalesce(f.value, 0) ELSE f.value END
            AS our_value,
        o.tolerance,
        o.batch_id,
        o.sheet_name,
        o.row_no,
        o.column_no
    FROM ours AS o
    INNER JOIN counted AS c ON o.school_id = c.school_id AND o.assessment_id = c.assessment_id
    LEFT JOIN figures AS f
        ON o.school_id = f.school_id
        AND o.assessment_id = f.assessment_id
        AND o.metric = f.metric
        AND o.item = f.item
)
SELECT
    r.school_year,
    '' AS class_name,
    r.subject,
    r.grade,
    r.metric,
    r.item,
    r.stated_value,
    r.our_value,
    r.batch_id,
    b.file_name,
    r.sheet_name,
    r.row_no,
    r.column_no
FROM compared AS r
INNER JOIN loaded_batches AS b ON r.batch_id = b.batch_id
WHERE r.our_value IS NOT NULL AND abs(r.our_value - r.stated_value) > r.tolerance
