import gzip
import re

from dash import Dash
from flask.testing import FlaskClient

from dashboard.app import warm
from tests.dashboard.conftest import SITE


def test_a_page_carries_a_strict_policy(demo: FlaskClient) -> None:
    answer = demo.get("/", base_url=SITE)
    policy = answer.headers["Content-Security-Policy"]
    scripts = re.search(r"script-src ([^;]+)", policy)
    assert scripts
    assert "unsafe" not in scripts[1]
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in answer.headers


def test_a_page_asks_nothing_of_another_host(demo: FlaskClient) -> None:
    page = demo.get("/", base_url=SITE).get_data(as_text=True)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)
    assert '<html lang="ru">' in page


def test_files_with_a_fingerprint_are_kept_for_good_and_travel_small(demo: FlaskClient) -> None:
    page = demo.get("/", base_url=SITE).get_data(as_text=True)
    files = re.findall(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"', page)
    for address in files:
        if address.endswith("favicon.svg"):
            continue
        answer = demo.get(address, base_url=SITE, headers={"Accept-Encoding": "gzip"})
        assert "immutable" in answer.headers["Cache-Control"], address
        if len(answer.data) > 1024:
            assert answer.headers["Content-Encoding"] == "gzip", address
            assert gzip.decompress(answer.data)


def test_pages_with_data_are_not_kept_by_the_browser(demo: FlaskClient) -> None:
    assert demo.get("/_dash-layout", base_url=SITE).headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts(demo: FlaskClient) -> None:
    cookie = demo.get("/", base_url=SITE).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_health_needs_nobody(named: FlaskClient) -> None:
    assert named.get("/health", base_url=SITE).get_json() == {"status": "ok"}


def test_a_failure_answers_in_words_with_a_number(demo_app: Dash, demo: FlaskClient) -> None:
    answer = demo.post("/_dash-update-component", json={"output": "none.children"}, base_url=SITE)
    assert answer.status_code == 500
    assert "целы" in answer.get_data(as_text=True)
    assert demo_app.server.debug is False


def test_warming_wires_the_callbacks(demo_app: Dash) -> None:
    warm(demo_app)
    assert demo_app.callback_map
