-- One row per class of our school that works name by its number only.
-- title: Класс назван только номером
-- severity: warning
-- what: Файл работы называет класс номером в параллели, а какой это класс, не сказано ни в форме, ни в настройках.
-- why: Такой класс стоит отдельной строкой: его результаты не сравнить ни с журналом, ни с прошлым годом.
-- fix: Назовите класс в настройках: результаты встанут на место без новой загрузки.
-- unit: класс|класса|классов
-- column: named Класс в файле
-- column: school_year Учебный год
-- column: works_count Работ count
-- column: participants_count Участников count
-- link: works Назвать класс
-- order: school_year DESC, grade, named
SELECT
    s.school_year,
    '' AS class_name,
    r.grade,
    s.class_name AS named,
    count(DISTINCT s.assessment_id) AS works_count,
    count(DISTINCT s.participant_code) AS participants_count
FROM loaded_results AS r
INNER JOIN stg_results AS s
    ON r.batch_id = s.batch_id AND r.work_no = s.work_no AND r.result_no = s.result_no
WHERE
    r.class_ordinal > 0
    AND s.class_name = CAST(r.grade AS VARCHAR) || ' №' || CAST(r.class_ordinal AS VARCHAR)
    AND s.school_id IN (SELECT school_id FROM loaded_batches)
GROUP BY s.school_year, r.grade, s.class_name
