-- One row per checkpoint as of a day, in the printed order.
-- A kind of data is there when a school year that the window touches has something of it dated by that day; a
-- period mark is dated by the end of its period, a mark of the year by the end of the last period.
WITH term_ends AS (
    SELECT school_year, period, min(date_to) AS ended_on
    FROM school_periods
    GROUP BY school_year, period
),
year_ends AS (
    SELECT school_year, max(date_to) AS ended_on
    FROM school_periods
    GROUP BY school_year
),
dated AS (
    SELECT school_id, school_year, lesson_date AS dated_on
    FROM marks
    UNION ALL
    SELECT p.school_id, p.school_year, coalesce(t.ended_on, y.ended_on) AS dated_on
    FROM period_marks AS p
    LEFT JOIN term_ends AS t ON p.school_year = t.school_year AND p.period = t.period
    LEFT JOIN year_ends AS y ON p.school_year = y.school_year
),
-- A work without a day of its own is dated by the end of the season that its grades tell: an autumn work is of the grade before.
works AS (
    SELECT
        school_id,
        school_year,
        kind AS data_kind,
        coalesce(held_on, make_date(
            CAST(left(school_year, 4) AS INTEGER) + CASE WHEN grade < class_grade THEN 0 ELSE 1 END,
            CASE WHEN grade < class_grade THEN 10 ELSE 5 END,
            31
        )) AS dated_on
    FROM mart_assessment_by_class
    WHERE participants_count > 0
    UNION ALL
    SELECT
        school_id,
        school_year,
        'olympiad' AS data_kind,
        coalesce(held_on, make_date(
            CAST(left(school_year, 4) AS INTEGER) + CASE WHEN stage IN ('school', 'municipal') THEN 0 ELSE 1 END,
            CASE stage WHEN 'school' THEN 10 WHEN 'municipal' THEN 12 ELSE 3 END,
            31
        )) AS dated_on
    FROM olympiad_results
),
kind_years AS (
    SELECT
        school_id,
        'journal' AS data_kind,
        make_date(CAST(left(school_year, 4) AS INTEGER), 9, 1) AS date_from,
        make_date(CAST(left(school_year, 4) AS INTEGER) + 1, 8, 31) AS date_to
    FROM dated
    WHERE dated_on <= $as_of
    GROUP BY school_id, school_year
    UNION ALL
    SELECT
        school_id,
        data_kind,
        make_date(CAST(left(school_year, 4) AS INTEGER), 9, 1) AS date_from,
        make_date(CAST(left(school_year, 4) AS INTEGER) + 1, 8, 31) AS date_to
    FROM works
    WHERE dated_on <= $as_of
    GROUP BY school_id, school_year, data_kind
),
present AS (
    SELECT DISTINCT
        c.school_id,
        c.checkpoint_id,
        j.data_kind
    FROM checkpoints AS c
    INNER JOIN kind_years AS j
        ON
            c.school_id = j.school_id
            AND c.window_from <= j.date_to
            AND c.window_to >= j.date_from
),
needs AS (
    SELECT
        n.school_id,
        n.checkpoint_id,
        string_agg(k.data_name, ', ' ORDER BY n.position) AS needs,
        string_agg(k.data_name, ', ' ORDER BY n.position)
            FILTER (WHERE p.data_kind IS NULL) AS missing,
        string_agg(k.data_name || ' — ' || k.brings, '; ' ORDER BY n.position)
            FILTER (WHERE p.data_kind IS NULL) AS missing_why
    FROM checkpoint_needs AS n
    INNER JOIN data_kinds AS k ON n.data_kind = k.data_kind
    LEFT JOIN present AS p
        ON
            n.school_id = p.school_id
            AND n.checkpoint_id = p.checkpoint_id
            AND n.data_kind = p.data_kind
    GROUP BY n.school_id, n.checkpoint_id
),
-- `done` stands before `not_held`, in the alphabet too.
reviews AS (
    SELECT
        school_id,
        checkpoint_id,
        state,
        reviewed_on,
        conclusion,
        row_number() OVER (
            PARTITION BY school_id, checkpoint_id ORDER BY state, reviewed_on DESC, conclusion
        ) AS place
    FROM checkpoint_reviews
    WHERE reviewed_on <= $as_of AND state IN ('done', 'not_held')
),
questions AS (
    SELECT
        school_id,
        checkpoint_id,
        string_agg(question, ' ' ORDER BY position) AS questions
    FROM checkpoint_questions
    GROUP BY school_id, checkpoint_id
),
judged AS (
    SELECT
        c.*,
        r.reviewed_on,
        r.conclusion,
        n.needs,
        n.missing,
        n.missing_why,
        q.questions,
        CASE
            WHEN r.state IS NOT NULL THEN r.state
            WHEN c.window_to < $as_of THEN 'overdue'
            WHEN c.window_from > $as_of THEN 'upcoming'
            WHEN n.missing IS NOT NULL THEN 'no_data'
            ELSE 'due'
        END AS state
    FROM checkpoints AS c
    LEFT JOIN reviews AS r
        ON c.school_id = r.school_id AND c.checkpoint_id = r.checkpoint_id AND r.place = 1
    LEFT JOIN needs AS n ON c.school_id = n.school_id AND c.checkpoint_id = n.checkpoint_id
    LEFT JOIN questions AS q ON c.school_id = q.school_id AND c.checkpoint_id = q.checkpoint_id
)
SELECT
    checkpoint_id,
    stage,
    step,
    name,
    window_from,
    window_to,
    state,
    CASE WHEN state IN ('overdue', 'no_data') THEN coalesce(missing, '') ELSE '' END AS missing,
    reviewed_on,
    stage_name,
    step_name,
    work_id,
    work_name,
    printed,
    responsible,
    output,
    coalesce(needs, '') AS needs,
    CASE WHEN state IN ('overdue', 'no_data') THEN coalesce(missing_why, '') ELSE '' END
        AS missing_why,
    coalesce(questions, '') AS questions,
    coalesce(conclusion, '') AS conclusion
FROM judged
ORDER BY school_id, position
