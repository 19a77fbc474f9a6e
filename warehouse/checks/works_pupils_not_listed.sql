-- One row per pupil × class whom results of works name and neither the register nor the journal of the class does.
-- title: Участники работ, которых нет в классе
-- severity: warning
-- what: Протоколы называют этих учеников в этом классе, а в его списке и журнале их нет.
-- why: Результат считается в классе протокола, но рядом с отметками этого ученика его не увидеть.
-- fix: Проверьте, так же ли имя и класс записаны в списке класса; исправьте файл и загрузите его снова.
-- unit: ученик|ученика|учеников
-- column: class_name Класс
-- column: full_name Ученик
-- column: school_year Учебный год
-- column: works_count Работ count
-- link: uploads К загрузкам
-- order: school_year DESC, grade, class_name, full_name
WITH sat AS (
    SELECT school_year, grade, class_name, pupil_id, assessment_id
    FROM assessment_results
    WHERE pupil_id IS NOT NULL AND class_name <> ''
    UNION ALL
    SELECT school_year, grade, class_name, pupil_id, assessment_id
    FROM olympiad_results
    WHERE pupil_id IS NOT NULL AND class_name <> ''
)
SELECT
    s.school_year,
    s.grade,
    s.class_name,
    s.pupil_id,
    min(p.full_name) AS full_name,
    count(DISTINCT s.assessment_id) AS works_count
FROM sat AS s
INNER JOIN (SELECT DISTINCT school_year, class_name FROM roll) AS c
    ON s.school_year = c.school_year AND s.class_name = c.class_name
INNER JOIN dim_pupil AS p
    ON s.school_year = p.school_year AND s.class_name = p.class_name AND s.pupil_id = p.pupil_id
LEFT JOIN roll AS r
    ON s.school_year = r.school_year AND s.class_name = r.class_name AND s.pupil_id = r.pupil_id
WHERE r.pupil_id IS NULL
GROUP BY s.school_year, s.grade, s.class_name, s.pupil_id
