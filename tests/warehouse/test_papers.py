"""The programme's products and the marts of projects and practices: given rows, expected rows."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from warehouse.ledger import Ledger
from warehouse.papers.documents import documents
from warehouse.papers.products import document_kinds, products
from warehouse.papers.reviews import (
    REVIEW,
    project_criteria,
    review_key,
    reviews,
    typed_project_reviews,
)
from warehouse.programme import final_products, outputs
from warehouse.sql import text
from warehouse.tables import ddl


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    return Ledger(tmp_path / "ledger.db")


def review(ledger: Ledger, key: str, kind: str, who: int | None, raw: str = "", **more) -> None:
    said = {"line_key": key, "kind": kind, "reviewer_id": who, "reviewer_raw": raw, "reviewed_on": "2024-05-20",
            "scores": {"aim": 2, "trial": None}, "comment": ""} | more  # fmt: skip
    ledger.add_record(REVIEW, review_key(key, kind, who, raw), said, "анна")


def test_every_product_of_the_calendar_is_asked_for_once() -> None:
    found = products()
    asked = {one for _, one, _ in outputs()}
    assert sum(one.is_final for one in found) == len(final_products())
    assert sum(len(one.checkpoints) for one in found) == len(outputs())
    assert len({one.kind for one in found}) == len(found) <= len(asked) + len(final_products())
    plan = next(one for one in found if one.kind == "План методической работы")
    assert (plan.checkpoints, plan.due) == (("2.4.1", "4.1.1"), date(2021, 2, 28))
    places = {one.kind: one.place for one in found}
    assert places["Педагогический проект"] == "projects"
    assert places["Технологическая карта урока"] == "lessons"
    assert {one.kind for one in found if one.place == "documents"} <= set(document_kinds())


def test_the_newest_review_of_a_person_holds_and_an_expert_is_known_by_name(ledger: Ledger) -> None:
    review(ledger, "p1", "peer", 5)
    review(ledger, "p1", "peer", 5, scores={"aim": 3})
    review(ledger, "p1", "expert", None, "Смирнова И. П., ИРО")
    review(ledger, "p1", "expert", None, "смирнова  и.п. ИРО", comment="исправлено")
    review(ledger, "p1", "self", 1, is_deleted=True)
    found = reviews(ledger)
    assert [(one.kind, one.reviewer_id, dict(one.scores)) for one in found] == [
        ("peer", 5, {"aim": 3}),
        ("expert", None, {"aim": 2}),
    ]
    rows = {
        (row["kind"], row["criterion_id"], row["score"]) for row in typed_project_reviews(ledger)
    }
    assert rows == {("peer", "aim", 3), ("expert", "aim", 2)}


def test_own_criteria_stand_in_place_of_the_shipped(ledger: Ledger) -> None:
    shipped = project_criteria(ledger)
    assert {row["block_name"] for row in shipped} == {
        "Методическая грамотность",
        "Технологическая грамотность",
    }
    own = [
        {
            "criterion_id": "own_1",
            "criterion_name": "Интерес",
            "block_name": "Методическая грамотность",
        }
    ]
    ledger.add_record("project_criteria", "school", {"rows": own}, "анна")
    assert project_criteria(ledger) == [{**own[0], "position": 1}]


@pytest.fixture
def con():
    con = duckdb.connect()
    con.execute("\n".join(ddl()))
    con.execute(
        "CREATE TABLE community_lines AS SELECT * EXCLUDE (is_deleted) FROM typed_community_lines"
    )
    yield con
    con.close()


def line(con: duckdb.DuckDBPyConnection, key: str, register: str, **said) -> None:
    row = {"school_id": "s", "line_key": key, "register": register, "community_id": "", "community_key": "",
           "organisation": "", "status": "", "date_to": None} | said  # fmt: skip
    columns = [name for name, *_ in con.execute("DESCRIBE community_lines").fetchall()]
    values = [
        row.get(name, None if name in ("teacher_id", "partner_id", "date_from") else "")
        for name in columns
    ]
    con.execute(f"INSERT INTO community_lines VALUES ({', '.join('?' * len(columns))})", values)


def test_reviews_add_up_by_project_criterion_and_kind(con: duckdb.DuckDBPyConnection) -> None:
    line(con, "p1", "projects", community_id="c")
    line(con, "x", "practices")
    con.executemany(
        "INSERT INTO project_criteria VALUES (?, ?, 'б', ?)",
        [["aim", "Цель", 1], ["tools", "Средства", 2]],
    )
    given = [("p1", "self", "1", "aim", 3), ("p1", "peer", "2", "aim", 1), ("p1", "peer", "3", "aim", 2),
             ("p1", "peer", "2", "tools", 0), ("p1", "peer", "2", "gone", 3), ("x", "peer", "2", "aim", 3)]  # fmt: skip
    con.executemany(
        "INSERT INTO typed_project_reviews VALUES ('s', ?, ?, ?, NULL, NULL, ?, ?)", given
    )
    found = con.execute(
        f"SELECT * FROM ({text('marts/mart_project_by_criterion')}) ORDER BY ALL"
    ).fetchall()
    assert found == [
        ("s", "p1", "c", "aim", "peer", 2, 3),
        ("s", "p1", "c", "aim", "self", 1, 3),
        ("s", "p1", "c", "tools", "peer", 1, 0),
    ]


def test_practices_are_counted_by_status_and_expertise_needs_who_and_when(
    con: duckdb.DuckDBPyConnection,
) -> None:
    line(
        con,
        "1",
        "practices",
        status="в банке",
        organisation="ИРО",
        date_to=date(2024, 3, 1),
        community_id="c",
    )
    line(con, "2", "practices", status="в банке", organisation="ИРО", community_id="c")
    line(con, "3", "practices", status="описана")
    line(con, "4", "projects", status="описана")
    found = con.execute(
        f"SELECT * FROM ({text('marts/mart_practice_by_status')}) ORDER BY ALL"
    ).fetchall()
    assert found == [("s", "", "описана", 1, 0), ("s", "c", "в банке", 2, 1)]


def test_versions_stand_newest_first_and_hidden_ones_are_kept(ledger: Ledger) -> None:
    ledger.add_record(
        "document", "d1", {"kind": "Программа", "title": "Программа", "community_id": ""}, "анна"
    )
    for no, is_deleted in ((1, False), (2, False), (10, True)):
        said = {"sha256": f"{no}", "file_name": "а.pdf", "size": 1, "note": "", "on": "2024-01-01"}
        ledger.add_record("document_version", f"d1|{no}", said | {"is_deleted": is_deleted}, "анна")
    (one,) = documents(ledger)
    assert [version.no for version in one.versions] == [10, 2, 1]
    assert one.newest is not None and one.newest.no == 2
