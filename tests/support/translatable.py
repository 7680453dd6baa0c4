"""Finds every text of the app that a person may read on a screen, as (source, context)."""

import ast
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import NamedTuple

CALL_IN_SCRIPT = re.compile(r"""\b__\(\s*(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""")
CONTEXT_IN_SCRIPT = re.compile(r"""\s*,\s*(?:null|\[[^\]]*\])\s*,\s*["']([^"']+)["']\s*\)""")
CALL_IN_TEMPLATE = re.compile(
	r"""\b_\(\s*(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)\s*(?:,\s*context=["'](?P<context>[^"']+)["'])?"""
)
ACTION_CONTEXT = "Workflow Action"
# Functions that write an event -> which argument names it.
EVENT_ARGUMENT = {"move_to_stage": 1, "move_to_state": 1, "record": 1, "hand_over": 2, "give_to": 2}


TWO_SENTENCES = re.compile(r"[A-Za-z0-9})\]]\. [A-Z]")
# Modules of which single sentences, too, are constants, translated where they are shown.
REASONS = (
	"rows.py",
	"division_files.py",
	"row_reader.py",
	"data_import.py",
	"sheet_reader.py",
	*("tables.py", "sheet_size.py", "sheet_formats.py", "cells.py"),
	"reasons.py",
	"import_job.py",
	"clock.py",
	"hotline_rows.py",
)


class Text(NamedTuple):
	"""One translatable text and where it stands."""

	source: str
	context: str
	where: str


def find(app: Path, fixtures: Path | None = None) -> list[Text]:
	"""Every translatable text below the app's folder and the folder of fixtures."""
	texts = [text for finder in FINDERS for text in finder(app)]
	if fixtures:
		texts += list(from_fixtures(fixtures))
	return [text for text in texts if text.source.strip()]


def documents(app: Path, pattern: str) -> Iterator[tuple[Path, dict]]:
	for path in sorted(app.glob(pattern)):
		yield path, json.loads(path.read_text(encoding="utf-8"))


def from_doctypes(app: Path) -> Iterator[Text]:
	for path, doctype in documents(app, "doctype/*/*.json"):
		name = doctype["name"]
		yield Text(name, "", path.name)
		for row in (*doctype.get("links", ()), *doctype.get("actions", ())):
			yield Text(row.get("group") or "", "", path.name)
			yield Text(row.get("label") or "", "", path.name)
		for field in doctype["fields"]:
			where = f"{path.name}: {field['fieldname']}"
			yield Text(field.get("label") or "", name, where)
			yield Text(field.get("description") or "", name, where)
			if field["fieldtype"] == "Select":
				for option in (field.get("options") or "").split("\n"):
					yield Text(option, name, where)


def from_events(app: Path) -> Iterator[Text]:
	"""The trace names the kind of a check and its result."""
	for path, doctype in documents(app, "doctype/case_check/case_check.json"):
		options = {
			field["fieldname"]: (field.get("options") or "").split("\n") for field in doctype["fields"]
		}
		results = [result for result in options["result"] if result != "Pending"]
		for kind, result in product(options["kind"], results):
			yield Text(f"{kind} {result}", ACTION_CONTEXT, path.name)
	for stem, kind_field in (("case_adjustment", "kind"), ("supervision_order", None)):
		yield from from_stage_events(app, stem, kind_field)


def from_stage_events(app: Path, stem: str, kind_field: str | None) -> Iterator[Text]:
	"""The trace names a request or an order and the stage it has entered."""
	for path, doctype in documents(app, f"doctype/{stem}/{stem}.json"):
		options = {
			field["fieldname"]: (field.get("options") or "").split("\n") for field in doctype["fields"]
		}
		kinds = options[kind_field] if kind_field else [doctype["name"]]
		for kind, stage in product(kinds, options["stage"][1:]):
			yield Text(f"{kind} {stage}", ACTION_CONTEXT, path.name)


def from_workspaces(app: Path) -> Iterator[Text]:
	for path, workspace in documents(app, "workspace/*/*.json"):
		labels = [workspace["title"]]
		for table in ("number_cards", "quick_lists", "shortcuts", "links", "charts"):
			labels += [row.get("label") for row in workspace[table]]
		labels += [row.get("format") for row in workspace["shortcuts"]]
		for block in json.loads(workspace["content"]):
			if block["type"] == "header":
				labels.append(plain(block["data"]["text"]))
		yield from (Text(label, "", path.name) for label in labels if label and label != "{}")


def from_sidebars(app: Path) -> Iterator[Text]:
	"""What the desk of Frappe 16 shows beside and before the workspaces."""
	for path, sidebar in documents(app, "workspace_sidebar/*.json"):
		yield from (
			Text(row["label"], "", path.name) for row in (*sidebar["items"], {"label": sidebar["title"]})
		)
	for path, icon in documents(app, "desktop_icon/*.json"):
		yield Text(icon["label"], "", path.name)


def from_named(app: Path) -> Iterator[Text]:
	"""Cards, charts, formats, reports and workflows show their own name."""
	keys = {
		"number_card": "label",
		"dashboard_chart": "chart_name",
		"print_format": "name",
		"report": "name",
		"web_form": "title",
		"notification": "subject",
		"page": "title",
	}
	for folder, key in keys.items():
		for path, document in documents(app, f"{folder}/*/*.json"):
			yield Text(document[key], "", path.name)
	for path, workflow in documents(app, "workflows/*.json"):
		yield from (Text(row["state"], "", path.name) for row in workflow["states"])
		yield from (Text(row["action"], ACTION_CONTEXT, path.name) for row in workflow["transitions"])


