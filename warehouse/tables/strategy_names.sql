-- One row per way of writing a strategy's name: lower case, е for ё, single spaces.
CREATE TABLE strategy_names (
    name_key VARCHAR NOT NULL,
    strategy_id VARCHAR NOT NULL
);
