"""How a setting that was changed is written to the ledger."""

from __future__ import annotations

from typing import Any

from dashboard import data, session
from dashboard.components import settings as parts


def kept(kind: str, key: str, record: dict[str, Any] | None) -> Any:
    """Write a record to the ledger and return the words for beside it."""
    if not session.may("settings"):
        return parts.saved("Вашей роли настройки менять нельзя", is_good=False)
    data.ledger().add_record(kind, key, record or {}, session.current_user().name)
    return parts.saved("сохранено, применится через несколько секунд")
