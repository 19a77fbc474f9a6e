"""How answers travel: compressed, and files with a fingerprint kept by the browser for good."""

from __future__ import annotations

import gzip
from pathlib import Path

from flask import Flask, Response, request

ASSETS = Path(__file__).with_name("assets")
FOREVER = "public, max-age=31536000, immutable"
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
SMALLEST = 1024

_compressed: dict[str, bytes] = {}


def asset(name: str) -> str:
    """Return the address of an asset with its fingerprint, the same that Dash gives it."""
    return f"/assets/{name}?m={(ASSETS / name).stat().st_mtime}"


def deliver(server: Flask) -> None:
    """Put compression and caching on every answer of a server."""
    server.after_request(_compress)
    server.after_request(_keep)
    server.jinja_env.globals["asset"] = asset


def _is_fingerprinted() -> bool:
    if request.path.startswith("/assets/"):
        return "m" in request.args
    return request.path.startswith("/_dash-component-suites/") and ".v" in request.path


def _keep(response: Response) -> Response:
    if response.status_code == 200 and _is_fingerprinted():
        response.headers["Cache-Control"] = FOREVER
    return response


def _compress(response: Response) -> Response:
    if not _is_worth_it(response):
        return response
    response.direct_passthrough = False
    response.set_data(_squeezed(response))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.add("Vary", "Accept-Encoding")
    response.headers.pop("ETag", None)
    return response


def _is_worth_it(response: Response) -> bool:
    return (
        response.status_code == 200
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(COMPRESSIBLE)
        and (response.content_length or SMALLEST) >= SMALLEST
        and not (response.is_streamed and not _is_fingerprinted())
    )


def _squeezed(response: Response) -> bytes:
    if not _is_fingerprinted():
        return gzip.compress(response.get_data(), compresslevel=5)
    if request.full_path not in _compressed:
        _compressed[request.full_path] = gzip.compress(response.get_data(), compresslevel=6)
    return _compressed[request.full_path]
