"""Open sessions of people, and the throttle that slows down who guesses passwords."""

from __future__ import annotations

import secrets

from warehouse.accounts import Account, Accounts, audit, hashed, later
from warehouse.ledger import Ledger, now

SESSION_DAYS = 14
THROTTLE_MINUTES = 15
TRIES_PER_LOGIN = 5
TRIES_PER_ADDRESS = 30


class ThrottledError(Exception):
    """Too many failed logins of late from this address or for this login."""


class Doors:
    """Sessions of one home: who is in, since when, until when."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self.ledger = accounts.ledger

    def log_in(self, login: str, password: str, address: str) -> Account | None:
        """Return the account that may come in, or None; raises ThrottledError after many failures."""
        login = login.strip().casefold()
        if self._is_throttled(login, address):
            raise ThrottledError
        account = self.accounts.verify(login, password)
        if account is None:
            self._note_failure(login, address)
        else:
            self._forget_failures(login)
        return account

    def open(self, login: str) -> str:
        """Open a session; return the token that the cookie keeps."""
        token = secrets.token_urlsafe(24)
        with self.ledger.transaction() as tx:
            tx.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, '')",
                (hashed(token), login, now(), later(days=SESSION_DAYS)),
            )
            audit(self.ledger, login, "login", login)
        return token

    def person(self, token: str) -> Account | None:
        """Return whose open session a token is; None when closed, expired or the person disabled."""
        row = self.ledger.one(
            "SELECT login FROM sessions WHERE token_hash = ? AND closed_at = '' AND expires_at > ?",
            (hashed(token), now()),
        )
        account = self.accounts.find(row["login"]) if row else None
        return None if account is None or account.is_disabled else account

    def close(self, token: str) -> None:
        """Close a session."""
        with self.ledger.transaction() as tx:
            tx.execute(
                "UPDATE sessions SET closed_at = ? WHERE token_hash = ?", (now(), hashed(token))
            )

    def _is_throttled(self, login: str, address: str) -> bool:
        since = later(minutes=-THROTTLE_MINUTES)
        row = self.ledger.one(
            "SELECT coalesce(sum(login = ?), 0) AS of_login,"
            " coalesce(sum(address = ?), 0) AS of_address FROM failed_logins WHERE at > ?",
            (login, address, since),
        )
        if row is None:
            return False
        return bool(row["of_login"] >= TRIES_PER_LOGIN or row["of_address"] >= TRIES_PER_ADDRESS)

    def _note_failure(self, login: str, address: str) -> None:
        with self.ledger.transaction() as tx:
            tx.execute("INSERT INTO failed_logins VALUES (?, ?, ?)", (login, address, now()))
            tx.execute("DELETE FROM failed_logins WHERE at < ?", (later(days=-1),))

    def _forget_failures(self, login: str) -> None:
        with self.ledger.transaction() as tx:
            tx.execute("DELETE FROM failed_logins WHERE login = ?", (login,))


def cookie_secret(ledger: Ledger) -> str:
    """Return the secret that signs cookies, made at first use and kept in the ledger."""
    with ledger.transaction():
        secret = ledger.meta("cookie_secret")
        if not secret:
            secret = secrets.token_hex(32)
            ledger.set_meta("cookie_secret", secret)
    return secret