def from_fixtures(folder: Path) -> Iterator[Text]:
	naming = {
		"role": ("role_name", ""),
		"workflow_state": ("workflow_state_name", ""),
		"workflow_action_master": ("workflow_action_name", ACTION_CONTEXT),
	}
	for stem, (key, context) in naming.items():
		path = folder / f"{stem}.json"
		for record in json.loads(path.read_text(encoding="utf-8")) if path.exists() else []:
			yield Text(record[key], context, path.name)


def from_python(app: Path) -> Iterator[Text]:
	for path in sorted(app.rglob("*.py")):
		tree = ast.parse(path.read_text(encoding="utf-8"))
		for node in ast.walk(tree):
			yield from from_node(node, f"{path.relative_to(app)}:{getattr(node, 'lineno', 0)}")
		yield from from_reasons(tree, path.name)


def from_node(node: ast.AST, where: str) -> Iterator[Text]:
	if isinstance(node, ast.Call):
		name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
		if name in ("_", "_lt") and node.args:
			yield from from_call(node, where)
		yield from (Text(event, ACTION_CONTEXT, where) for event in events_in(node, name))
		yield from (
			Text(word.value.value, ACTION_CONTEXT, where) for word in node.keywords if names_event(word)
		)
		if name == "Rate" and isinstance(node.args[0], ast.Constant):
			yield Text(node.args[0].value, "", where)
	if isinstance(node, ast.Dict):
		yield from from_custom_field(node, where)
		yield from from_values(node, where)


def events_in(call: ast.Call, name: str | None) -> list[str]:
	"""Names of events that a call writes into the trace, where they are literals or a choice of two."""
	place = EVENT_ARGUMENT.get((name or "").lstrip("_"), len(call.args))
	if place >= len(call.args):
		return []
	value = call.args[place]
	choices = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
	return [part.value for part in choices if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def names_event(word: ast.keyword) -> bool:
	"""The name that the trace shows for a step of the system: step_context(doc).tell(event="…")."""
	return word.arg == "event" and is_text(word.value)


def from_call(node: ast.Call, where: str) -> Iterator[Text]:
	text = node.args[0]
	if isinstance(text, ast.Constant) and isinstance(text.value, str):
		context = next((word.value.value for word in node.keywords if is_context(word)), "")
		yield Text(text.value, context, where)
	elif isinstance(text, ast.JoinedStr | ast.BinOp):
		yield Text(f"UNTRANSLATABLE: a text put together inside _() at {where}", "", where)


def is_context(word: ast.keyword) -> bool:
	return word.arg == "context" and isinstance(word.value, ast.Constant)


def from_custom_field(node: ast.Dict, where: str) -> Iterator[Text]:
	"""Custom fields are written as dicts with fieldname, label and description."""
	pairs = {
		key.value: value.value
		for key, value in zip(node.keys, node.values, strict=True)
		if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
	}
	if "fieldname" in pairs and "fieldtype" in pairs:
		for key in ("label", "description"):
			yield Text(pairs.get(key) or "", "", where)


def is_text(node: ast.AST) -> bool:
	return isinstance(node, ast.Constant) and isinstance(node.value, str)


def from_values(node: ast.Dict, where: str) -> Iterator[Text]:
	"""The name that the trace shows for a step of the system where values are put together: {"event": …}."""
	for key, value in zip(node.keys, node.values, strict=True):
		if key and is_text(key) and key.value == "event" and is_text(value):
			yield Text(value.value, ACTION_CONTEXT, where)


def from_reasons(tree: ast.Module, where: str) -> Iterator[Text]:
	"""What pure code refuses with: constants of two sentences anywhere, of one in the modules of REASONS."""
	for node in tree.body:
		if isinstance(node, ast.Assign) and is_text(node.value):
			value = node.value.value
			if value.endswith(".") and (where in REASONS or TWO_SENTENCES.search(value)):
				yield Text(value, "", where)


def from_scripts(app: Path) -> Iterator[Text]:
	for path in sorted(app.rglob("*.js")):
		if "dist" in path.parts:
			continue
		script = path.read_text(encoding="utf-8")
		for match in CALL_IN_SCRIPT.finditer(script):
			context = CONTEXT_IN_SCRIPT.match(script, match.end())
			yield Text(unescape(match["text"]), context[1] if context else "", str(path.relative_to(app)))


def from_templates(app: Path) -> Iterator[Text]:
	for path in sorted(app.rglob("*.html")):
		for match in CALL_IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
			yield Text(unescape(match["text"]), match["context"] or "", str(path.relative_to(app)))


def unescape(text: str) -> str:
	return re.sub(r"\\(.)", r"\1", text)


class _Plain(HTMLParser):
	def __init__(self):
		super().__init__()
		self.text = ""

	def handle_data(self, data: str) -> None:
		self.text += data


def plain(html: str) -> str:
	"""The text of a piece of HTML."""
	parser = _Plain()
	parser.feed(html)
	return parser.text


FINDERS = (
	from_doctypes,
	from_events,
	from_workspaces,
	from_sidebars,
	from_named,
	from_python,
	from_scripts,
	from_templates,
)
