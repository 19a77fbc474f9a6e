-- One row per school year, 1 September to 31 August.
-- refresh: view
SELECT
    CAST(y.start AS VARCHAR) || '/' || right(CAST(y.start + 1 AS VARCHAR), 2) AS school_year,
    make_date(CAST(y.start AS INTEGER), 9, 1) AS date_from,
    make_date(CAST(y.start + 1 AS INTEGER), 8, 31) AS date_to
FROM (SELECT unnest(range(1990, 2060)) AS start) AS y
