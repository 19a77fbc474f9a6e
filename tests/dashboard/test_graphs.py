"""Every graph is made with the one config that keeps its data from leaving for a cloud."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash
from dash import Dash, dcc
from dash.development.base_component import Component

import dashboard
from dashboard import theme
from dashboard.components import chart_card

SOURCES = sorted(Path(dashboard.__file__).parent.rglob("*.py"))


def graph_calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
            if name == "Graph":
                assert isinstance(node, ast.Call)
                yield path, node


def walk(component: Any) -> Iterator[Component]:
    if isinstance(component, (list, tuple)):
        for part in component:
            yield from walk(part)
    elif isinstance(component, Component):
        yield component
        yield from walk(getattr(component, "children", None))


def is_safe(config: dict[str, Any]) -> bool:
    return (
        config["plotlyServerURL"] == ""
        and config["displaylogo"] is False
        and "sendChartToCloud" in config["modeBarButtonsToRemove"]
        and config["locale"] == "ru"
        and not config["showSendToCloud"]
    )


def test_every_graph_in_the_sources_takes_the_one_config() -> None:
    calls = list(graph_calls())
    assert calls
    for path, call in calls:
        given = {k.arg: ast.unparse(k.value) for k in call.keywords}
        assert given.get("config", "").startswith("theme.graph_config()"), path


def test_the_config_is_safe() -> None:
    assert is_safe(theme.graph_config())


def test_graphs_of_pages_and_cards_are_safe(demo_app: Dash) -> None:
    import pandas as pd

    layouts = [page["layout"] for page in dash.page_registry.values()]
    shown: list[Any] = [made() if callable(made) else made for made in layouts]
    shown.append(chart_card("any", "Заголовок", "%", None, pd.DataFrame({"a": [1]}), "источник"))
    graphs = [c for c in walk(shown) if isinstance(c, dcc.Graph)]
    assert graphs
    assert all(is_safe(graph.config) for graph in graphs)
    assert demo_app.config.suppress_callback_exceptions


def test_no_source_names_another_host_to_load_from() -> None:
    assets = Path(dashboard.__file__).with_name("assets")
    for path in assets.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert "http://" not in text and "https://" not in text, path
