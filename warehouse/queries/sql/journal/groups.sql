-- One row per class × group of the partition: the pupils if the period ended on the day.
-- low_group and high_group: if every disputed mark went down, and up.
-- A subject in which nobody of the class has a mark yet is left out; a pupil without a mark in a marked one
-- would not be attested, unless exempt.
WITH counted AS (
    SELECT
        grade, class_name, pupil_id,
        sum(CASE WHEN likely_mark IS NULL AND is_exempt = 0 THEN 1 ELSE 0 END) AS unmarked_count,
        count(likely_mark) AS marks_count,
        sum(CASE WHEN likely_mark = 2 THEN 1 ELSE 0 END) AS twos,
        sum(CASE WHEN likely_mark = 3 THEN 1 ELSE 0 END) AS threes,
        sum(CASE WHEN likely_mark = 4 THEN 1 ELSE 0 END) AS fours,
        min(low_mark) AS lowest_mark,
        min(high_mark) AS highest_mark
    FROM standing
    WHERE is_marked_subject = 1
    GROUP BY grade, class_name, pupil_id
)

SELECT
    grade, class_name, pupil_id,
    CASE
        WHEN unmarked_count > 0 THEN 'not_attested'
        WHEN twos > 0 THEN 'with_two'
        WHEN threes > 1 THEN 'several_threes'
        WHEN threes = 1 THEN 'one_three'
        WHEN fours = 1 THEN 'one_four'
        WHEN fours > 1 THEN 'fours_and_fives'
        ELSE 'all_fives'
    END AS pupil_group,
    CASE WHEN unmarked_count = 0 AND lowest_mark >= 4 THEN 1 ELSE 0 END AS is_quality_low,
    CASE WHEN unmarked_count = 0 AND highest_mark >= 4 THEN 1 ELSE 0 END AS is_quality_high
FROM counted
WHERE unmarked_count + marks_count > 0
ORDER BY grade, class_name, pupil_id
