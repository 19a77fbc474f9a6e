-- One row per live line of a register that may be seen, and per line of a file that somebody hid, by teacher's name.
WITH lines AS (
    SELECT
        entry_key, is_typed, FALSE AS is_deleted, register, teacher_id, partner_id, title, kind, role, organisation,
        date_from, date_to, hours, status, result, evidence, competence, frequency, mastery, note, batch_id,
        sheet_name, row_no, column_no
    FROM staff_entries
    UNION ALL
    SELECT
        t.entry_key, FALSE AS is_typed, TRUE AS is_deleted, t.register,
        coalesce(p.person_id, t.teacher_id) AS teacher_id, t.partner_id, t.title, t.kind, t.role, t.organisation,
        t.date_from, t.date_to, t.hours, t.status, t.result, t.evidence, t.competence, t.frequency, t.mastery,
        t.note, CAST(NULL AS INTEGER) AS batch_id, '' AS sheet_name, 0 AS row_no, 0 AS column_no
    FROM typed_staff_entries AS t
    LEFT JOIN teacher_persons AS p ON t.teacher_id = p.teacher_id
    WHERE t.is_deleted
)

SELECT l.*, b.file_name, b.accepted_at, b.accepted_by
FROM lines AS l
LEFT JOIN dim_teacher AS d ON l.teacher_id = d.teacher_id
LEFT JOIN loaded_batches AS b ON l.batch_id = b.batch_id
WHERE
    CASE
        WHEN list_contains($own_registers, l.register)
            THEN $teachers IS NULL OR list_contains($teachers, l.teacher_id)
        ELSE
            $staff IS NULL OR list_contains($staff, l.teacher_id)
            OR (l.register = 'mentoring' AND list_contains($staff, l.partner_id))
    END
ORDER BY d.full_name, l.teacher_id, coalesce(l.date_to, l.date_from), l.entry_key
