"""Marts hold to the SQL that DuckDB and Spark answer alike, to the last bit: held over the parsed text."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from warehouse import build

MARTS = [model for model in build.models() if model.name.startswith(("mart_", "fct_"))]

ALLOWED = (
    exp.Select, exp.From, exp.Join, exp.With, exp.CTE, exp.Table, exp.TableAlias, exp.Identifier,
    exp.Column, exp.Alias, exp.Literal, exp.Null, exp.Boolean, exp.Where, exp.Group, exp.Order,
    exp.Ordered, exp.Union, exp.Distinct, exp.Subquery, exp.Paren, exp.Case, exp.If, exp.Coalesce,
    exp.Nullif, exp.Cast, exp.DataType, exp.Count, exp.Sum, exp.Min, exp.Max, exp.Window,
    exp.RowNumber, exp.Rank, exp.Lag, exp.Ntile, exp.And, exp.Or, exp.Not, exp.In, exp.Is, exp.EQ,
    exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Star,
    exp.Tuple, exp.Between, exp.DataTypeParam,
)  # fmt: skip


def parsed(sql: str) -> exp.Expression:
    """Return the tree of a model."""
    return sqlglot.parse_one(sql, read="duckdb")


def troubles(tree: exp.Expression) -> list[str]:
    """Return what a mart does that another engine may answer otherwise."""
    found = [f"{node.key}: {node.sql()}" for node in tree.walk() if not isinstance(node, ALLOWED)]
    found += [f"star: {s.parent.sql()}" for s in tree.find_all(exp.Star)
              if not isinstance(s.parent, exp.Count)]  # fmt: skip
    found += [
        f"join without ON: {j.sql()}" for j in tree.find_all(exp.Join) if not j.args.get("on")
    ]
    found += [f"ratio: {d.sql()}" for d in tree.find_all(exp.Div) if not is_a_ratio(d)]
    found += [f"window without order: {w.sql()}" for w in tree.find_all(exp.Window)
              if not w.args.get("order")]  # fmt: skip
    return found + [f"output: {e.sql()}" for e in tree.selects if not is_cast_and_named(e)]


def is_a_ratio(division: exp.Div) -> bool:
    """A ratio is CAST(int AS DOUBLE) / nullif(int, 0)."""
    top, bottom = division.this, division.expression
    return (
        isinstance(top, exp.Cast)
        and top.to.this == exp.DataType.Type.DOUBLE
        and isinstance(bottom, exp.Nullif)
    )


def is_cast_and_named(output: exp.Expression) -> bool:
    """Every output column has an alias and an outer CAST."""
    return isinstance(output, exp.Alias) and isinstance(output.this, exp.Cast)


@pytest.mark.parametrize("model", MARTS, ids=lambda model: model.name)
def test_a_mart_holds_to_the_portable_subset(model: build.Model) -> None:
    assert troubles(parsed(model.sql)) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT CAST(round(a, 1) AS DOUBLE) AS a FROM t",
        "SELECT CAST(avg(a) AS DOUBLE) AS a FROM t",
        "SELECT * FROM t",
        "SELECT CAST(a AS INTEGER) AS a FROM t JOIN u USING (a)",
        "SELECT CAST(a / b AS DOUBLE) AS a FROM t",
        "SELECT a AS a FROM t",
        "SELECT CAST(row_number() OVER (PARTITION BY a) AS INTEGER) AS a FROM t",
        "SELECT CAST(quantile_cont(a, 0.5) AS DOUBLE) AS a FROM t",
    ],
)
def test_what_is_not_portable_is_seen(sql: str) -> None:
    assert troubles(parsed(sql))
