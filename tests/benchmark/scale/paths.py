"""The hot paths: who asks what, and the SQL by hand that answers it."""

import json
from dataclasses import dataclass, field

from community_gov.demo.people import WATER_BUREAU, email
from tests.benchmark.run import GRID

API = "community_gov.api.v1."
LIST = "frappe.desk.reportview.get"
COUNT = "frappe.desk.reportview.get_count"
CARD = "frappe.desk.doctype.number_card.number_card.get_result"
REPORT = "frappe.desk.query_report.run"
STANDARD = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
DESK = ("_user_tags", "_comments", "_assign", "_liked_by")
SHOWN = {
	"Case": ("title", "category", "grid", "reported_at", "stage", "workflow_state", "due_at", "urgency"),
	"Case Dispatch": ("case_title", "unit", "due_at", "dispatched_at", "stage", "workflow_state"),
	"Case Check": ("case_title", "kind", "assignee", "due_at", "requested_at", "result"),
}
# What the criteria of permissions/criteria.py come to for these people, written as a person would.
MINE = {
	"chief": {"Case": "1=1", "Case Dispatch": "1=1"},
	"gridworker": {
		"Case": f"(grid LIKE '{GRID}%' OR owner = '{email('gridworker')}' OR name IN "
		f"(SELECT case_file FROM `tabCase Check` WHERE assignee = '{email('gridworker')}'))",
		"Case Dispatch": f"grid LIKE '{GRID}%'",
	},
	"handler": {
		"Case": f"name IN (SELECT case_file FROM `tabCase Dispatch` WHERE unit = '{WATER_BUREAU}')",
		"Case Dispatch": f"unit = '{WATER_BUREAU}'",
	},
	"manager": {
		"Case": f"(grid LIKE '{GRID[:12]}%' OR owner = '{email('manager')}')",
		"Case Dispatch": f"grid LIKE '{GRID[:12]}%'",
	},
	"supervisor": {
		"Case Check": f"(grid LIKE '{GRID[:12]}%' OR assignee = '{email('supervisor')}')",
	},
}


def own(table: str, parent: str, user: str) -> str:
	return f"SELECT parent FROM `tab{table}` WHERE user = '{email(user)}' AND parenttype = '{parent}'"


# What has to be read to know the above: the team or the unit that somebody belongs to.
RIGHTS = {
	"chief": [],
	"operator": [],
	"handler": [own("Responsible Unit User", "Responsible Unit", "handler")],
	**{user: [own("Grid Team Member", "Grid", user)] for user in ("gridworker", "manager", "supervisor")},
}


@dataclass(frozen=True)
class Path:
	"""A request and its SQL; all statements together give what the request shows, rights included.

	`empty` is Frappe's own request of this kind by the same user: a list, count or card of the empty ToDo, a
	report of a day long ago; where Frappe has no such kind, a ping.
	`nothing` is the same request where nothing is found. What it costs beyond `empty` does not grow with the cases:
	reading the fields of a DocType, rights, checks.
	"""

	label: str
	user: str | None
	method: str
	arguments: dict
	raw: list[str] = field(repr=False)
	empty: tuple[str, dict] = ("ping", {})
	nothing: dict | None = None
	# Where the endpoint takes no GET.
	posted: bool = False


def listed(label: str, user: str, doctype: str, *filters: tuple[str, str]) -> Path:
	"""The first page of a list as the desk asks for it."""
	names = [*STANDARD, *DESK, *SHOWN[doctype]]
	wanted = [f"`tab{doctype}`.`{name}`" for name in names]
	arguments = {
		"doctype": doctype,
		"fields": json.dumps(wanted),
		"filters": json.dumps([[doctype, name, "=", value] for name, value in filters]),
		"order_by": f"`tab{doctype}`.`modified` desc",
		"start": 0,
		"page_length": 20,
		"view": "List",
	}
	where = condition(user, doctype, filters)
	columns = ",".join(f"`{name}`" for name in names)
	raw = f"SELECT {columns} FROM `tab{doctype}` WHERE {where} ORDER BY modified DESC LIMIT 20"
	nothing = {**arguments, "doctype": "ToDo", "filters": "[]", "order_by": "`tabToDo`.`modified` desc"}
	nothing["fields"] = json.dumps([f"`tabToDo`.`{name}`" for name in (*STANDARD, *DESK)])
	nobody = {**arguments, "filters": json.dumps([*json.loads(arguments["filters"]), missing(doctype)])}
	return Path(label, user, LIST, arguments, [*RIGHTS[user], raw], (LIST, nothing), nobody)


def missing(doctype: str) -> list[str]:
	"""A filter that no document passes."""
	return [doctype, "name", "=", "-"]


def condition(user: str, doctype: str, filters) -> str:
	return " AND ".join([MINE[user][doctype], *(f"{name} = '{value}'" for name, value in filters)])


def counted(label: str, user: str, doctype: str, *filters: tuple[str, str]) -> Path:
	"""The number under the list."""
	asked = [[doctype, name, "=", value] for name, value in filters]
	raw = f"SELECT COUNT(*) FROM `tab{doctype}` WHERE {condition(user, doctype, filters)}"
	nothing = {"doctype": "ToDo", "filters": "[]", "fields": '["`tabToDo`.`name`"]', "distinct": "false"}
	arguments, nobody = (
		{"doctype": doctype, "filters": json.dumps(rows)} for rows in (asked, [*asked, missing(doctype)])
	)
	return Path(label, user, COUNT, arguments, [*RIGHTS[user], raw], (COUNT, nothing), nobody)


def card(label: str, user: str, doctype: str, *filters: tuple[str, str], also: tuple = ()) -> Path:
	"""A number card of a workspace."""
	doc = {"doctype": "Number Card", "document_type": doctype, "function": "Count"}
	asked = [[doctype, name, "=", value] for name, value in filters]
	raw = f"SELECT COUNT(*) FROM `tab{doctype}` WHERE {condition(user, doctype, filters)}"
	if also:
		asked.append([doctype, *also[0]])
		raw += f" AND {also[1]}"
	nothing = {"doc": json.dumps({**doc, "document_type": "ToDo"}), "filters": "[]"}
	arguments, nobody = (
		{"doc": json.dumps(doc), "filters": json.dumps(rows)} for rows in (asked, [*asked, missing(doctype)])
	)
	return Path(label, user, CARD, arguments, [*RIGHTS[user], raw], (CARD, nothing), nobody)
