-- One row: the pupil that an id leads to.
SELECT person_id FROM pupil_persons WHERE pupil_id = $pupil_id
