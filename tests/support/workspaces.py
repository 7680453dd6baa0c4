"""What the workspaces of a role show: its number cards and charts, counted as an account of that role."""

import json
from pathlib import Path

import frappe
from frappe.utils import today

from community_gov.overrides.endpoints import card_number

WORKSPACES = Path(__file__).resolve().parents[2] / "apps" / "community_gov" / "workspace"


def workspaces_of(role: str) -> list[dict]:
	"""The shipped workspaces of a role."""
	found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(WORKSPACES.rglob("*.json"))]
	return [one for one in found if role in [row["role"] for row in one.get("roles", [])]]


def cards_of(role: str) -> list[str]:
	return sorted({row["number_card_name"] for one in workspaces_of(role) for row in one["number_cards"]})


def number_of(card: str) -> float:
	"""What a card counts for the session user."""
	doc = frappe.get_doc("Number Card", card)
	filters = json.loads(doc.filters_json or "[]")
	for doctype, field, operator, value in json.loads(doc.dynamic_filters_json or "[]"):
		filters.append([doctype, field, operator, DYNAMIC[value]()])
	return card_number(doc.as_dict(convert_dates_to_str=True), filters)


# What the browser puts in for the expressions of dynamic filters.
DYNAMIC = {"frappe.session.user": lambda: frappe.session.user, "frappe.datetime.get_today()": today}


def charts_of(role: str) -> list[str]:
	return sorted({row["chart_name"] for one in workspaces_of(role) for row in one["charts"]})
