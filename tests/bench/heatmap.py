"""The heatmap under load: 32 users at once against two workers of the served application."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from dashboard.ids import URL, AchievementIds
from warehouse.home import Home

USERS = 32
REQUESTS_EACH = 25
PAUSE_SECONDS = 1.0
START_SECONDS = 30
BODY = json.dumps({
    "output": f"{AchievementIds.body}.children",
    "outputs": {"id": AchievementIds.body, "property": "children"},
    "inputs": [{"id": URL, "property": "search", "value": ""}],
    "state": [{"id": URL, "property": "pathname", "value": "/achievement"}],
    "changedPropIds": [f"{URL}.search"],
})  # fmt: skip


def p95_under_load(home: Home) -> float:
    """Return the 95th percentile of the heatmap's callback with its query, in milliseconds."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "--demo",
        "--port",
        str(port),
        "--data",
        str(home.path),
    ]
    server = subprocess.Popen(command, cwd=Path(__file__).parents[2], env={**os.environ},
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        _wait(port)
        times: list[float] = []
        users = [threading.Thread(target=_use, args=(port, times)) for _ in range(USERS)]
        for user in users:
            user.start()
        for user in users:
            user.join()
    finally:
        server.terminate()
        server.wait(20)
    return sorted(times)[int(len(times) * 0.95)] * 1000


def _use(port: int, times: list[float]) -> None:
    """One user: a request, a pause as a person makes it, again."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(REQUESTS_EACH):
        start = time.perf_counter()
        connection.request(
            "POST", "/_dash-update-component", BODY, {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200 or b"children" not in content:
            raise RuntimeError(f"the heatmap answered {answer.status}: {content[:200]!r}")
        times.append(time.perf_counter() - start)
        time.sleep(PAUSE_SECONDS)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")
