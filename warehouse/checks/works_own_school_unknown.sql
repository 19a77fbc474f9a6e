-- One row per file that names several schools none of which is known to be ours.
-- title: В файле несколько школ, и какая ваша, неизвестно
-- severity: error
-- what: В этих файлах результаты нескольких школ, но ни один код не записан как код вашей школы.
-- why: Результаты вашей школы в показателях не видны: они стоят среди чужих.
-- fix: Назовите код, логин или название вашей школы в настройках.
-- unit: файл|файла|файлов
-- column: file_name Файл
-- column: school_year Учебный год
-- column: schools_count Школ count
-- column: schools Например
-- link: works Назвать нашу школу
-- order: school_year DESC, file_name
WITH named AS (
    SELECT
        w.batch_id,
        w.school_year,
        count(DISTINCT s.school_code) AS schools_count,
        count(DISTINCT o.school_code) AS own_count,
        array_to_string(list_slice(list(DISTINCT s.school_name ORDER BY s.school_name), 1, 3), ', ') AS schools
    FROM stg_works AS w
    INNER JOIN loaded_work_schools AS s ON w.batch_id = s.batch_id AND w.work_no = s.work_no
    LEFT JOIN own_school_codes AS o ON s.school_code = o.school_code
    WHERE s.school_code <> ''
    GROUP BY w.batch_id, w.school_year
)
SELECT
    n.school_year,
    '' AS class_name,
    n.batch_id,
    b.file_name,
    n.schools_count,
    n.schools
FROM named AS n
INNER JOIN loaded_batches AS b ON n.batch_id = b.batch_id
WHERE n.schools_count > 1 AND n.own_count = 0
