"""The short sample school, written once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.demo import Truths, write_school


@pytest.fixture(scope="session")
def short_school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truths]:
    """Return the folder of the short sample school and its truths."""
    folder = tmp_path_factory.mktemp("school")
    return folder, write_school(folder, seed=1, small=True)
