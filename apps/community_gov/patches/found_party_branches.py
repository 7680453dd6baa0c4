"""The text of a party branch on a grid becomes a Party Branch, which the grids with the same text of a community share."""

import frappe

from community_gov.team.party_branches import COMMITTEE, GRID

COMMUNITY_CODE = 12


def execute() -> None:
	filters = {"party_branch": ["is", "set"], "branch": ["is", "not set"]}
	fields = ["name", "party_branch", "level"]
	found: dict[tuple[str, str], list] = {}
	for row in frappe.get_all("Grid", filters, fields, order_by="name asc"):
		text = row.party_branch.strip()
		if text:
			found.setdefault((row.name[:COMMUNITY_CODE], text), []).append(row)
	for (_community, text), rows in found.items():
		_found(text, rows)


def _found(text: str, rows: list) -> None:
	branch = frappe.new_doc("Party Branch")
	kind = GRID if rows[0].level in ("Grid", "Micro-grid") else COMMITTEE
	branch.update({"branch_name": text, "kind": kind, "grid": rows[0].name})
	branch.extend("grids", [{"grid": row.name} for row in rows])
	# A migration runs as nobody in particular.
	branch.insert(ignore_permissions=True)
