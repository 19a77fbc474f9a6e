"""The queue of uploads and its worker: every file ends in a state, whatever happens to the others."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path

import pytest

from etl import uploads, worker
from etl.desk import Desk
from tests.browser.files_in_code import write_own_table, write_report
from warehouse.home import Home
from warehouse.snapshots import Reader

WHO = "завуч"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "school")


def put(home: Home, path: Path, name: str = "") -> int:
    """Upload a file as the route does."""
    with path.open("rb") as stream:
        return uploads.receive(home, stream, name or path.name, WHO)


def put_bytes(home: Home, content: bytes, name: str) -> int:
    return uploads.receive(home, io.BytesIO(content), name, WHO)


def state(home: Home, number: int) -> str:
    found = uploads.upload(home, number)
    assert found is not None
    return found.state


def codes(home: Home, number: int) -> list[str]:
    found = uploads.upload(home, number)
    assert found is not None
    return [problem["code"] for problem in found.report["problems"]]


def work_off(home: Home) -> None:
    """Work until the queue is empty; a queue that refills itself for ever fails."""
    for _ in range(20):
        if not worker.step(home):
            return
    pytest.fail("The queue never became empty")


def archive(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files.items():
            book.writestr(name, content)
    return packed.getvalue()


def encrypted(content: bytes) -> bytes:
    """Return an archive of one file whose headers say that it is encrypted."""
    marked = bytearray(archive({"журнал.xlsx": content}))
    marked[6] |= 1
    marked[marked.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def test_a_copy_in_one_drop_says_whose_copy_it_is(home: Home, tmp_path: Path) -> None:
    path = write_report(tmp_path / "7А.xlsx", "7А")
    first, second, third = (
        put(home, path),
        put(home, path, "копия.xlsx"),
        put(home, path, "ещё.xlsx"),
    )
    work_off(home)
    assert [state(home, n) for n in (first, second, third)] == ["ready", "same", "same"]
    (said,) = uploads.upload(home, second).report["problems"][-1:]
    assert (said["code"], said["value"]) == ("same_in_drop", "7А.xlsx")
    uploads.discard(home, [first])
    work_off(home)
    assert [state(home, n) for n in (second, third)] == ["ready", "same"]
    assert uploads.accept(home, [second, third], WHO)[0] != []
    uploads.check_again(home, [third])
    work_off(home)
    assert codes(home, third)[-1] == "already_loaded"


def test_another_persons_copy_is_their_own_matter(home: Home, tmp_path: Path) -> None:
    path = write_report(tmp_path / "7А.xlsx", "7А")
    first = put(home, path)
    with path.open("rb") as stream:
        second = uploads.receive(home, stream, "7А.xlsx", "другой завуч")
    work_off(home)
    assert (state(home, first), state(home, second)) == ("ready", "ready")


def test_forty_files_with_three_broken(home: Home, tmp_path: Path) -> None:
    names = [f"{grade}{letter}" for grade in range(5, 10) for letter in "АБВГДЕЖЗ"]
    broken = {"5В": b"", "7Д": b"PK\x03\x04 torn", "9З": b"%PDF-1.7 a paper"}
    numbers = {
        name: put_bytes(home, broken[name], f"{name}.xlsx") if name in broken
        else put(home, write_report(tmp_path / f"{name}.xlsx", name))
        for name in names
    }  # fmt: skip
    work_off(home)
    refused = {name for name, number in numbers.items() if state(home, number) == "refused"}
    assert refused == set(broken)
    assert sum(state(home, number) == "ready" for number in numbers.values()) == 37
    assert [codes(home, numbers[name]) for name in broken] == [
        ["empty_file"], ["damaged_file"], ["unsupported_kind"],
    ]  # fmt: skip


def test_all_that_was_checked_together_is_accepted_together(home: Home, tmp_path: Path) -> None:
    numbers = [put(home, write_report(tmp_path / f"{n}.xlsx", n)) for n in ("7А", "7Б", "7В")]
    work_off(home)
    batches, again = uploads.accept(home, numbers, WHO)
    assert (len(batches), again) == (3, [])
    work_off(home)
    shown = Reader(home).frame("SELECT DISTINCT class_name FROM period_marks ORDER BY 1")
    assert shown["class_name"].tolist() == ["7А", "7Б", "7В"]


def test_a_crash_on_one_file_does_not_stop_the_others(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    understand = Desk.understand

    def stumbling(desk: Desk, path: Path, name: str, *rest: object) -> object:
        if name.startswith("7А"):
            raise ZeroDivisionError
        return understand(desk, path, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "understand", stumbling)
    first, second = (put(home, write_report(tmp_path / f"{n}.xlsx", n)) for n in ("7А", "7Б"))
    work_off(home)
    assert (state(home, first), codes(home, first)) == ("refused", ["crashed"])
    assert state(home, second) == "ready"


def test_a_crash_of_the_rehearsal_is_the_file_s_own(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearse = worker.rehearse

    def stumbling(where: Home, candidates: list) -> list:
        if any(candidate.file_name.startswith("7А") for candidate in candidates):
            raise ZeroDivisionError
        return rehearse(where, candidates)

    monkeypatch.setattr(worker, "rehearse", stumbling)
    first, second = (put(home, write_report(tmp_path / f"{n}.xlsx", n)) for n in ("7А", "7Б"))
    work_off(home)
    assert (state(home, first), codes(home, first)) == ("refused", ["crashed"])
    assert state(home, second) == "ready"


def test_what_a_killed_worker_was_checking_is_checked_again(home: Home, tmp_path: Path) -> None:
    number = put(home, write_report(tmp_path / "7А.xlsx", "7А"))
    uploads.change(home, number, state="checking")
    assert not worker.step(home)
    worker.recover(home)
    work_off(home)
    assert state(home, number) == "ready"


def test_only_one_worker_is_at_it(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = put(home, write_report(tmp_path / "7А.xlsx", "7А"))
    parents = iter([1, *[1] * 3])
    monkeypatch.setattr(worker.os, "getppid", lambda: next(parents, 2))
    monkeypatch.setattr(worker, "REST_SECONDS", 0)
    second = threading.Thread(target=worker.work, args=(home,))
    with worker.FileLock(home.path / "worker.lock"):
        second.start()
        second.join(0.5)
        assert second.is_alive()
        assert state(home, number) == "queued"
    second.join(30)
    assert state(home, number) == "ready"


def test_an_archive_becomes_an_upload_of_each_file(home: Home, tmp_path: Path) -> None:
    files = {f"{n}.xlsx": write_report(tmp_path / n, n).read_bytes() for n in ("7А", "7Б")}
    whole = put_bytes(home, archive(files | {"__MACOSX/7А.xlsx": b"x"}), "журналы.zip")
    work_off(home)
    found = uploads.uploads(home)
    assert [(u.file_name, u.state) for u in found] == [
        ("журналы.zip › 7А.xlsx", "ready"), ("журналы.zip › 7Б.xlsx", "ready"),
    ]  # fmt: skip
    assert state(home, whole) == "discarded"
    assert sorted(p.name for p in home.incoming.iterdir()) == sorted(u.path.name for u in found)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 torn", "damaged_file"),
        (encrypted(b"x"), "encrypted_entry"),
        (archive({"../journal.xlsx": b"x"}), "unsafe_entry"),
        (archive({}), "empty_archive"),
        (archive({"__MACOSX/7А.xlsx": b"x"}), "empty_archive"),
    ],
)
def test_an_archive_that_may_not_be_opened_says_why(home: Home, content: bytes, code: str) -> None:
    number = put_bytes(home, content, "журналы.zip")
    work_off(home)
    assert (state(home, number), codes(home, number)) == ("refused", [code])
    assert [u.upload_id for u in uploads.uploads(home)] == [number]


def test_archives_within_archives_come_to_an_end(home: Home, tmp_path: Path) -> None:
    content = write_report(tmp_path / "7А.xlsx", "7А").read_bytes()
    for depth in range(4):
        content = archive({f"{depth}.zip" if depth else "7А.xlsx": content})
    put_bytes(home, content, "матрёшка.zip")
    work_off(home)
    (inner,) = uploads.uploads(home)
    assert (inner.state, codes(home, inner.upload_id)) == ("refused", ["archive_in_place_of_file"])


def test_an_encrypted_archive_within_an_archive_says_why(home: Home, tmp_path: Path) -> None:
    good = write_report(tmp_path / "7А.xlsx", "7А").read_bytes()
    put_bytes(home, archive({"1.zip": encrypted(b"x"), "2.xlsx": good}), "журналы.zip")
    work_off(home)
    first, second = uploads.uploads(home)
    assert (first.state, codes(home, first.upload_id)) == ("refused", ["encrypted_entry"])
    assert second.state == "ready"


def test_too_large_a_file_leaves_nothing(home: Home) -> None:
    with pytest.raises(uploads.TooLarge):
        uploads.receive(home, io.BytesIO(b"x" * 2048), "журнал.xlsx", WHO, limit=1024)
    assert uploads.uploads(home) == []
    assert list(home.incoming.iterdir()) == []


def test_an_unknown_table_waits_for_a_person(home: Home, tmp_path: Path) -> None:
    number = put(home, write_own_table(tmp_path / "заметки.xlsx", "8А"))
    work_off(home)
    assert state(home, number) == "unknown"


def test_a_file_put_away_during_its_check_stays_away(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = put(home, write_report(tmp_path / "7А.xlsx", "7А"))
    rehearse = worker.rehearse

    def slow(where: Home, candidates: list) -> list:
        uploads.discard(where, [number])
        return rehearse(where, candidates)

    monkeypatch.setattr(worker, "rehearse", slow)
    work_off(home)
    assert state(home, number) == "discarded"
    assert uploads.accept(home, [number], WHO) == ([], [])
    assert list(home.incoming.iterdir()) == []


def test_a_snapshot_that_our_sql_has_outgrown_is_published_anew(home: Home, tmp_path: Path) -> None:
    number = put(home, write_report(tmp_path / "отчёт.xlsx"))
    work_off(home)
    uploads.accept(home, [number], WHO)
    work_off(home)
    assert not worker.step(home)
    with home.ledger.transaction() as tx:
        tx.execute("UPDATE snapshots SET engine = 'older' WHERE is_current = 1")
    before = home.ledger.current_snapshot()["number"]
    assert worker.step(home)
    assert home.ledger.current_snapshot()["number"] == before + 1
    assert not worker.step(home)
