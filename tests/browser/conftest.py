"""A real server with its worker and a real Chromium; both stories share the server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from warehouse.accounts import Accounts
from warehouse.home import Home
from warehouse.publish import is_due

LOGIN, PASSWORD = "zavuch", "надёжный пароль 7"
START_SECONDS = 60
PATIENCE = 20_000  # milliseconds; a busy machine draws slowly
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Site:
    """A served school: its address, its home and the first administrator's account."""

    url: str
    home: Home


@dataclass
class Tab:
    """A page of the browser that remembers what went wrong in it."""

    page: Page
    url: str
    errors: list[str]
    strangers: list[str]

    def open(self, path: str) -> None:
        """Open a path of the site."""
        self.page.goto(self.url + path)

    def log_in(self) -> None:
        """Come in by the login form."""
        self.open("/login")
        self.page.fill("input[name=login]", LOGIN)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Войти").click()
        self.page.wait_for_selector("#shell-nav a")

    def check(self) -> None:
        """Hold the page to silence: no error in the console, no request to another host."""
        assert self.errors == []
        assert self.strangers == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of this machine; without one the stories are skipped, except in CI."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("В CI нужен браузер: chromium не найден")
        pytest.skip("Нет браузера: поставьте chromium, и проверки в браузере пойдут")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server as a person starts it, over a school of its own with one administrator."""
    folder = tmp_path_factory.mktemp("school")
    home = Home.at(folder)
    accounts = Accounts(home.ledger)
    accounts.enter(accounts.first_link() or "", PASSWORD, LOGIN, "Завуч")
    port = free_port()
    command = [sys.executable, "-m", "dashboard", "--port", str(port), "--data", str(folder),
               "--workers", "1"]  # fmt: skip
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=root(), stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/health", server)
            yield Site(f"http://127.0.0.1:{port}", home)
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture
def tab(browser: Browser, site: Site) -> Iterator[Tab]:
    """A fresh page, logged in, at 1366 × 768."""
    context = browser.new_context(locale="ru-RU", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    opened = Tab(page, site.url, [], [])
    host = urlsplit(site.url).netloc
    page.on("console", lambda m: opened.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("request", lambda r: _note_stranger(opened, r.url, host))
    opened.log_in()
    yield opened
    context.close()


def _note_stranger(tab: Tab, url: str, host: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob") and parts.netloc != host:
        tab.strangers.append(url)


def wait_until_published(site: Site) -> None:
    """Wait until the site's worker has nothing to publish: what was taken back is gone from the pages too."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and is_due(site.home):
        time.sleep(0.2)
    assert not is_due(site.home)


def root() -> Path:
    """Return the folder of the product."""
    return Path(__file__).parents[2]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; fail when it does not or has ended."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The server did not start at {url}")
