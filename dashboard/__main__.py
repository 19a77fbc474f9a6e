"""Serve the pages and keep the background worker going: `python -m dashboard`."""

from __future__ import annotations

import argparse
import contextlib
import errno
import logging
import multiprocessing
import os
import socket
import sys
from pathlib import Path

from dashboard.guard import LOOPBACK
from dashboard.tender import Tender
from etl.demo.loading import load_sample
from warehouse.accounts import LINK_DAYS, Accounts
from warehouse.home import Home

OPEN_HOST = """Адрес {host} виден другим компьютерам, а учётных записей ещё нет: страницы открылись бы всем.
Что сделать: запустите программу без --host, откройте на этом компьютере ссылку первого администратора,
задайте пароль, добавьте людей в настройках и запустите с --host {host} снова."""
OPEN_DEMO = "Пример школы открывается только на этом компьютере: уберите --host {host} или --demo."
NAMED_DEMO = """В папке {path} уже есть учётные записи, а пример школы открывается без входа.
Что сделать: запустите без --demo или укажите другую папку: --data."""
BUSY = """Порт {port} уже занят: возможно, программа уже запущена.
Что сделать: откройте http://{host}:{port} или запустите на другом порту: --port {other}."""
THREADS = 16
SAMPLE = Path("data") / "sample"
FILLING = "Загружаем пример школы: четыре года, 36 классов. Это займёт меньше минуты…"
NO_HOST = "Адрес {host} этому компьютеру не принадлежит: проверьте --host."


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted; return 0, or 2 when it cannot be served as asked."""
    args = arguments(argv)
    home = Home.at(args.data or (SAMPLE if args.demo else None))
    problem = refusal(args, home)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    if args.demo:
        fill_sample(home)
    os.environ.update(PEDSOVET_DATA=str(home.path), PEDSOVET_DEMO="1" if args.demo else "0")
    print(greeting(args, home), flush=True)
    serve(args, home)
    return 0


def fill_sample(home: Home) -> None:
    """Load the sample school into a home that is empty; a second start finds it filled."""
    if not home.ledger.accepted_seq():
        print(FILLING, flush=True)
        load_sample(home)


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """Return the command line's arguments."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Педсовет: страницы")
    parser.add_argument("--demo", action="store_true", help="пример школы, без учётных записей")
    parser.add_argument("--host", default="127.0.0.1", help="адрес, на котором слушать")
    parser.add_argument("--port", type=int, default=8050, help="порт, по умолчанию 8050")
    parser.add_argument("--workers", type=int, default=2, help="сколько процессов отвечает")
    parser.add_argument("--data", type=Path, help="папка данных, по умолчанию PEDSOVET_DATA")
    return parser.parse_args(argv)


def refusal(args: argparse.Namespace, home: Home) -> str:
    """Return why it cannot be served as asked and what to do, or nothing."""
    if args.host not in LOOPBACK and args.demo:
        return OPEN_DEMO.format(host=args.host)
    are_named = Accounts(home.ledger).are_named()
    if args.demo and are_named:
        return NAMED_DEMO.format(path=home.path)
    if args.host not in LOOPBACK and not are_named:
        return OPEN_HOST.format(host=args.host)
    return port_problem(args.host, args.port)


def port_problem(host: str, port: int) -> str:
    """Return what is wrong with listening there, or nothing."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        if os.name != "nt":
            # As the server will: a port that was left a moment ago is free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                return NO_HOST.format(host=host)
            return BUSY.format(host=host, port=port, other=port + 1)
    return ""


def greeting(args: argparse.Namespace, home: Home) -> str:
    """Return what a person reads at the start; without accounts, the first administrator's link."""
    site = f"http://{'[::1]' if args.host == '::1' else args.host}:{args.port}"
    lines = [f"Педсовет: {site}", "Остановить: Ctrl+C"]
    token = None if args.demo else Accounts(home.ledger).first_link()
    if token:
        lines.insert(1, f"Первый администратор (один раз, {LINK_DAYS} дня): {site}/welcome/{token}")
    return "\n".join(lines)


def serve(args: argparse.Namespace, home: Home) -> None:
    """Run the server's processes and the background worker until interrupted."""
    # Imported here, so that a refusal comes at once.
    from granian import Granian
    from granian.constants import Interfaces

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    with contextlib.suppress(RuntimeError):
        # The start method may have been chosen by whoever called us.
        multiprocessing.set_start_method("spawn")
    server = Granian(
        "dashboard.app:server",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=1 if os.name == "nt" else max(args.workers, 1),
        factory=True,
        log_level="error",  # type: ignore[arg-type]
        log_access=False,  # the token of a link is in its address, and who answers is not logged
        respawn_failed_workers=True,
        blocking_threads=THREADS,
        backpressure=THREADS * 4,
        workers_kill_timeout=5,
    )
    with Tender([sys.executable, "-m", "etl", "work", "--data", str(home.path)]):
        server.serve()


if __name__ == "__main__":
    sys.exit(main())
