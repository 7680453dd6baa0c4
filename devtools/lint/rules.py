"""Rules for Python files that ruff does not know, found with the syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

MAX_LINES = 500
COMMIT_ROOMS = ("demo", "setup", "commands", "patches", "case_simulator", "demo_town")
# Jobs that work on each document, or chunk of rows, in a transaction of its own.
COMMIT_FILES = (
	"casework/deadlines/watch.py",
	"casework/deadlines/recalculation_runs.py",
	"registry/resident_import/queue.py",
	"core/sheet_imports/queue.py",
	"registry/identity/rotation.py",
	"search/filling.py",
	# A message goes out once only if its claim is stored before.
	"participation/announcements/sending.py",
	# Ends the file of a sheet whose refusal undoes the request.
	"core/sheet_files.py",
)
LIST_CALLS = ("get_all", "get_list")
# Asks for the machine's day or hour; the site's may be tomorrow already.
PROCESS_CLOCK = re.compile(
	r"(?:^|\.)(?:(?:date|datetime)\.(?:today|now|utcnow|fromtimestamp|utcfromtimestamp)"
	r"|time\.(?:strftime|localtime|gmtime|ctime))$"
)
DATABASE_CLOCK = {"Now", "CurDate", "CurTime", "CurTimestamp"}
LOOKUPS = ("frappe.db.get_value", "frappe.db.exists", "frappe.db.set_value", "frappe.get_cached_value")
# What reads times, telephones, codes and sheets; core/ alone uses them.
READER_MODULES = {"dateutil", "phonenumbers", "stdnum", "openpyxl", "xlrd", "pandas", "csv"}
TIME_PARSERS = ("strptime", "fromisoformat", "getdate", "get_datetime", "get_time", "to_timedelta")
COUNTING = "apps/community_gov/core/counting.py"
SITE_CLOCK = "tests/support/site_clock.py"
STATE_FIELD = "workflow_state"


@dataclass(frozen=True)
class Problem:
	"""One finding: where, which rule, and what to do."""

	path: str
	line: int
	rule: str
	text: str

	def __str__(self) -> str:
		return f"{self.path}:{self.line}: {self.rule} {self.text}"


@dataclass
class Source:
	"""A parsed file; `path` is relative to the repository."""

	path: str
	text: str
	tree: ast.Module

	def __post_init__(self) -> None:
		self.lines = self.text.splitlines()

	@property
	def parts(self) -> tuple[str, ...]:
		return PurePosixPath(self.path).parts

	def in_room(self, *rooms: str) -> bool:
		"""Whether the file lies in one of the app's packages of these names."""
		return any(room in self.parts[:-1] for room in rooms)

	def has_reason(self, node: ast.AST) -> bool:
		"""Whether a comment stands on the lines of `node` or on the line above it."""
		first, last = node.lineno - 1, getattr(node, "end_lineno", node.lineno)
		return any("#" in line for line in self.lines[max(0, first - 1) : last])

	def problem(self, node: ast.AST, rule: str, text: str) -> Problem:
		return Problem(self.path, getattr(node, "lineno", 1), rule, text)


Rule = Callable[[Source], Iterator[Problem]]


def check(path: str, text: str) -> list[Problem]:
	"""Every problem of one Python file of the app."""
	return _check(path, text, RULES)


def check_test(path: str, text: str) -> list[Problem]:
	"""Every problem of one Python file of the tests."""
	return _check(path, text, TEST_RULES)


def _check(path: str, text: str, chosen: tuple[Rule, ...]) -> list[Problem]:
	source = Source(path, text, ast.parse(text, path))
	return [problem for rule in chosen for problem in rule(source)]


def dotted(node: ast.AST) -> str:
	"""`frappe.db.sql` for the expression of that name, or an empty text."""
	if isinstance(node, ast.Name):
		return node.id
	if isinstance(node, ast.Attribute):
		before = dotted(node.value)
		return f"{before}.{node.attr}" if before else node.attr
	return ""


def _calls(source: Source) -> Iterator[ast.Call]:
	return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
	return (
		node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
	)


