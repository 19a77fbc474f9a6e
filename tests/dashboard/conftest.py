"""The application over an empty home: as the sample school's guest, and with named people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import session
from dashboard.app import create_app
from dashboard.session import User
from warehouse.accounts import Account, Accounts
from warehouse.home import Home

SITE = "http://127.0.0.1:8050"
PASSWORD = "correct-horse-battery"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "school")


@pytest.fixture
def demo_app(home: Home) -> Dash:
    return create_app(home, demo=True)


@pytest.fixture
def demo(demo_app: Dash) -> FlaskClient:
    return demo_app.server.test_client()


@pytest.fixture
def named(home: Home) -> FlaskClient:
    """A client of a home with an administrator, `anna`, and a teacher, `boris`."""
    people = Accounts(home.ledger)
    people.enter(people.first_link() or "", PASSWORD, "anna", "Анна Первая")
    teacher = Account(
        "boris", "Борис Второй", "teacher", frozenset({("2023/24", "7А")}), False, False
    )
    people.enter(people.add(teacher, "anna"), PASSWORD)
    return create_app(home).server.test_client()


@pytest.fixture
def admin() -> Iterator[User]:
    with session.acting_as(User("anna", "Анна Первая", "admin")) as user:
        yield user


def form_token(page: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found
    return found[1]


def log_in(client: FlaskClient, login: str, password: str = PASSWORD, **options: Any) -> Any:
    page = client.get("/login", base_url=SITE).get_data(as_text=True)
    form = {"login": login, "password": password, "form_token": form_token(page)}
    return client.post("/login", data=form, base_url=SITE, **options)


def layout_token(client: FlaskClient) -> str:
    """Return the token that the forms of the frame carry."""
    layout = client.get("/_dash-layout", base_url=SITE).get_data(as_text=True)
    found = re.search(r'\{[^{}]*"form_token"[^{}]*\}', layout)
    assert found
    return str(json.loads(found[0])["value"])
