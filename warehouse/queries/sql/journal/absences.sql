-- One row: the lessons missed by reason, lateness and exemption apart, and the lessons held where they are known.
SELECT
    coalesce(sum(absences_count), 0)::BIGINT AS absences_count,
    coalesce(sum(absences_held_count), 0)::BIGINT AS absences_held_count,
    coalesce(sum(ill_count), 0)::BIGINT AS ill_count,
    coalesce(sum(excused_count), 0)::BIGINT AS excused_count,
    coalesce(sum(unexcused_count), 0)::BIGINT AS unexcused_count,
    coalesce(sum(unexplained_count), 0)::BIGINT AS unexplained_count,
    coalesce(sum(late_count), 0)::BIGINT AS late_count,
    coalesce(sum(exempt_count), 0)::BIGINT AS exempt_count,
    sum(lessons_count)::BIGINT AS lessons_count
FROM standing
