"""Attaching by the route: who may, from which page, what comes back, and how the file is given again."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient

from dashboard import attach_route
from tests.dashboard.conftest import SITE, layout_token, log_in
from warehouse import attachments
from warehouse.home import Home

PDF = b"%PDF-1.7\nplan"


def post(
    client: FlaskClient, name: str = "План.pdf", content: bytes = PDF, token: str | None = None
):
    sent = layout_token(client) if token is None else token
    headers = {"X-File-Name": quote(name), "X-Form-Token": sent}
    return client.post("/attachment", data=content, headers=headers, base_url=SITE)


def test_a_file_is_attached_and_given_back_as_a_file(demo: FlaskClient, home: Home) -> None:
    made = post(demo, "папка/План <1>.pdf")
    assert made.status_code == 201
    assert (made.json["file_name"], made.json["size"], made.json["kind"]) == (
        "План 1 .pdf",
        13,
        "pdf",
    )
    answer = demo.get(f"/attachment/{made.json['sha256']}?name=Карта.pdf", base_url=SITE)
    assert answer.data == PDF
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    disposition = unquote(answer.headers["Content-Disposition"])
    assert disposition == "attachment; filename*=UTF-8''Карта.pdf"
    other = demo.get(f"/attachment/{made.json['sha256']}?name=x.exe", base_url=SITE)
    assert "План" in unquote(other.headers["Content-Disposition"])
    noted = home.ledger.rows("SELECT object FROM audit WHERE what = 'download'")
    assert noted[0]["object"] == f"attachment {made.json['sha256']}"


def test_what_is_refused_says_why(demo: FlaskClient, home: Home) -> None:
    assert "не pdf" in post(demo, content=b"MZ").json["problem"]
    stale = post(demo, token="чужой".encode().hex())
    assert (stale.status_code, "устарела" in stale.json["problem"]) == (400, True)
    assert demo.get("/attachment/..%2fledger.db", base_url=SITE).status_code == 404
    assert demo.get(f"/attachment/{'0' * 64}", base_url=SITE).status_code == 404
    assert attachments.attachments(home) == []


def test_nobody_may_neither_bring_nor_take(named: FlaskClient, home: Home) -> None:
    assert post(named, token="x").status_code == 401
    assert named.get(f"/attachment/{'0' * 64}", base_url=SITE).status_code == 302


def test_a_file_of_no_record_is_its_bringers_and_of_those_who_keep_registers(
    named: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(named, "anna")
    made = post(named).json["sha256"]
    address = f"/attachment/{made}"
    log_in(named, "boris")
    assert named.get(address, base_url=SITE).status_code == 404
    monkeypatch.setattr(attach_route, "HOLDERS", [lambda sha: True if sha == made else None])
    assert named.get(address, base_url=SITE).status_code == 200
    monkeypatch.setattr(attach_route, "HOLDERS", [lambda sha: False])
    assert named.get(address, base_url=SITE).status_code == 404
