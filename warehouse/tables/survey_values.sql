-- One row per response, item and chosen option (seq from 1): value is the number on the item's scale, null where it has none.
-- A reversed item keeps its own value; its direction is applied in survey_scores.
CREATE TABLE survey_values (
    school_id VARCHAR NOT NULL,
    survey_id VARCHAR NOT NULL,
    wave VARCHAR NOT NULL,
    response_id VARCHAR NOT NULL,
    item_id VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    value_raw VARCHAR NOT NULL,
    value DOUBLE,
    column_no INTEGER
);
