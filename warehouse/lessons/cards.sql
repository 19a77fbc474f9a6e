-- One row per lesson whose tasks are listed, with its target structure.
SELECT
    l.school_id,
    l.lesson_id,
    l.target1,
    l.target2,
    l.target3,
    l.target4,
    l.target5
FROM lesson_cards AS l
