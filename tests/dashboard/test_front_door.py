import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.front_door import safe_next
from tests.dashboard.conftest import PASSWORD, SITE, form_token, layout_token, log_in
from warehouse.accounts import Accounts
from warehouse.home import Home


def test_a_stranger_is_led_to_the_login_page_and_back(named: FlaskClient) -> None:
    answer = named.get("/achievement?year=2023%2F24", base_url=SITE)
    assert answer.status_code == 302
    assert answer.location == "/login?next=/achievement?year=2023%2F24"


def test_data_needs_a_person(named: FlaskClient) -> None:
    for path in ("/_dash-layout", "/_dash-dependencies", "/_reload-hash", "/export/any"):
        assert named.get(path, base_url=SITE).status_code in (302, 401), path
    assert named.post("/_dash-update-component", json={}, base_url=SITE).status_code == 401


def test_a_person_comes_in_and_leaves(named: FlaskClient) -> None:
    assert log_in(named, "anna").status_code == 302
    layout = named.get("/_dash-layout", base_url=SITE)
    assert layout.status_code == 200
    assert "Анна Первая" in str(layout.get_json())
    form = {"form_token": layout_token(named)}
    assert named.post("/logout", data=form, base_url=SITE).location == "/login"
    assert named.get("/_dash-layout", base_url=SITE).status_code == 401


@pytest.mark.parametrize("who", ["demo", "named"])
def test_requests_after_the_page_leave_its_cookie_alone(
    who: str, request: pytest.FixtureRequest
) -> None:
    """Their answers cross, so a cookie written by one would undo another's."""
    client = request.getfixturevalue(who)
    if who == "named":
        log_in(client, "anna")
    client.get("/", base_url=SITE)
    for path in ("/_dash-layout", "/_dash-dependencies"):
        answer = client.get(path, base_url=SITE)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers


def test_a_wrong_password_does_not_say_what_is_wrong(named: FlaskClient) -> None:
    for login in ("anna", "nobody"):
        answer = log_in(named, login, "not-the-password")
        assert answer.status_code == 401
        assert "Логин или пароль не подходят" in answer.get_data(as_text=True)


def test_guessing_is_slowed_down(named: FlaskClient) -> None:
    for _ in range(5):
        log_in(named, "anna", "guess")
    answer = log_in(named, "anna")
    assert answer.status_code == 429
    assert "15" in answer.get_data(as_text=True)


def test_a_disabled_person_is_out_at_once(named: FlaskClient, home: Home) -> None:
    log_in(named, "boris")
    assert named.get("/_dash-layout", base_url=SITE).status_code == 200
    people = Accounts(home.ledger)
    boris = people.find("boris")
    assert boris
    people.change(type(boris)(**{**boris.__dict__, "is_disabled": True}), "anna")
    assert named.get("/_dash-layout", base_url=SITE).status_code == 401


def test_the_first_administrator_comes_by_a_link_that_works_once(home: Home) -> None:
    client = create_app(home).server.test_client()
    token = Accounts(home.ledger).first_link()
    page = client.get(f"/welcome/{token}", base_url=SITE).get_data(as_text=True)
    form = {
        "login": "vera", "name": "Вера", "password": PASSWORD, "again": PASSWORD,
        "form_token": form_token(page),
    }  # fmt: skip
    assert client.post(f"/welcome/{token}", data=form, base_url=SITE).status_code == 302
    assert client.get("/_dash-layout", base_url=SITE).status_code == 200
    assert client.get(f"/welcome/{token}", base_url=SITE).status_code == 410


def test_a_form_of_another_page_is_refused(named: FlaskClient) -> None:
    form = {"login": "anna", "password": PASSWORD, "form_token": "made up"}
    assert named.post("/login", data=form, base_url=SITE).status_code == 400


def test_another_site_cannot_write(named: FlaskClient) -> None:
    log_in(named, "anna")
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = named.post("/_dash-update-component", json={}, headers=headers, base_url=SITE)
        assert answer.status_code == 403


def test_without_people_only_this_computer_is_served(home: Home) -> None:
    client = create_app(home).server.test_client()
    far = client.get("/login", base_url=SITE, environ_base={"REMOTE_ADDR": "10.0.0.7"})
    renamed = client.get("/login", base_url="http://rebound.example")
    near = client.get("/login", base_url=SITE)
    assert (far.status_code, renamed.status_code, near.status_code) == (403, 403, 200)
    assert "/welcome/" in near.get_data(as_text=True)


def test_the_sample_school_can_be_seen_in_any_role(demo: FlaskClient) -> None:
    form = {"form_token": layout_token(demo), "role": "teacher", "next": "/help"}
    assert demo.post("/role", data=form, base_url=SITE).location == "/help"
    layout = str(demo.get("/_dash-layout", base_url=SITE).get_json())
    assert "/settings" not in layout
    assert "/uploads" not in layout


def test_the_role_switch_belongs_to_the_sample_school_alone(named: FlaskClient) -> None:
    log_in(named, "boris")
    form = {"form_token": layout_token(named), "role": "admin"}
    assert named.post("/role", data=form, base_url=SITE).status_code == 404


def test_the_way_back_stays_on_this_site() -> None:
    assert safe_next("/class/7А?year=2023") == "/class/7А?year=2023"
    for path in ("//evil.example", "https://evil.example", "/\\evil.example", ""):
        assert safe_next(path) == "/"