def whitelisted(source: Source) -> Iterator[Problem]:
	"""CG001: a whitelisted function names its HTTP methods and the types of all its arguments."""
	for function in _functions(source):
		for decorator in function.decorator_list:
			call = decorator if isinstance(decorator, ast.Call) else None
			if dotted(call.func if call else decorator) != "frappe.whitelist":
				continue
			if not call or not any(word.arg == "methods" for word in call.keywords):
				yield source.problem(function, "CG001", f"say methods= in the whitelist of {function.name}")
			for name in _untyped(function):
				yield source.problem(function, "CG001", f"annotate the argument {name} of {function.name}")


def _untyped(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
	spec = function.args
	every = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg]
	return [arg.arg for arg in every if arg and not arg.annotation and arg.arg not in ("self", "cls")]


def reasons(source: Source) -> Iterator[Problem]:
	"""CG002: going around permissions or the query builder needs a reason in a comment."""
	for call in _calls(source):
		name = dotted(call.func)
		what = ""
		if any(word.arg == "ignore_permissions" and _is_true(word.value) for word in call.keywords):
			what = "ignore_permissions=True"
		elif name == "frappe.db.sql":
			what = name
		elif source.in_room("api") and name.rpartition(".")[2] == "get_all":
			what = "get_all in an endpoint"
		if what and not source.has_reason(call):
			yield source.problem(call, "CG002", f"give the reason for {what} in a comment there or above")


def _is_true(node: ast.AST) -> bool:
	return isinstance(node, ast.Constant) and node.value in (True, 1)


def translated(source: Source) -> Iterator[Problem]:
	"""CG003: a translated text is a literal, since a formatted one is in no catalogue."""
	for call in _calls(source):
		if dotted(call.func) in ("_", "frappe._") and call.args and not _is_text(call.args[0]):
			yield source.problem(call, "CG003", "translate a literal and call .format() on the result")


def _is_text(node: ast.AST) -> bool:
	"""Names and lookups may carry a stored label; anything assembled on the spot may not."""
	assembled = ast.JoinedStr | ast.BinOp
	is_format = (
		isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
	)
	return not isinstance(node, assembled) and not is_format


def commits(source: Source) -> Iterator[Problem]:
	"""CG004: requests and jobs commit by themselves; only batch work does so by hand."""
	if source.in_room(*COMMIT_ROOMS) or source.path.endswith(COMMIT_FILES):
		return
	for call in _calls(source):
		if dotted(call.func) == "frappe.db.commit":
			yield source.problem(
				call, "CG004", f"leave committing to Frappe outside {', '.join(COMMIT_ROOMS)}"
			)


def length(source: Source) -> Iterator[Problem]:
	"""CG005: a file that nobody reads to its end is two files."""
	if len(source.lines) > MAX_LINES:
		yield Problem(source.path, MAX_LINES, "CG005", f"split this file of {len(source.lines)} lines")


def hooks(source: Source) -> Iterator[Problem]:
	"""CG006: hooks.py is data."""
	if not source.path.endswith("community_gov/hooks.py"):
		return
	for node in ast.walk(source.tree):
		if isinstance(node, ast.Import | ast.ImportFrom):
			yield source.problem(node, "CG006", "import nothing in hooks.py")


def lists(source: Source) -> Iterator[Problem]:
	"""CG007, CG008: lists that answer the same on Frappe 15 and 16."""
	for call in _calls(source):
		if dotted(call.func).rpartition(".")[2] not in LIST_CALLS:
			continue
		words = {word.arg: word.value for word in call.keywords}
		fields = words.get("fields") or (call.args[1] if len(call.args) > 1 else None)
		if any("(" in text for text in _texts(fields)):
			yield source.problem(
				call, "CG007", "use frappe.qb or frappe.db.count for functions; a field is a name"
			)
		limited = {"limit", "page_length", "limit_page_length"} & words.keys()
		if any(not _is_zero(words[name]) for name in limited) and "order_by" not in words:
			yield source.problem(call, "CG008", "say order_by where a limit cuts the list")


def _texts(node: ast.AST | None) -> list[str]:
	if isinstance(node, ast.Constant):
		return [node.value] if isinstance(node.value, str) else []
	if isinstance(node, ast.List | ast.Tuple):
		return [text for item in node.elts for text in _texts(item)]
	return []


def _is_zero(node: ast.AST) -> bool:
	return isinstance(node, ast.Constant) and node.value in (0, None)


def states(source: Source) -> Iterator[Problem]:
	"""CG009: workflow states are configuration; code asks for the stage."""
	for node in ast.walk(source.tree):
		if not isinstance(node, ast.Compare):
			continue
		sides = [node.left, *node.comparators]
		if any(_names_state(side) for side in sides) and any(
			_texts(side) for side in sides if not _names_state(side)
		):
			yield source.problem(node, "CG009", "ask for the stage; a workflow state's name is configuration")


