-- One row per form that a file holds answers of: signature names the set of its questions, service is google, yandex or table.
CREATE TABLE loaded_surveys (
    batch_id INTEGER NOT NULL,
    survey_no INTEGER NOT NULL,
    signature VARCHAR NOT NULL,
    survey_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    sheet_name VARCHAR NOT NULL
);
