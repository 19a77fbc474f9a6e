"""The application over an empty home: as the sample school's guest, and with named people."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import data, guard, session
from dashboard.app import create_app
from dashboard.session import User
from etl.demo import write_school
from etl.pipeline import load
from tests.dashboard.staff_home import staff_home
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


@pytest.fixture(scope="session")
def loaded_school(tmp_path_factory) -> Home:
    """The small sample school, loaded once and never changed."""
    folder = tmp_path_factory.mktemp("small")
    truths = write_school(folder / "files", small=True)
    made = Home.at(folder / "home")
    years = sorted({Path(file).parts[0] for file in truths.files})
    load(made, [folder / "files" / year for year in years])
    return made


@pytest.fixture(scope="module")
def school(loaded_school: Home, tmp_path_factory) -> Home:
    """A home of the small sample school that a module may change."""
    folder = tmp_path_factory.mktemp("copy") / "home"
    shutil.copytree(loaded_school.path, folder)
    return Home.at(folder)


@pytest.fixture
def director(school):
    """Ask as the director, of the small sample school."""
    create_app(school)
    guard.accounts()
    with session.acting_as(User("director", "Директор", "director")):
        yield


@pytest.fixture
def stranger(school):
    """Ask as a teacher of one class only."""
    create_app(school)
    mine = data.reader().frame(
        "SELECT class_name FROM dim_class WHERE school_year = '2023/24' ORDER BY 1"
    )
    teacher = User("t", "Учитель", "teacher", frozenset({("2023/24", mine["class_name"][0])}))
    with session.acting_as(teacher):
        yield mine["class_name"][0], mine["class_name"].iloc[-1]


@pytest.fixture(scope="session")
def staff_school(tmp_path_factory) -> Home:
    """The school of twelve teachers, published once and never changed."""
    return staff_home(tmp_path_factory.mktemp("staff") / "home")
