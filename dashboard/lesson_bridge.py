"""The bridge from lessons to a class's deficits: what its own works show beside what its lessons ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard import address, data, words
from dashboard.components import lesson_words as say
from dashboard.components import lessons as parts
from dashboard.session import current_scope
from warehouse import vpr_guard
from warehouse.queries.lessons import Cell, class_deficits

