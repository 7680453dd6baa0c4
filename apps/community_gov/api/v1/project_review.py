"""Reviews over REST: one's own ones, given or declined, and the ruling on a score far from the others."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.api.requests import as_dict
from community_gov.participation.micro_projects import projects, reviews
from community_gov.permissions.access import load_doc, require

_TOLD = (
	*("project_title", "need", "plan", "outcome_measure", "beneficiaries", "requested", "budget_text"),
	*("total", "has_conflict"),
)


@frappe.whitelist(methods=["GET"])
def mine() -> list[dict]:
	"""Reviews that the own account was asked for, those that wait first; nothing of the applicant.

	Permission: who may read reviews.
	Returns:
	        [{review, asked_at, submitted_at, project_title, need, plan, outcome_measure, beneficiaries, requested, budget_text,
	        criteria: [{criterion, weight}], max_score, total, has_conflict}]
	"""
	require(reviews.DOCTYPE, "read")
	own = {"reviewer": frappe.session.user}
	fields = ["name", "project", "asked_at", "submitted_at", *_TOLD]
	order = {"order_by": "submitted_at asc, asked_at asc", "limit_page_length": 200}
	rows = frappe.get_list(reviews.DOCTYPE, filters=own, fields=fields, **order)
	return [_told(row) for row in rows]


def _told(row) -> dict:
	# The criteria of the call are public; the project itself is not to be read by its reviewer.
	name = frappe.db.get_value(projects.DOCTYPE, row.project, "project_call")
	call = frappe.get_doc("Project Call", name)
	return {
		**{"review": row.name, "asked_at": str(row.asked_at)[:16]},
		"submitted_at": str(row.submitted_at)[:16] if row.submitted_at else None,
		**{name: row[name] for name in _TOLD},
		"criteria": [{"criterion": one.criterion, "weight": one.weight} for one in call.criteria],
		"max_score": call.max_score,
	}


@frappe.whitelist(methods=["POST"])
@idempotent("project_review.submit")
def submit(review: str, scores: dict | str, comment: str | None = None) -> dict:
	"""Gives a review once.

	Args:
	        scores: {criterion: whole number from 0 to the highest score of the call}, each criterion once.
	Permission: the reviewer who was asked.
	Returns:
	        {review, total}
	Raises:
	        see participation.micro_projects.reviews.submit
	"""
	doc = load_doc(reviews.DOCTYPE, review)
	reviews.submit(doc, as_dict(scores, "scores"), comment)
	return {"review": doc.name, "total": frappe.db.get_value(reviews.DOCTYPE, doc.name, "total")}


@frappe.whitelist(methods=["POST"])
@idempotent("project_review.declare_conflict")
def declare_conflict(review: str, reason: str) -> dict:
	"""Steps back from a review, as something ties the reviewer to the project.

	Permission: the reviewer who was asked.
	Returns:
	        {review, has_conflict}
	"""
	reviews.declare_conflict(load_doc(reviews.DOCTYPE, review), reason)
	return {"review": review, "has_conflict": True}


@frappe.whitelist(methods=["POST"])
@idempotent("project_review.rule")
def rule(review: str, counts: bool, reason: str) -> dict:
	"""Rules whether a score far from the median counts.

	Permission: who may write the project, neither a reviewer of it nor the applicant.
	Returns:
	        {review, ruling}
	"""
	doc = load_doc(reviews.DOCTYPE, review)
	load_doc(projects.DOCTYPE, doc.project, "write")
	doc = frappe.get_doc(reviews.DOCTYPE, doc.name, for_update=True)
	reviews.rule_on_outlier(doc, counts, reason)
	return {"review": review, "ruling": doc.outlier_ruling}
