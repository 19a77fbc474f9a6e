"""The application: pages, callbacks, guard and delivery put together over one home."""

from __future__ import annotations

import importlib
import logging
import os
import pkgutil
import re
import secrets
from functools import cache
from typing import Any

import dash
import flask
from dash import Dash, no_update, set_props
from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException

from dashboard import (
    attach_route,
    callbacks,
    data,
    delivery,
    form_route,
    front_door,
    guard,
    ids,
    known_paths,
    lesson_plan_route,
    observe_route,
    search,
    session,
    shell,
    upload_route,
)
from dashboard.components import toast
from warehouse.doors import SESSION_DAYS, cookie_secret
from warehouse.home import Home

log = logging.getLogger("dashboard")

INDEX = """<!DOCTYPE html>
<html lang="ru">
<head>
{%metas%}<title>{%title%}</title>
<link rel="icon" href="/assets/favicon.svg"><script src="EARLY"></script>{%css%}
</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""

META = [{"name": "viewport", "content": "width=device-width, initial-scale=1"}]


def create_app(home: Home, demo: bool = False) -> Dash:
    """Return the application over a home; one process has one, a second call moves it to its home."""
    data.attach(home)
    app = _application()
    app.server.secret_key = cookie_secret(home.ledger)
    app.server.config["DEMO"] = demo
    return app


def server() -> Flask:
    """Return the warmed WSGI application of PEDSOVET_DATA: what a worker of the server loads."""
    app = create_app(Home.at(), demo=os.environ.get("PEDSOVET_DEMO") == "1")
    warm(app)
    flask_server: Flask = app.server
    return flask_server


def warm(app: Dash) -> None:
    """Make the first requests ourselves: callbacks are wired and big files compressed before serving.

    Two simultaneous first requests to a cold worker may find no callbacks.
    """
    client = app.server.test_client()
    inside: dict[str, Any] = {guard.WARMING: True}
    page = client.get("/", environ_overrides=inside).get_data(as_text=True)
    inside["HTTP_ACCEPT_ENCODING"] = "gzip"
    for path in ["/_dash-layout", "/_dash-dependencies", *_files_of(page)]:
        client.get(path, environ_overrides=inside)


@cache
def _application() -> Dash:
    app = Dash(
        "dashboard",
        use_pages=True,
        suppress_callback_exceptions=True,
        enable_mcp=False,
        title="Педсовет",
        update_title="",
        index_string=INDEX.replace("EARLY", delivery.asset("early.js")),
        assets_ignore=r"early\.js|plain\.css|form\.(js|css)|observe(_answers)?\.(js|css)|lesson_plan\.(js|css)",
        meta_tags=META,
        include_pages_meta=False,
        add_log_handler=False,
        on_error=show_failure,
    )
    for module in pkgutil.iter_modules(callbacks.__path__, "dashboard.callbacks."):
        importlib.import_module(module.name)
    _name_pages()
    app.layout = layout
    _configure(app)
    return app


def layout() -> Any:
    """Return the frame of the pages for the person who asks."""
    paths = {page["path"] for page in dash.page_registry.values()}
    rights = {right for right in session.RIGHTS if session.may(right)}
    token = front_door.form_token() if flask.has_request_context() else ""
    return shell.frame(session.current_user(), token, paths, rights)


def show_failure(error: Exception) -> Any:
    """Log a callback's failure under a number and say so in the corner; the page stays as it was."""
    number = secrets.token_hex(4)
    log.error("callback failed, record %s", number, exc_info=error)
    what = "Не получилось показать эту часть страницы. Данные целы."
    set_props(ids.TOAST, {"children": toast(what, f"Запись в журнале программы: {number}")})
    return no_update


def _configure(app: Dash) -> None:
    app.server.config.update(
        SESSION_COOKIE_NAME="pedsovet",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # Answers that cross on their way must not overwrite each other's cookie.
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION_DAYS * 24 * 3600,
    )
    app.server.register_blueprint(front_door.routes)
    app.server.register_error_handler(Exception, _problem_page)
    delivery.deliver(app.server)
    guard.protect(app)
    # After the guard: the route asks who the guard found.
    app.server.register_blueprint(upload_route.routes)
    app.server.register_blueprint(attach_route.routes)
    app.server.register_blueprint(search.routes)
    app.server.register_blueprint(form_route.routes)
    app.server.register_blueprint(observe_route.routes)
    app.server.register_blueprint(lesson_plan_route.routes)
    known_paths.watch(app.server)


def _problem_page(error: Exception) -> Any:
    """Answer a refused or failed request with a page in plain words."""
    if isinstance(error, HTTPException):
        what = str(error.description) if error.code == 400 else "Такой страницы нет."
        return _problem("Не получилось открыть", what, ""), error.code
    number = secrets.token_hex(4)
    log.error("request %s failed, record %s", _tokenless(request.path), number, exc_info=error)
    what = "Программа столкнулась с ошибкой. Загруженные данные и ваши решения целы."
    return _problem("Что-то сломалось", what, number), 500


def _tokenless(path: str) -> str:
    """Return a path for the log; the token of a link is a key, and who answered must not be logged."""
    return re.sub(r"^/(form|welcome)/.*", r"/\1/…", path)


def _problem(title: str, what: str, number: str) -> str:
    return render_template("problem.html", title=title, what=what, number=number)


def _name_pages() -> None:
    for page in dash.page_registry.values():
        if isinstance(page["title"], str) and not page["title"].endswith("Педсовет"):
            page["title"] = f"{page['title']} · Педсовет"


def _files_of(page: str) -> list[str]:
    """Return the addresses of the scripts and styles that a page loads."""
    parts = page.replace("'", '"').split('"')
    return [p for p in parts if p.startswith(("/assets/", "/_dash-component-suites/"))]
