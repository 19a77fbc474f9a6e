"""Questions to a snapshot: `(con, *, scope, params) -> DataFrame`, their SQL beside them."""
