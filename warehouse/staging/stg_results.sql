-- One row per participant × assessment × school that is live: of two files that name one participant the newer.
-- An appeal changes what it states and leaves the rest as the protocol says; a file that states no marks at all
-- (the form of points) leaves those of the newest file that does.
-- refresh: assessment
SELECT
    n.school_id,
    n.assessment_id,
    n.kind,
    n.school_year,
    n.subject,
    n.work_grade,
    n.label,
    n.held_on,
    n.literacy,
    n.seq,
    n.source_kind,
    n.batch_id,
    n.work_no,
    n.result_no,
    n.grade,
    CASE WHEN n.class_name = '' AND n.role = 'appeals' THEN coalesce(e.class_name, '') ELSE n.class_name END
        AS class_name,
    CASE WHEN n.role = 'appeals' THEN coalesce(e.class_raw, n.class_raw) ELSE n.class_raw END AS class_raw,
    n.participant_code,
    n.pupil_id,
    CASE WHEN n.role = 'appeals' THEN coalesce(e.variant, n.variant) ELSE n.variant END AS variant,
    n.took_part,
    coalesce(n.stated_points, CASE WHEN n.role = 'appeals' THEN e.stated_points END) AS stated_points,
    coalesce(n.test_points, CASE WHEN n.role = 'appeals' THEN e.test_points END) AS test_points,
    CASE
        WHEN n.role = 'appeals' THEN coalesce(n.mark, e.mark)
        WHEN n.has_marks = 0 THEN m.mark
        ELSE n.mark
    END AS mark,
    CASE
        WHEN n.role = 'appeals' THEN coalesce(n.journal_mark, e.journal_mark)
        WHEN n.has_journal_marks = 0 THEN j.journal_mark
        ELSE n.journal_mark
    END AS journal_mark,
    n.sheet_name,
    n.row_no,
    n.column_no
FROM stg_result_words AS n
LEFT JOIN stg_result_words AS e
    ON n.assessment_id = e.assessment_id
    AND n.school_id = e.school_id
    AND n.participant_code = e.participant_code
    AND e.result_newness = 1
    AND e.role <> 'appeals'
LEFT JOIN stg_result_words AS m
    ON n.assessment_id = m.assessment_id
    AND n.school_id = m.school_id
    AND n.participant_code = m.participant_code
    AND m.mark_newness = 1
LEFT JOIN stg_result_words AS j
    ON n.assessment_id = j.assessment_id
    AND n.school_id = j.school_id
    AND n.participant_code = j.participant_code
    AND j.journal_newness = 1
WHERE n.newness = 1
