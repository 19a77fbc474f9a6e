-- One row per exam (ОГЭ or ЕГЭ × subject) of a school year over the classes one may see.
SELECT
    kind, subject, sum(participants_count)::BIGINT AS participants_count,
    sum(absent_count)::BIGINT AS absent_count, sum(marked_count)::BIGINT AS marked_count,
    sum(mark5_count)::BIGINT AS mark5_count, sum(mark4_count)::BIGINT AS mark4_count,
    sum(mark3_count)::BIGINT AS mark3_count, sum(mark2_count)::BIGINT AS mark2_count,
    sum(marked_count - mark2_count)::BIGINT AS passed_count,
    sum(mark5_count + mark4_count)::BIGINT AS quality_count,
    sum(average_mark * marked_count) / nullif(sum(marked_count), 0) AS average_mark,
    sum(tested_count)::BIGINT AS tested_count,
    sum(test_points_sum) / nullif(sum(tested_count), 0) AS average_test_points,
    sum(high_count)::BIGINT AS high_count, sum(judged_count)::BIGINT AS judged_count,
    sum(below_count)::BIGINT AS below_count, sum(year_pairs_count)::BIGINT AS year_pairs_count,
    sum(lowered_count)::BIGINT AS lowered_count, sum(confirmed_count)::BIGINT AS confirmed_count,
    sum(raised_count)::BIGINT AS raised_count
FROM mart_exam_by_class AS m
WHERE school_id = $school AND school_year = $school_year AND kind = $kind
    AND ($scope::VARCHAR[] IS NULL OR list_contains($scope::VARCHAR[], m.school_year || ' ' || m.class_name))
GROUP BY kind, subject
ORDER BY participants_count DESC, subject
