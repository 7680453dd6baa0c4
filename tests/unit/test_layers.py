"""Imports point one way: entries, domains, engines, Frappe. Read from the sources, so nothing has to be installed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "apps" / "community_gov"
ENGINES = {"core": set(), "permissions": {"core"}, "search": {"core", "permissions"}}
# What each domain may import besides itself and the engines.
DOMAINS = {
	"grids": set(),
	"registry": {"grids"},
	"casework": {"registry", "grids"},
	"team": {"registry", "grids"},
	"volunteering": {"casework", "registry", "grids"},
	"participation": {"volunteering", "casework", "registry", "grids"},
	# What residents have sent, in any of them.
	"portal": {"volunteering", "casework", "registry"},
	# Shows what waits for somebody in any of them.
	"workbench": {"participation", "volunteering", "team", "casework", "registry", "grids"},
}
ENTRIES = {"doctype", "api", "overrides", "report", "www", "page", "commands", "demo", "setup", "patches"}
SOURCES = sorted(path for path in APP.rglob("*.py") if "node_modules" not in path.parts)


def room_of(path: Path) -> str:
	return path.relative_to(APP).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[list[str]]:
	"""Each import of ours as its parts: ["casework", "deadlines", "clock"]; imports inside functions count, too."""
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("community_gov"):
			parts = node.module.split(".")[1:]
			yield from ([*parts, name.name] for name in node.names)


def modules() -> dict[str, set[str]]:
	"""Module -> modules that it imports."""
	names = {".".join(path.relative_to(APP).with_suffix("").parts): path for path in SOURCES}
	graph: dict[str, set[str]] = {}
	for name, path in names.items():
		found = {".".join(parts) for parts in imported(path)} | {
			".".join(parts[:-1]) for parts in imported(path)
		}
		graph[name] = {module for module in found if module in names}
	return graph


@pytest.mark.parametrize("room", [*ENGINES, *DOMAINS])
def test_a_room_imports_only_what_lies_below_it(room):
	allowed = ENGINES.get(room, {*ENGINES, *DOMAINS.get(room, set())}) | {room}
	wrong = [
		(str(path.relative_to(APP)), ".".join(parts))
		for path in SOURCES
		if room_of(path) == room
		for parts in imported(path)
		if parts[0] not in allowed and parts[0] not in (room, "_")
	]
	assert wrong == []


def test_every_room_is_known():
	rooms = {path.name for path in APP.iterdir() if path.is_dir() and any(path.glob("*.py"))}
	shown = {"dashboard_chart", "dashboard_chart_source", "number_card", "print_format", "workspace"}
	known = {*ENGINES, *DOMAINS, *ENTRIES, *shown, "workflows", "templates"}
	assert rooms <= known, "a new room needs its place in the layers and in docs/architecture.md"


def test_entries_do_not_go_through_endpoints():
	"""What two entries need belongs to a domain; an endpoint is the contract with clients."""
	wrong = [
		str(path.relative_to(APP))
		for path in SOURCES
		if room_of(path) in ENTRIES - {"api", "commands", "demo"}
		for parts in imported(path)
		if parts[:2] == ["api", "v1"]
	]
	assert wrong == []


def tools() -> dict[str, set[str]]:
	"""The same for what ./dev runs."""
	folder = APP.parents[1] / "devtools"
	names = {path.stem: path for path in folder.glob("*.py")}
	graph: dict[str, set[str]] = {}
	for name, path in names.items():
		tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
		imports = [node for node in tree if isinstance(node, ast.ImportFrom) and node.module]
		ours = [node for node in imports if node.module.split(".")[0] == "devtools"]
		found = {
			part for node in ours for part in (*node.module.split("."), *(row.name for row in node.names))
		}
		graph[name] = (found & set(names)) - {name}
	return graph


@pytest.mark.parametrize("graph", [modules(), tools()], ids=["app", "devtools"])
def test_modules_form_no_circles(graph):
	done, path = set(), []

	def visit(module: str) -> list[str]:
		if module in path:
			return [*path[path.index(module) :], module]
		if module in done:
			return []
		path.append(module)
		circle = next((found for other in sorted(graph[module]) if (found := visit(other))), [])
		path.pop()
		done.add(module)
		return circle

	circles = [circle for module in sorted(graph) if (circle := visit(module))]
	assert circles == []
