-- One row per class × subject × period where some pupils of the summary have no period mark and no «н/а».
-- title: Итоговые отметки не у всех
-- severity: warning
-- what: У части учеников нет ни отметки за период, ни «н/а»: клетка пуста.
-- why: Пустая клетка не считается ни аттестованным, ни неаттестованным: качество выходит по меньшему числу учеников.
-- fix: Поставьте отметку, «н/а» или «осв» в журнале и выгрузите ведомость снова.
-- unit: предмет|предмета|предметов
-- column: class_name Класс
-- column: subject Предмет
-- column: period Период period
-- column: missing_count Без отметки count
-- column: pupils_count Всего учеников count
-- column: names Кто
-- link: class Открыть класс
-- order: school_year DESC, grade, class_name, subject, period
WITH cells AS (
    SELECT school_year, class_name, subject, period, pupil_id FROM marks
    UNION
    SELECT school_year, class_name, subject, period, pupil_id FROM attendance
),
taught AS (
    SELECT DISTINCT school_year, class_name, subject, period FROM cells
),
spoken AS (
    SELECT DISTINCT p.school_year, p.grade, p.class_name, p.subject, p.period, u.pupil_id
    FROM loaded_part_pupils AS u
    INNER JOIN stg_parts AS p ON u.batch_id = p.batch_id AND u.part_no = p.part_no
    WHERE p.measure = 'period'
),
marked AS (
    SELECT DISTINCT school_year, class_name, subject, period, pupil_id FROM period_marks
),
present AS (
    SELECT school_year, class_name, period, pupil_id FROM cells
    UNION
    SELECT school_year, class_name, period, pupil_id FROM marked
)
-- Who came later or left earlier has nothing at all in the period.
SELECT
    s.school_year,
    s.grade,
    s.class_name,
    s.subject,
    s.period,
    count(*) FILTER (WHERE m.pupil_id IS NULL) AS missing_count,
    count(*) AS pupils_count,
    array_to_string(
        list_slice(list(r.full_name ORDER BY r.full_name) FILTER (WHERE m.pupil_id IS NULL), 1, 5), ', '
    ) AS names
FROM spoken AS s
INNER JOIN roll AS r
    ON s.school_year = r.school_year AND s.class_name = r.class_name AND s.pupil_id = r.pupil_id
INNER JOIN present AS a
    ON
        s.school_year = a.school_year AND s.class_name = a.class_name
        AND s.period = a.period AND s.pupil_id = a.pupil_id
LEFT JOIN marked AS m
    ON
        s.school_year = m.school_year AND s.class_name = m.class_name AND s.subject = m.subject
        AND s.period = m.period AND s.pupil_id = m.pupil_id
LEFT JOIN taught AS t
    ON
        s.school_year = t.school_year AND s.class_name = t.class_name
        AND s.subject = t.subject AND s.period = t.period
LEFT JOIN cells AS c
    ON
        s.school_year = c.school_year AND s.class_name = c.class_name AND s.subject = c.subject
        AND s.period = c.period AND s.pupil_id = c.pupil_id
WHERE
    r.has_left = 0
    -- Of a class that is taught in subgroups, those of another subgroup have nothing in the journal.
    AND (t.subject IS NULL OR c.pupil_id IS NOT NULL OR m.pupil_id IS NOT NULL)
GROUP BY s.school_year, s.grade, s.class_name, s.subject, s.period
-- Where nobody has one the subject has no marks for periods at all.
HAVING count(m.pupil_id) > 0 AND count(*) > count(m.pupil_id)
