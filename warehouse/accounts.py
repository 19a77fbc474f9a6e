"""Accounts of people: roles, passwords, one-time links, and the audit of what was done to them."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from warehouse.ledger import Ledger, dumps, now

SCHEMA = Path(__file__).with_name("accounts.sql")
ROLES = ("admin", "director", "deputy", "teacher")
LINK_DAYS = 3
MIN_PASSWORD = 10

_hasher = PasswordHasher()
# Verified for an unknown login too, so that the time of an answer does not tell which logins exist.
_DECOY = _hasher.hash(secrets.token_hex())


class AccountError(ValueError):
    """What was asked cannot be done; the message is for a person, in Russian."""


@dataclass(frozen=True)
class Account:
    """A person: `classes` are (school_year, class_name) of a teacher, None for the whole school."""

    login: str
    name: str
    role: str
    classes: frozenset[tuple[str, str]] | None
    is_disabled: bool
    has_password: bool


@dataclass(frozen=True)
class Invitation:
    """A one-time link that still works; `login` is empty in the link of the first administrator."""

    login: str
    expires_at: str


def later(**span: float) -> str:
    """Return a moment that far from now, as the ledger writes moments."""
    moment = datetime.now(UTC) + timedelta(**span)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def hashed(token: str) -> str:
    """Return the hash under which a random token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def audit(ledger: Ledger, who: str, what: str, about: str = "") -> None:
    """Note that a person did something: `pupil_opened`, `login`, `account_added`…"""
    with ledger.transaction() as tx:
        tx.execute(
            "INSERT INTO audit (at, who, what, object) VALUES (?, ?, ?, ?)",
            (now(), who, what, about),
        )