def _names_state(node: ast.AST) -> bool:
	if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "get":
		return bool(node.args) and STATE_FIELD in _texts(node.args[0])
	if isinstance(node, ast.Subscript):
		return STATE_FIELD in _texts(node.slice)
	return dotted(node).rpartition(".")[2] == STATE_FIELD


def clock(source: Source) -> Iterator[Problem]:
	"""CG010: today and now are the site's; the machine's clock, or the database's, may name another day."""
	if source.path == SITE_CLOCK:
		return
	advice = (
		"take the site's time: frappe.utils.getdate() and now_datetime(), in tests tests.support.site_clock"
	)
	for node in ast.walk(source.tree):
		asks = isinstance(node, ast.Attribute) and PROCESS_CLOCK.search(dotted(node))
		imports = isinstance(node, ast.ImportFrom) and DATABASE_CLOCK & {name.name for name in node.names}
		if asks or imports:
			yield source.problem(node, "CG010", advice)


def counts(source: Source) -> Iterator[Problem]:
	"""CG011: a number that is shown and one that decides are counted differently, so each says which it is."""
	if source.path == COUNTING:
		return
	for node in ast.walk(source.tree):
		if isinstance(node, ast.Attribute) and dotted(node) == "frappe.db.count":
			yield source.problem(
				node, "CG011", "call count_shown or, to decide, count_locked of core/counting.py"
			)


def documents(source: Source) -> Iterator[Problem]:
	"""CG012: the collation takes different names for one, so a document of ours compares them itself."""
	if source.in_room("doctype"):
		for node in ast.walk(source.tree):
			if isinstance(node, ast.ClassDef) and any(dotted(base) == "Document" for base in node.bases):
				yield source.problem(node, "CG012", "inherit ExactDocument of core/exact.py, not Document")


def lookups(source: Source) -> Iterator[Problem]:
	"""CG013: what an endpoint is sent names a document only by its exact name."""
	for function in _functions(source) if source.in_room("api") else ():
		sent = {arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)}
		for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
			named = call.args[1] if len(call.args) > 1 and dotted(call.func) in LOOKUPS else None
			if isinstance(named, ast.Name) and named.id in sent and not source.has_reason(call):
				yield source.problem(
					call, "CG013", "call load_doc or exact_name, or say in a comment where it was loaded"
				)


def readers(source: Source) -> Iterator[Problem]:
	"""CG014: times, telephones, codes and sheets that somebody wrote have one reader each, in core/."""
	if source.in_room("core", "demo", "patches"):
		return
	for node in ast.walk(source.tree):
		modules = _imported(node) & READER_MODULES
		if modules and not source.has_reason(node):
			yield source.problem(node, "CG014", f"read with core/, or say in a comment why {modules.pop()}")
	for call in _calls(source):
		if dotted(call.func).rpartition(".")[2] in TIME_PARSERS[:2] and not source.has_reason(call):
			yield source.problem(
				call, "CG014", "read times with core/time.py, or say in a comment whose they are"
			)
	yield from _times_read_in_endpoints(source)


def _imported(node: ast.AST) -> set[str]:
	"""The packages that a statement imports, by their first name."""
	if isinstance(node, ast.ImportFrom):
		return {(node.module or "").partition(".")[0]} if not node.level else set()
	return {name.name.partition(".")[0] for name in node.names} if isinstance(node, ast.Import) else set()


def _times_read_in_endpoints(source: Source) -> Iterator[Problem]:
	"""Frappe's readers take what an endpoint is sent for another day, or for nothing."""
	for function in _functions(source) if source.in_room("api") else ():
		sent = {arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)}
		for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
			named = {arg.id for arg in call.args if isinstance(arg, ast.Name)}
			if dotted(call.func).rpartition(".")[2] in TIME_PARSERS and named & sent:
				yield source.problem(call, "CG014", "call as_day, as_moment or as_month of core/time.py")


RULES: tuple[Rule, ...] = (
	*(whitelisted, reasons, translated, commits, length, hooks, lists, states, clock, counts, documents),
	lookups,
	readers,
)
TEST_RULES: tuple[Rule, ...] = (length, clock)
