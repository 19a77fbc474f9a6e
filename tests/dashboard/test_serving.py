import socket
import sys
import time

import pytest

from dashboard import __main__ as serving
from dashboard.tender import Tender
from tests.dashboard.conftest import PASSWORD
from warehouse.accounts import Accounts
from warehouse.home import Home


def test_an_open_address_needs_people(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert serving.main(["--host", "0.0.0.0", "--data", str(home.path)]) == 2
    said = capsys.readouterr().err
    assert "учётных записей ещё нет" in said
    assert "Что сделать" in said


def test_the_sample_school_stays_on_this_computer(home: Home) -> None:
    assert serving.main(["--demo", "--host", "0.0.0.0", "--data", str(home.path)]) == 2


def test_the_sample_school_does_not_open_a_door_that_has_a_lock(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    people = Accounts(home.ledger)
    people.enter(people.first_link() or "", PASSWORD, "anna", "Анна Первая")
    assert serving.main(["--demo", "--data", str(home.path)]) == 2
    assert "без --demo" in capsys.readouterr().err


def test_a_busy_port_is_said_plainly(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serving.main(["--port", str(port), "--data", str(home.path)]) == 2
    assert f"Порт {port} уже занят" in capsys.readouterr().err


def test_the_first_start_prints_the_one_time_link(home: Home) -> None:
    said = serving.greeting(serving.arguments(["--port", "8051"]), home)
    assert "http://127.0.0.1:8051/welcome/" in said
    assert "/welcome/" not in serving.greeting(serving.arguments(["--demo"]), home)


def test_a_worker_that_dies_is_started_again_and_stops_with_us() -> None:
    with Tender([sys.executable, "-c", "raise SystemExit(1)"], first_rest=0.05) as tender:
        deadline = time.monotonic() + 20
        while tender.starts < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
    assert tender.starts >= 2


def test_a_worker_that_works_is_stopped() -> None:
    began = time.monotonic()
    with Tender([sys.executable, "-c", "import time; time.sleep(60)"]):
        time.sleep(0.5)
    assert time.monotonic() - began < 15