class Accounts:
    """The accounts of one home, kept beside its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        with ledger.transaction() as tx:
            for statement in SCHEMA.read_text("utf-8").split(";"):
                tx.execute(statement)

    def people(self) -> list[Account]:
        """Return every account, by login."""
        return [_account(row) for row in self.ledger.rows("SELECT * FROM accounts ORDER BY login")]

    def find(self, login: str) -> Account | None:
        """Return an account by its login, or None."""
        row = self._row(login)
        return _account(row) if row else None

    def are_named(self) -> bool:
        """Tell whether some administrator can come in with a password."""
        return any(
            p.role == "admin" and p.has_password and not p.is_disabled for p in self.people()
        )

    def add(self, person: Account, who: str) -> str:
        """Add an account without a password; return the token of its one-time link.

        Raises AccountError for an empty or taken login, an empty name, an unknown role.
        """
        login = cleaned_login(person.login)
        if not person.name.strip() or person.role not in ROLES:
            raise AccountError("Нужны имя и роль.")
        with self.ledger.transaction() as tx:
            if self._row(login):
                raise AccountError(f"Логин «{login}» уже занят: выберите другой.")
            _insert(tx, (login, person.name.strip(), person.role, person.classes), "", who)
            audit(self.ledger, who, "account_added", login)
        return self.invite(login, who)

    def invite(self, login: str, who: str) -> str:
        """Return the token of a new one-time link; links made for this login before stop working."""
        token = secrets.token_urlsafe(24)
        with self.ledger.transaction() as tx:
            tx.execute(
                "UPDATE invitations SET used_at = ? WHERE login = ? AND used_at = ''",
                (now(), login),
            )
            tx.execute(
                "INSERT INTO invitations VALUES (?, ?, ?, '', ?)",
                (hashed(token), login, later(days=LINK_DAYS), who),
            )
            audit(self.ledger, who, "link_made", login)
        return token

    def first_link(self) -> str | None:
        """Return the token of the first administrator's link; None once there is an administrator."""
        return None if self.are_named() else self.invite("", "start")

    def invitation(self, token: str) -> Invitation | None:
        """Return the invitation of a token while it is unused and has not expired."""
        row = self.ledger.one(
            "SELECT * FROM invitations WHERE token_hash = ? AND used_at = '' AND expires_at > ?",
            (hashed(token), now()),
        )
        return Invitation(row["login"], row["expires_at"]) if row else None

    def enter(self, token: str, password: str, login: str = "", name: str = "") -> Account:
        """Use a one-time link: set the password, and make the first administrator where it is theirs.

        Raises AccountError for a used or expired link and for a weak password.
        """
        check_password(password)
        secret = _hasher.hash(password)
        with self.ledger.transaction() as tx:
            invitation = self.invitation(token)
            if invitation is None or (not invitation.login and self.are_named()):
                raise AccountError("Ссылка уже использована или её срок истёк: попросите новую.")
            login = invitation.login or self._make_first(tx, login, name)
            tx.execute("UPDATE accounts SET password_hash = ? WHERE login = ?", (secret, login))
            tx.execute(
                "UPDATE invitations SET used_at = ? WHERE token_hash = ?", (now(), hashed(token))
            )
            tx.execute("UPDATE sessions SET closed_at = ? WHERE login = ?", (now(), login))
            audit(self.ledger, login, "password_set", login)
        return self._known(login)

    def verify(self, login: str, password: str) -> Account | None:
        """Return the account whose login and password these are, unless it is disabled."""
        row = self._row(login.strip().casefold())
        secret = row["password_hash"] if row and row["password_hash"] else _DECOY
        try:
            _hasher.verify(secret, password)
        except (VerificationError, InvalidHashError):
            return None
        if row is None or secret is _DECOY or row["is_disabled"]:
            return None
        return _account(row)

    def change(self, person: Account, who: str) -> None:
        """Write the name, role, classes and disabling of an account; disabling ends its sessions.

        Raises AccountError for an unknown login and for the last administrator's own fall.
        """
        before = self._known(person.login)
        with self.ledger.transaction() as tx:
            tx.execute(
                "UPDATE accounts SET name = ?, role = ?, classes = ?, is_disabled = ?"
                " WHERE login = ?",
                (person.name, person.role, _classes_text(person.classes), person.is_disabled,
                 person.login),
            )  # fmt: skip
            if before.role == "admin" and before.has_password and not self.are_named():
                raise AccountError("Это последний администратор: сначала назначьте другого.")
            if person.is_disabled:
                tx.execute(
                    "UPDATE sessions SET closed_at = ? WHERE login = ? AND closed_at = ''",
                    (now(), person.login),
                )
            audit(self.ledger, who, "account_changed", f"{person.login} {dumps(_shown(person))}")

    def _make_first(self, tx: sqlite3.Connection, login: str, name: str) -> str:
        login = cleaned_login(login)
        if not name.strip():
            raise AccountError("Напишите имя, под которым вас увидят другие.")
        tx.execute("DELETE FROM accounts WHERE login = ?", (login,))
        _insert(tx, (login, name.strip(), "admin", None), "", "start")
        return login

    def _row(self, login: str) -> sqlite3.Row | None:
        return self.ledger.one("SELECT * FROM accounts WHERE login = ?", (login,))

    def _known(self, login: str) -> Account:
        account = self.find(login)
        if account is None:
            raise AccountError(f"Учётной записи «{login}» нет.")
        return account


def cleaned_login(login: str) -> str:
    """Return a login in its one spelling; raises AccountError for an empty or spaced one."""
    cleaned = login.strip().casefold()
    if not cleaned or any(c.isspace() for c in cleaned) or len(cleaned) > 64:
        raise AccountError("Логин: одно слово без пробелов, не длиннее 64 знаков.")
    return cleaned


def check_password(password: str) -> None:
    """Refuse a short password. Raises AccountError."""
    if len(password) < MIN_PASSWORD:
        raise AccountError(f"Пароль слишком короткий: нужно не меньше {MIN_PASSWORD} знаков.")


def _insert(
    tx: sqlite3.Connection,
    person: tuple[str, str, str, frozenset[tuple[str, str]] | None],
    secret: str,
    who: str,
) -> None:
    login, name, role, classes = person
    tx.execute(
        "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
        (login, name, role, _classes_text(classes), secret, now(), who),
    )


def _account(row: sqlite3.Row) -> Account:
    classes = json.loads(row["classes"])
    scope = None if classes is None else frozenset((year, name) for year, name in classes)
    if row["role"] == "teacher" and scope is None:
        scope = frozenset()
    return Account(
        row["login"], row["name"], row["role"], scope, bool(row["is_disabled"]),
        bool(row["password_hash"]),
    )  # fmt: skip


def _classes_text(classes: Iterable[tuple[str, str]] | None) -> str:
    return dumps(None if classes is None else sorted(classes))


def _shown(person: Account) -> dict[str, object]:
    return {"role": person.role, "is_disabled": person.is_disabled}
