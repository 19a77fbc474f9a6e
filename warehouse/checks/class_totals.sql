-- One row per figure that a report without pupils states and our marks do not give.
-- title: Сводный отчёт не сходится с отметками
-- severity: warning
-- what: В сводном отчёте журнала стоит одно число, а по загруженным отметкам выходит другое.
-- why: Либо загружены не все отметки, либо отчёт и отметки выгружены в разное время, либо доли посчитаны от разной базы.
-- fix: Выгрузите отчёт и ведомость класса в один день и загрузите обе; сравните базу.
-- unit: расхождение|расхождения|расхождений
-- needs: mart_control_by_class_total
-- column: class_name Класс
-- column: subject Предмет
-- column: period Период period
-- column: metric Показатель metric
-- column: stated_value В отчёте number
-- column: our_value По отметкам number
-- column: file_name Файл
-- link: class Открыть класс
-- order: school_year DESC, class_name, period, subject, metric
SELECT
    m.school_year,
    m.class_name,
    m.subject,
    m.period,
    m.metric,
    m.stated_value,
    m.our_value,
    m.base,
    m.verdict,
    m.batch_id,
    b.file_name,
    m.sheet_name,
    m.row_no,
    m.column_no
FROM mart_control_by_class_total AS m
INNER JOIN loaded_batches AS b ON m.batch_id = b.batch_id
WHERE m.verdict = 'differs'
