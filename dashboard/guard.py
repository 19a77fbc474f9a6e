"""The guard of every request: who is asking, from where, and what a browser may do with the answer."""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

from dash import Dash
from flask import Response, current_app, g, redirect, request, session
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response as AnyResponse

from dashboard import data
from dashboard.session import User
from dashboard.session import current_user as asking
from warehouse.accounts import Account, Accounts, audit
from warehouse.amending import newest
from warehouse.doors import Doors
from warehouse.staff.reference import teacher_persons

OPEN = ("/login", "/welcome/", "/assets/", "/health", "/_dash-component-suites/", "/_favicon.ico",
        "/form/")  # fmt: skip
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DEMO_ROLE = "director"
WARMING = "pedsovet.warming"

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Visitor(UserMixin):  # type: ignore[misc]
    """An account behind an open session; its id is the session's token."""

    def __init__(self, token: str, account: Account) -> None:
        self.id = token
        self.account = account


def accounts() -> Accounts:
    """Return the accounts of the attached home."""
    return _accounts(data.home().path)


def doors() -> Doors:
    """Return the sessions of the attached home."""
    return Doors(accounts())


@functools.lru_cache(maxsize=8)
def _accounts(_path: object) -> Accounts:
    return Accounts(data.ledger())


def note_download(about: str) -> None:
    """Write into the log who took away a file or a table in which pupils are named."""
    audit(accounts().ledger, asking().login, "download", about)


def protect(app: Dash) -> None:
    """Put the guard before every request of an app and the security headers on every answer."""
    manager = LoginManager(app.server)
    manager.user_loader(_visitor)
    app.server.before_request(_admit)
    app.server.after_request(functools.partial(_harden, app))


def _visitor(token: str) -> Visitor | None:
    account = doors().person(token)
    return Visitor(token, account) if account else None


def _admit() -> AnyResponse | tuple[str, int] | None:
    """Let a request in, send it to the login page, or refuse it."""
    g.user = _user()
    if _is_foreign():
        return "Запрос пришёл с другого сайта и отклонён.", 403
    if _needs_loopback() and not _is_local():
        return "Пока нет учётных записей, страницы открываются только на этом компьютере.", 403
    if g.user is not None or request.path.startswith(OPEN):
        return None
    if request.path.startswith("/_") or request.method != "GET":
        return "Сеанс завершён: войдите снова.", 401
    return redirect(f"/login?next={request.full_path.rstrip('?')}")


def _user() -> User | None:
    if request.environ.get(WARMING):
        return User("warming", "", "admin")
    if request.path.startswith("/form/"):
        return None  # an answer by link is nobody's, even where somebody is logged in
    if current_app.config["DEMO"]:
        return _demo_user()
    if request.path.startswith(("/assets/", "/_dash-component-suites/")):
        return None
    account = getattr(current_user, "account", None)
    return _of_account(account) if account else None


def _of_account(account: Account) -> User:
    said = newest(accounts().ledger, "account_teacher", account.login)
    who = said.payload.get("teacher_id") if said else None
    if who is not None:
        who = {p["teacher_id"]: p["person_id"] for p in teacher_persons(accounts().ledger)}.get(
            who, who
        )
    return User(account.login, account.name, account.role, account.classes, who)


def _demo_user() -> User:
    role = session.get("role", DEMO_ROLE)
    is_teacher = role == "teacher"
    classes = data.demo_classes() if is_teacher else None
    return User("demo", "Демонстрация", role, classes, data.demo_teacher() if is_teacher else None)


def _is_foreign() -> bool:
    """Tell whether a writing request was made by a page of another site."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(str(origin)).netloc != request.host


def _needs_loopback() -> bool:
    return bool(current_app.config["DEMO"]) or not accounts().are_named()


def _is_local() -> bool:
    """Tell whether the request came over loopback under a loopback name.

    The name matters: a foreign site could point its own name at 127.0.0.1 and read the answers.
    """
    host = urlsplit(f"//{request.host}").hostname or ""
    return request.remote_addr in LOOPBACK and host in LOOPBACK


def _harden(app: Dash, response: Response) -> Response:
    response.headers.extend(SECURITY_HEADERS)
    is_own = "Content-Security-Policy" in response.headers  # a page without Dash has a stricter one
    if response.mimetype == "text/html" and not is_own:
        response.headers["Content-Security-Policy"] = content_policy(app)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def content_policy(app: Dash) -> str:
    """Return the policy of a page: nothing from another host, no inline script but Dash's own."""
    scripts = " ".join(["'self'", *dict.fromkeys(app.csp_hashes())])
    rules = [
        "default-src 'self'",
        f"script-src {scripts}",
        "style-src 'self' 'unsafe-inline'",  # plotly.js and React write style attributes
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(rules)
