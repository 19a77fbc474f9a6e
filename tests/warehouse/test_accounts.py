from dataclasses import replace
from pathlib import Path

import pytest

from warehouse.accounts import Account, AccountError, Accounts
from warehouse.doors import Doors, ThrottledError, cookie_secret
from warehouse.ledger import Ledger

PASSWORD = "correct-horse-battery"
TEACHER = Account("boris", "Борис Второй", "teacher", frozenset({("2023/24", "7А")}), False, False)


@pytest.fixture
def people(tmp_path: Path) -> Accounts:
    return Accounts(Ledger(tmp_path / "ledger.db"))


@pytest.fixture
def anna(people: Accounts) -> Account:
    return people.enter(people.first_link() or "", PASSWORD, "Anna", "Анна Первая")


def test_the_first_link_makes_an_administrator_once(people: Accounts) -> None:
    assert not people.are_named()
    token = people.first_link() or ""
    anna = people.enter(token, PASSWORD, "Anna", "Анна Первая")
    assert (anna.login, anna.role, anna.classes) == ("anna", "admin", None)
    assert people.are_named()
    assert people.first_link() is None
    with pytest.raises(AccountError):
        people.enter(token, PASSWORD, "eve", "Ева")


def test_a_new_first_link_ends_the_one_before(people: Accounts) -> None:
    before = people.first_link() or ""
    assert people.first_link() != before
    assert people.invitation(before) is None


@pytest.mark.usefixtures("anna")
def test_a_first_link_kept_back_does_not_make_a_second_administrator(people: Accounts) -> None:
    token = people.invite("", "start")
    with pytest.raises(AccountError):
        people.enter(token, PASSWORD, "eve", "Ева")


def test_an_expired_link_does_not_work(people: Accounts) -> None:
    token = people.first_link() or ""
    with people.ledger.transaction() as tx:
        tx.execute("UPDATE invitations SET expires_at = '2020-01-01T00:00:00Z'")
    with pytest.raises(AccountError):
        people.enter(token, PASSWORD, "anna", "Анна")


def test_a_weak_password_keeps_the_link(people: Accounts) -> None:
    token = people.first_link() or ""
    with pytest.raises(AccountError):
        people.enter(token, "short", "anna", "Анна")
    assert people.invitation(token)


@pytest.mark.usefixtures("anna")
def test_nothing_secret_is_stored_in_the_clear(people: Accounts) -> None:
    token = people.add(TEACHER, "anna")
    session = Doors(people).open("anna")
    held = (
        people.ledger.path.read_bytes()
        + people.ledger.path.with_name(people.ledger.path.name + "-wal").read_bytes()
    )
    for secret in (PASSWORD, token, session):
        assert secret.encode() not in held


@pytest.mark.usefixtures("anna")
def test_a_person_comes_in_with_a_password_of_their_own(people: Accounts) -> None:
    token = people.add(TEACHER, "anna")
    assert people.verify("boris", PASSWORD) is None
    people.enter(token, PASSWORD)
    boris = people.verify("Boris ", PASSWORD)
    assert boris and boris.classes == {("2023/24", "7А")}


@pytest.mark.usefixtures("anna")
def test_a_login_is_taken_once(people: Accounts) -> None:
    people.add(TEACHER, "anna")
    with pytest.raises(AccountError):
        people.add(replace(TEACHER, login="BORIS"), "anna")


def test_the_last_administrator_stays(people: Accounts, anna: Account) -> None:
    for fall in (replace(anna, is_disabled=True), replace(anna, role="director")):
        with pytest.raises(AccountError):
            people.change(fall, "anna")
    assert people.find("anna") == anna


@pytest.mark.usefixtures("anna")
def test_disabling_ends_the_open_sessions(people: Accounts) -> None:
    people.enter(people.add(TEACHER, "anna"), PASSWORD)
    doors = Doors(people)
    token = doors.open("boris")
    boris = doors.person(token)
    assert boris
    people.change(replace(boris, is_disabled=True), "anna")
    assert doors.person(token) is None
    people.change(boris, "anna")
    assert doors.person(token) is None


@pytest.mark.usefixtures("anna")
def test_guessing_is_slowed_down_and_a_right_password_forgives(people: Accounts) -> None:
    doors = Doors(people)
    for _ in range(4):
        assert doors.log_in("anna", "guess", "10.0.0.7") is None
    assert doors.log_in("anna", PASSWORD, "10.0.0.7")
    for _ in range(5):
        doors.log_in("anna", "guess", "10.0.0.7")
    with pytest.raises(ThrottledError):
        doors.log_in("anna", PASSWORD, "10.0.0.8")


@pytest.mark.usefixtures("anna")
def test_what_was_done_to_accounts_is_written_down(people: Accounts) -> None:
    people.add(TEACHER, "anna")
    done = [row["what"] for row in people.ledger.rows("SELECT what FROM audit ORDER BY audit_id")]
    assert done == ["link_made", "password_set", "account_added", "link_made"]


def test_the_cookie_secret_is_made_once(people: Accounts) -> None:
    assert cookie_secret(people.ledger) == cookie_secret(people.ledger)
