"""The way in and out: login, the one-time link, logout, and the role switch of the sample school."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, session
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from dashboard import words
from dashboard.guard import Visitor, accounts, doors
from warehouse.accounts import MIN_PASSWORD, Account, AccountError
from warehouse.doors import THROTTLE_MINUTES, ThrottledError

routes = Blueprint("front_door", __name__)

COOKIELESS = ("/_", "/assets/", "/health", "/form/")


def form_token() -> str:
    """Return the token that forms of this browser carry, so that no other page can send them."""
    return str(session.setdefault("form_token", secrets.token_urlsafe(16)))


@routes.before_app_request
def give_form_token() -> None:
    """Give the browser its token with the page itself: requests that follow at once share it."""
    if request.method == "GET" and not request.path.startswith(COOKIELESS):
        form_token()


@routes.before_request
def check_form_token() -> None:
    """Refuse a form that was not made by our own page for this browser."""
    if request.method == "POST":
        sent = request.form.get("form_token", "")
        if not secrets.compare_digest(sent, str(session.get("form_token") or secrets.token_hex())):
            abort(400, "Страница устарела: обновите её и попробуйте ещё раз.")


@routes.get("/health")
def health() -> dict[str, str]:
    """Answer that the server is alive."""
    return {"status": "ok"}


@routes.get("/login")
def login_page() -> str:
    """Show the login form, or how to get the first administrator's link."""
    return _login_page()


@routes.post("/login")
def log_in() -> Any:
    """Let a person in, or say what is wrong without saying which part."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    try:
        account = doors().log_in(login, password, request.remote_addr or "")
    except ThrottledError:
        wait = words.plural(THROTTLE_MINUTES, "минуту", "минуты", "минут")
        return _login_page(f"Слишком много попыток. Попробуйте через {wait}.", login), 429
    if account is None:
        return _login_page("Логин или пароль не подходят.", login), 401
    return _come_in(account)


@routes.get("/welcome/<token>")
def welcome_page(token: str) -> Any:
    """Show the form of a one-time link."""
    return _welcome_page(token)


@routes.post("/welcome/<token>")
def welcome(token: str) -> Any:
    """Use a one-time link: set the password and come in."""
    form = {name: request.form.get(name, "") for name in ("login", "name", "password", "again")}
    if form["password"] != form.pop("again"):
        return _welcome_page(token, "Пароли не совпадают.", form), 400
    try:
        account = accounts().enter(token, **form)
    except AccountError as problem:
        return _welcome_page(token, str(problem), form), 400
    return _come_in(account)


@routes.post("/logout")
def log_out() -> Response:
    """Close the session."""
    if current_user.is_authenticated:
        doors().close(current_user.get_id())
    logout_user()
    session.clear()
    return redirect("/login")


@routes.post("/role")
def switch_role() -> Response:
    """Look at the sample school as another role."""
    role = request.form.get("role", "")
    if not current_app.config["DEMO"] or role not in words.ROLES:
        abort(404)
    session["role"] = role
    return redirect(safe_next(request.form.get("next", "/")))


def safe_next(path: str) -> str:
    """Return a path inside this site; anything else becomes the front page."""
    is_inside = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if is_inside else "/"


def _come_in(account: Account) -> Response:
    session.clear()
    session.permanent = True
    form_token()
    login_user(Visitor(doors().open(account.login), account))
    return redirect(safe_next(request.args.get("next", "/")))


def _login_page(problem: str = "", login: str = "") -> str:
    return render_template(
        "login.html",
        problem=problem,
        login=login,
        has_accounts=accounts().are_named(),
        form_token=form_token(),
    )


def _welcome_page(token: str, problem: str = "", form: dict[str, str] | None = None) -> Any:
    invitation = accounts().invitation(token)
    if invitation is None or (not invitation.login and accounts().are_named()):
        return render_template("link_used.html"), 410
    return render_template(
        "welcome.html",
        invitation=invitation,
        person=accounts().find(invitation.login),
        problem=problem,
        form=form or {},
        min_password=MIN_PASSWORD,
        form_token=form_token(),
    )
