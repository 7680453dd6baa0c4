"""What everybody may see: calls, projects on show and after, their accounts with photos, groups by area. No names of people."""

import io

from PIL import Image, ImageOps

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime

from community_gov.grids import picker
from community_gov.participation.groups import groups
from community_gov.participation.micro_projects import calls, project_stages, projects

MOST = 100
PUBLIC = (
	"On Show",
	"Funded",
	"Half-way Checked",
	"Result Accepted",
	"Accounts Published",
	"Kept Up",
	"Given Up",
)
ACCOUNTED = ("Accounts Published", "Kept Up", "Given Up")
# What the applicant has written, shown without names and numbers of people.
TEXTS = ("title", "need", "plan", "outcome_measure", "handover_to")
LONGEST, QUALITY = 1200, 80  # pixels, of a photo on a page


def open_calls() -> list[dict]:
	"""Calls that are public and not over; see api.v1.public_project.calls."""
	filters = {"stage": "Open for Applications", "closes_at": [">=", now_datetime()]}
	# Everybody may read them; a guest holds no right on the list.
	names = frappe.get_all(
		calls.DOCTYPE, filters, pluck="name", order_by="closes_at asc, name asc", limit=MOST
	)
	return [_told_call(frappe.get_doc(calls.DOCTYPE, name)) for name in names]


def _told_call(call) -> dict:
	texts = ("title", "kinds", "paid_for", "excluded", "funder")
	return {
		**{"call": call.name, **{name: call.get(name) for name in texts}},
		**{"total": call.total, "cap": call.cap, "area": picker.path_of(call.grid), "grid": call.grid},
		**{"opens_at": cstr(call.opens_at)[:16], "closes_at": cstr(call.closes_at)[:16]},
		"is_open": call.opens_at <= now_datetime(),
		"criteria": [{"criterion": row.criterion, "weight": row.weight} for row in call.criteria],
	}


def projects_shown() -> list[dict]:
	"""Projects from being shown on, newest first; see api.v1.public_project.shown."""
	fields = ["name"]
	# As above.
	rows = frappe.get_all(
		projects.DOCTYPE,
		{"stage": ["in", PUBLIC]},
		fields,
		order_by="modified desc, name asc",
		limit=MOST,
	)
	return [_told_project(frappe.get_doc(projects.DOCTYPE, row.name)) for row in rows]


def _told_project(project) -> dict:
	"""Money once it is granted, receipts once they are published."""
	text = {name: projects.public_text(project, name) for name in TEXTS}
	told = {
		**{"project": project.name, **text, "stage": project.stage, "beneficiaries": project.beneficiaries},
		**{"stage_title": _(project.stage, context=projects.DOCTYPE), "area": picker.path_of(project.grid)},
		**{"applicant": project_stages.applicant_of(project), "requested": project.requested},
		**{"granted": project.granted if project.decided_at else None},
		**{"score": project.score, "rank": project.rank_number},
		**{"result": None, "spent": None, "returned": None, "lines": [], "receipts": [], "photos": []},
		"follow_ups": [],
	}
	return {**told, **_accounts(project)} if project.stage in ACCOUNTED else told


def _accounts(project) -> dict:
	checked = [row for row in project.follow_ups if row.checked_on]
	return {
		**{
			"result": projects.public_text(project, "result"),
			"spent": project.spent,
			"returned": project.returned,
		},
		"lines": [{"item": row.item, "amount": row.amount, "spent": row.spent} for row in project.budget],
		"receipts": [
			{"line": row.budget_line, "paid_on": cstr(row.paid_on), "amount": row.amount}
			for row in project.receipts
		],
		"photos": [
			{"number": row.idx, "moment": row.moment, "caption": row.caption} for row in project.photos
		],
		"follow_ups": [{"months": row.months, "still_run": bool(row.still_run)} for row in checked],
	}


def photo(name: str, number: int) -> bytes:
	"""A photo of a project whose accounts are public, as a JPEG of at most 1,200 pixels without metadata.

	Raises:
	        frappe.DoesNotExistError (404)
	"""
	stage = frappe.db.get_value(projects.DOCTYPE, name, "stage")
	row = {"parent": name, "parenttype": projects.DOCTYPE, "idx": cint(number)}
	address = frappe.db.get_value("Project Photo", row, "photo") if stage in ACCOUNTED else None
	file = address and frappe.db.get_value("File", {"file_url": address}, order_by="creation asc")
	content = _jpeg(frappe.get_doc("File", file).get_content()) if file else None
	if not content:
		frappe.throw(_("There is no such photo. Open the list again."), frappe.DoesNotExistError)
	return content


def _jpeg(content) -> bytes | None:
	try:
		picture = ImageOps.exif_transpose(
			Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP", "HEIF"])
		)
		picture.thumbnail((LONGEST, LONGEST))
		made = io.BytesIO()
		picture.convert("RGB").save(made, "JPEG", quality=QUALITY)
	except (OSError, TypeError, ValueError):
		# Somebody attached what is no picture.
		return None
	return made.getvalue()


def groups_shown() -> list[dict]:
	"""Groups that are filed, by area; see api.v1.public_project.groups."""
	fields = ["name", "group_name", "kind", "grid", "purpose", "how_to_join", "registration", "member_count"]
	# As above.
	rows = frappe.get_all(
		groups.DOCTYPE, {"stage": "On File"}, fields, order_by="grid asc, group_name asc", limit=MOST * 3
	)
	return [
		{
			**{
				"group": row.name,
				"name": row.group_name,
				"kind": row.kind,
				"kind_title": _(row.kind, context=groups.DOCTYPE),
			},
			**{"area": picker.path_of(row.grid), "purpose": row.purpose, "how_to_join": row.how_to_join},
			**{"members": row.member_count, "is_active": groups.is_active(row.name)},
			"is_legal_person": row.registration == groups.LEGAL_PERSON,
		}
		for row in rows
	]
