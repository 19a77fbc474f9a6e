-- One row per problem of an accepted file, as listed when it was accepted; row_no is one-based as a spreadsheet prints it, null without a cell.
CREATE TABLE loaded_problems (
    batch_id INTEGER NOT NULL,
    problem_no INTEGER NOT NULL,
    severity VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    fix VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL,
    row_no INTEGER,
    column_name VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);
