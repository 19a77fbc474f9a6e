-- One row per live fact of the touched classes and registers, old and new side by side; key columns, then what each says.
WITH touched_works AS (
    SELECT DISTINCT assessment_id
    FROM after.stg_works
    WHERE list_contains($batches, batch_id)
),
results AS (
    SELECT 'old' AS side, school_id, school_year, class_name, assessment_id, participant_code, batch_id,
        to_json([took_part, total_points, test_points, mark, journal_mark]) AS said
    FROM before.assessment_results
    WHERE assessment_id IN (SELECT assessment_id FROM touched_works)
    UNION ALL
    SELECT 'new', school_id, school_year, class_name, assessment_id, participant_code, batch_id,
        to_json([took_part, total_points, test_points, mark, journal_mark])
    FROM after.assessment_results
    WHERE assessment_id IN (SELECT assessment_id FROM touched_works)
),
cells AS (
    SELECT 'old' AS side, school_id, assessment_id, participant_code, hash(task_code, points, state) AS cell
    FROM before.task_points
    WHERE assessment_id IN (SELECT assessment_id FROM touched_works)
    UNION ALL
    SELECT 'new', school_id, assessment_id, participant_code, hash(task_code, points, state)
    FROM after.task_points
    WHERE assessment_id IN (SELECT assessment_id FROM touched_works)
),
cells_of AS (
    SELECT side, school_id, assessment_id, participant_code, bit_xor(cell) AS cells
    FROM cells
    GROUP BY side, school_id, assessment_id, participant_code
),
results_said AS (
    SELECT
        r.side,
        r.school_year,
        r.assessment_id,
        r.school_id || ' ' || r.participant_code AS participant,
        r.class_name || ' ' || r.said || coalesce(CAST(c.cells AS VARCHAR), '') AS said,
        r.batch_id
    FROM results AS r
    LEFT JOIN cells_of AS c
        ON r.side = c.side
        AND r.school_id = c.school_id
        AND r.assessment_id = c.assessment_id
        AND r.participant_code = c.participant_code
),
facts AS (
    SELECT 'old' AS side, 'mark' AS fact, school_year, class_name, subject, pupil_id,
        CAST(lesson_date AS VARCHAR) AS at, lesson_no, seq,
        CAST(mark AS VARCHAR) || ' ' || CAST(weight AS VARCHAR) AS said, batch_id
    FROM before.marks
    UNION ALL
    SELECT 'new', 'mark', school_year, class_name, subject, pupil_id,
        CAST(lesson_date AS VARCHAR), lesson_no, seq,
        CAST(mark AS VARCHAR) || ' ' || CAST(weight AS VARCHAR), batch_id
    FROM after.marks
    UNION ALL
    SELECT 'old', 'code', school_year, class_name, subject, pupil_id,
        CAST(lesson_date AS VARCHAR), lesson_no, seq, code_raw, batch_id
    FROM before.attendance
    UNION ALL
    SELECT 'new', 'code', school_year, class_name, subject, pupil_id,
        CAST(lesson_date AS VARCHAR), lesson_no, seq, code_raw, batch_id
    FROM after.attendance
    UNION ALL
    SELECT 'old', 'period', school_year, class_name, subject, pupil_id,
        period, 0, 0, state || ' ' || coalesce(CAST(mark AS VARCHAR), ''), batch_id
    FROM before.period_marks
    UNION ALL
    SELECT 'new', 'period', school_year, class_name, subject, pupil_id,
        period, 0, 0, state || ' ' || coalesce(CAST(mark AS VARCHAR), ''), batch_id
    FROM after.period_marks
    UNION ALL
    SELECT 'old', 'roll', school_year, class_name, '', pupil_id, '', 0, 0,
        coalesce(CAST(arrived_on AS VARCHAR), '') || ' ' || coalesce(CAST(left_on AS VARCHAR), ''),
        batch_id
    FROM before.roll
    WHERE is_listed = 1
    UNION ALL
    SELECT 'new', 'roll', school_year, class_name, '', pupil_id, '', 0, 0,
        coalesce(CAST(arrived_on AS VARCHAR), '') || ' ' || coalesce(CAST(left_on AS VARCHAR), ''),
        batch_id
    FROM after.roll
    WHERE is_listed = 1
    UNION ALL
    SELECT 'old', 'teaching', school_year, class_name, subject, teacher_id, subgroup, 0, 0,
        coalesce(CAST(hours_per_week AS VARCHAR), ''), batch_id
    FROM before.teaching
    UNION ALL
    SELECT 'new', 'teaching', school_year, class_name, subject, teacher_id, subgroup, 0, 0,
        coalesce(CAST(hours_per_week AS VARCHAR), ''), batch_id
    FROM after.teaching
    UNION ALL
    SELECT side, 'result', school_year, '', assessment_id, 0, participant, 0, 0, said, batch_id
    FROM results_said
    UNION ALL
    SELECT 'old', 'olympiad', school_year, '', assessment_id, coalesce(pupil_id, 0),
        sheet_name, row_no, 0, status || ' ' || coalesce(CAST(points AS VARCHAR), ''), batch_id
    FROM before.olympiad_results
    UNION ALL
    SELECT 'new', 'olympiad', school_year, '', assessment_id, coalesce(pupil_id, 0),
        sheet_name, row_no, 0, status || ' ' || coalesce(CAST(points AS VARCHAR), ''), batch_id
    FROM after.olympiad_results
    UNION ALL
    SELECT 'old', 'answer', v.survey_id, '', v.survey_id, 0, v.response_id || ' ' || v.item_id,
        0, v.seq, v.value_raw, r.batch_id
    FROM before.survey_values AS v
    INNER JOIN before.survey_responses AS r ON v.response_id = r.response_id
    UNION ALL
    SELECT 'new', 'answer', v.survey_id, '', v.survey_id, 0, v.response_id || ' ' || v.item_id,
        0, v.seq, v.value_raw, r.batch_id
    FROM after.survey_values AS v
    INNER JOIN after.survey_responses AS r ON v.response_id = r.response_id
    UNION ALL
    SELECT 'old', 'card', '', 'staff', '', teacher_id, '', 0, 0,
        CAST(to_json([position, subjects, age_group, category, CAST(experience_years AS VARCHAR),
            CAST(came_on AS VARCHAR), CAST(left_on AS VARCHAR)]) AS VARCHAR), batch_id
    FROM before.staff
    UNION ALL
    SELECT 'old', 'entry', '', register, '', teacher_id, entry_key, 0, 0,
        CAST(to_json([title, kind, role, organisation, CAST(date_from AS VARCHAR), CAST(date_to AS VARCHAR),
            CAST(hours AS VARCHAR), status, result, evidence, competence, CAST(frequency AS VARCHAR),
            CAST(mastery AS VARCHAR), note, CAST(partner_id AS VARCHAR)]) AS VARCHAR), batch_id
    FROM before.staff_entries
    UNION ALL
    SELECT 'old', 'lesson', '', 'observations', '', o.teacher_id, o.observation_key, 0, 0,
        CAST(to_json([o.observer_raw, o.topic, o.note]) AS VARCHAR) || coalesce(CAST(s.scores AS VARCHAR), ''), o.batch_id
    FROM before.observations AS o
    LEFT JOIN (
        SELECT observation_key, bit_xor(hash(criterion_id, score)) AS scores
        FROM before.observation_scores
        GROUP BY observation_key
    ) AS s ON o.observation_key = s.observation_key
    UNION ALL
    SELECT 'new', 'card', '', 'staff', '', teacher_id, '', 0, 0,
        CAST(to_json([position, subjects, age_group, category, CAST(experience_years AS VARCHAR),
            CAST(came_on AS VARCHAR), CAST(left_on AS VARCHAR)]) AS VARCHAR), batch_id
    FROM after.staff
    UNION ALL
    SELECT 'new', 'entry', '', register, '', teacher_id, entry_key, 0, 0,
        CAST(to_json([title, kind, role, organisation, CAST(date_from AS VARCHAR), CAST(date_to AS VARCHAR),
            CAST(hours AS VARCHAR), status, result, evidence, competence, CAST(frequency AS VARCHAR),
            CAST(mastery AS VARCHAR), note, CAST(partner_id AS VARCHAR)]) AS VARCHAR), batch_id
    FROM after.staff_entries
    UNION ALL
    SELECT 'new', 'lesson', '', 'observations', '', o.teacher_id, o.observation_key, 0, 0,
        CAST(to_json([o.observer_raw, o.topic, o.note]) AS VARCHAR) || coalesce(CAST(s.scores AS VARCHAR), ''), o.batch_id
    FROM after.observations AS o
    LEFT JOIN (
        SELECT observation_key, bit_xor(hash(criterion_id, score)) AS scores
        FROM after.observation_scores
        GROUP BY observation_key
    ) AS s ON o.observation_key = s.observation_key
    UNION ALL
    SELECT 'old', 'line', '', 'community ' || l.register, '', 0, l.line_key, 0, 0,
        CAST(to_json([l.community_id, CAST(l.teacher_id AS VARCHAR), CAST(l.partner_id AS VARCHAR), l.title, l.kind,
            l.role, l.topic, l.goal, l.strategy, l.literacy, l.class_name, l.school_year, l.subject, l.competence,
            l.deficit_key, l.organisation, l.status, l.result, l.reason, l.evidence, l.note,
            CAST(l.date_from AS VARCHAR), CAST(l.date_to AS VARCHAR)]) AS VARCHAR)
            || coalesce(CAST(w.who AS VARCHAR), ''), l.batch_id
    FROM before.community_lines AS l
    LEFT JOIN (
        SELECT line_key, bit_xor(hash(teacher_id)) AS who
        FROM before.community_people
        GROUP BY line_key
    ) AS w ON l.line_key = w.line_key
    UNION ALL
    SELECT 'old', 'tasks', '', 'lessons', '', l.teacher_id, l.lesson_id, 0, 0,
        CAST(to_json([l.community_id, CAST(l.held_on AS VARCHAR), l.class_name, l.subject_raw, l.topic, l.aim,
            CAST(l.target1 AS VARCHAR), CAST(l.target2 AS VARCHAR), CAST(l.target3 AS VARCHAR),
            CAST(l.target4 AS VARCHAR), CAST(l.target5 AS VARCHAR)]) AS VARCHAR)
            || coalesce(CAST(t.tasks AS VARCHAR), '') || '/' || coalesce(CAST(c.codes AS VARCHAR), ''), l.batch_id
    FROM before.lesson_cards AS l
    LEFT JOIN (
        SELECT lesson_id, bit_xor(hash(task_no, task_text)) AS tasks
        FROM before.lesson_tasks
        GROUP BY lesson_id
    ) AS t ON l.lesson_id = t.lesson_id
    LEFT JOIN (
        SELECT lesson_id, bit_xor(hash(coder_id, role, task_no, task_type, category)) AS codes
        FROM before.lesson_codes
        GROUP BY lesson_id
    ) AS c ON l.lesson_id = c.lesson_id
    UNION ALL
    SELECT 'new', 'line', '', 'community ' || l.register, '', 0, l.line_key, 0, 0,
        CAST(to_json([l.community_id, CAST(l.teacher_id AS VARCHAR), CAST(l.partner_id AS VARCHAR), l.title, l.kind,
            l.role, l.topic, l.goal, l.strategy, l.literacy, l.class_name, l.school_year, l.subject, l.competence,
            l.deficit_key, l.organisation, l.status, l.result, l.reason, l.evidence, l.note,
            CAST(l.date_from AS VARCHAR), CAST(l.date_to AS VARCHAR)]) AS VARCHAR)
            || coalesce(CAST(w.who AS VARCHAR), ''), l.batch_id
    FROM after.community_lines AS l
    LEFT JOIN (
        SELECT line_key, bit_xor(hash(teacher_id)) AS who
        FROM after.community_people
        GROUP BY line_key
    ) AS w ON l.line_key = w.line_key
    UNION ALL
    SELECT 'new', 'tasks', '', 'lessons', '', l.teacher_id, l.lesson_id, 0, 0,
        CAST(to_json([l.community_id, CAST(l.held_on AS VARCHAR), l.class_name, l.subject_raw, l.topic, l.aim,
            CAST(l.target1 AS VARCHAR), CAST(l.target2 AS VARCHAR), CAST(l.target3 AS VARCHAR),
            CAST(l.target4 AS VARCHAR), CAST(l.target5 AS VARCHAR)]) AS VARCHAR)
            || coalesce(CAST(t.tasks AS VARCHAR), '') || '/' || coalesce(CAST(c.codes AS VARCHAR), ''), l.batch_id
    FROM after.lesson_cards AS l
    LEFT JOIN (
        SELECT lesson_id, bit_xor(hash(task_no, task_text)) AS tasks
        FROM after.lesson_tasks
        GROUP BY lesson_id
    ) AS t ON l.lesson_id = t.lesson_id
    LEFT JOIN (
        SELECT lesson_id, bit_xor(hash(coder_id, role, task_no, task_type, category)) AS codes
        FROM after.lesson_codes
        GROUP BY lesson_id
    ) AS c ON l.lesson_id = c.lesson_id
),
touched AS (
    SELECT DISTINCT school_year, class_name
    FROM after.loaded_parts
    WHERE list_contains($batches, batch_id)
    UNION
    SELECT DISTINCT school_year, ''
    FROM after.stg_works
    WHERE list_contains($batches, batch_id)
    UNION
    SELECT DISTINCT survey_id, ''
    FROM after.survey_responses
    WHERE list_contains($batches, batch_id)
    UNION
    SELECT DISTINCT '', register
    FROM after.loaded_staff_entries
    WHERE list_contains($batches, batch_id)
    UNION
    SELECT DISTINCT '', 'staff'
    FROM after.loaded_staff
    WHERE list_contains($batches, batch_id)
    UNION
    SELECT DISTINCT '', 'observations'
    FROM after.loaded_observations
    WHERE list_contains($batches, batch_id)
    UNION
    SELECT DISTINCT '', 'community ' || register
    FROM after.loaded_community_lines
    WHERE list_contains($batches, batch_id)
    UNION
    SELECT DISTINCT '', 'lessons'
    FROM after.loaded_lesson_cards
    WHERE list_contains($batches, batch_id)
),
sides AS (
    SELECT
        f.fact,
        f.school_year,
        f.class_name,
        f.subject,
        f.pupil_id,
        f.at,
        max(CASE WHEN f.side = 'old' THEN f.said END) AS old_said,
        max(CASE WHEN f.side = 'new' THEN f.said END) AS new_said,
        max(CASE WHEN f.side = 'new' THEN f.batch_id END) AS new_batch_id
    FROM facts AS f
    INNER JOIN touched AS t ON f.school_year = t.school_year AND f.class_name = t.class_name
    GROUP BY f.fact, f.school_year, f.class_name, f.subject, f.pupil_id, f.at, f.lesson_no, f.seq
),
judged AS (
    SELECT
        s.fact,
        s.school_year,
        s.class_name,
        s.subject,
        s.at,
        CASE
            WHEN s.old_said IS NULL THEN 'added'
            WHEN s.new_said IS NULL THEN 'removed'
            WHEN s.old_said <> s.new_said THEN 'changed'
            ELSE 'same'
        END AS verdict,
        s.new_batch_id
    FROM sides AS s
),
speakers AS (
    SELECT p.school_year, p.class_name, p.subject, p.measure, max(p.batch_id) AS batch_id
    FROM after.stg_parts AS p
    WHERE list_contains($batches, p.batch_id)
    GROUP BY p.school_year, p.class_name, p.subject, p.measure
    UNION ALL
    SELECT school_year, '', assessment_id,
        CASE role WHEN 'results' THEN CASE kind WHEN 'olympiad' THEN 'olympiad' ELSE 'result' END
            ELSE role END,
        max(batch_id)
    FROM after.stg_works
    WHERE list_contains($batches, batch_id)
    GROUP BY school_year, assessment_id, role, kind
    UNION ALL
    SELECT survey_id, '', survey_id, 'answer', max(batch_id)
    FROM after.survey_responses
    WHERE list_contains($batches, batch_id)
    GROUP BY survey_id
)
SELECT
    coalesce(j.new_batch_id, s.batch_id) AS batch_id,
    j.verdict,
    count(*) AS facts_count
FROM judged AS j
LEFT JOIN speakers AS s
    ON j.verdict = 'removed'
    AND j.school_year = s.school_year
    AND j.class_name = s.class_name
    AND j.subject = s.subject
    AND s.measure = CASE WHEN j.fact IN ('mark', 'code') THEN 'current' ELSE j.fact END
WHERE list_contains($batches, coalesce(j.new_batch_id, s.batch_id))
GROUP BY coalesce(j.new_batch_id, s.batch_id), j.verdict
