"""Addresses that no page has are answered 404, with the same page that says so."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import dash
from flask import Flask, Response, request

CATCH_ALL = "/<path:path>"


def watch(server: Flask) -> None:
    """Put the right status on the answers of Dash, which gives its frame for any address."""
    server.after_request(_mark)


def is_known(path: str, pages: list[dict[str, Any]]) -> bool:
    """Tell whether some page has this address, or a template that it fills."""
    asked = "/" + path.strip("/")
    return any(
        _pattern(page.get("path_template") or page["path"]).fullmatch(asked) for page in pages
    )


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of an address such as /pupil/<pupil_id>; a part of it is never empty."""
    parts = re.split(r"<[^<>]+>", "/" + template.strip("/"))
    return re.compile("([^/]+)".join(re.escape(part) for part in parts))


def _mark(response: Response) -> Response:
    is_frame = request.endpoint == CATCH_ALL and response.status_code == 200
    if is_frame and not is_known(request.path, list(dash.page_registry.values())):
        response.status_code = 404
    return response
