"""The ballot box of answers without names: they become records only several at once, in no order.

Records are numbered, and who has answered is known. An answer that became a record at once could be
laid beside the name that left the list of those who have not answered; five together cannot.
"""

from __future__ import annotations

import json

from warehouse.ledger import Ledger

# Not a threshold of the settings: it is promised to those who answer, on the form itself.
LEAST_TOGETHER = 5
KIND = "survey_response"


def spill(ledger: Ledger, call_id: str) -> None:
    """Turn the answers of a call into records where enough of one class (or of none) lie together."""
    full = ledger.rows(
        "SELECT class_name FROM survey_box WHERE call_id = ? GROUP BY class_name"
        " HAVING count(*) >= ? ORDER BY class_name",
        (call_id, LEAST_TOGETHER),
    )
    for row in full:
        _turn(ledger, call_id, row["class_name"])


def empty_box(ledger: Ledger, call_id: str) -> None:
    """Turn all answers of a call into records: nobody is going to join them any more."""
    with ledger.transaction():
        _turn(ledger, call_id)


def waiting_answers(ledger: Ledger) -> dict[str, int]:
    """Return how many answers wait in the box, by call_id."""
    rows = ledger.rows("SELECT call_id, count(*) AS n FROM survey_box GROUP BY call_id")
    return {row["call_id"]: row["n"] for row in rows}


def _turn(ledger: Ledger, call_id: str, class_name: str | None = None) -> None:
    chosen = "call_id = :call AND coalesce(:class, class_name) = class_name"
    about = {"call": call_id, "class": class_name}
    # By the random id: the numbers of records say nothing of who came first.
    rows = ledger.rows(f"SELECT * FROM survey_box WHERE {chosen} ORDER BY response_id", about)
    with ledger.transaction() as tx:
        for row in rows:
            payload = json.loads(row["payload"])
            ledger.add_record(KIND, row["response_id"], payload, "", payload["answered_on"])
        tx.execute(f"DELETE FROM survey_box WHERE {chosen}", about)
