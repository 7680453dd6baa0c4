"""Micro-projects over REST: reviewers asked, the ranking, receipts, photos, follow-ups. Steps are taken by step.take."""

import frappe

from community_gov.api.idempotent import idempotent
from community_gov.core.time import as_day
from community_gov.participation.micro_projects import calls, follow_ups, project_stages, projects, reviews
from community_gov.permissions.access import load_doc, require


@frappe.whitelist(methods=["POST"])
@idempotent("micro_project.ask_reviewer")
def ask_reviewer(project: str, reviewer: str) -> dict:
	"""Asks an account for a review of a checked project.

	Permission: who may write the project.
	Returns:
	        {review, reviews_due}
	Raises:
	        see participation.micro_projects.reviews.ask
	"""
	require(projects.DOCTYPE, "write")
	doc = load_doc(projects.DOCTYPE, project, "write")
	made = reviews.ask(doc, reviewer)
	return {"review": made, "reviews_due": doc.reviews_due}


@frappe.whitelist(methods=["GET"])
def reviewers(project: str) -> list[dict]:
	"""Who was asked for a review, and whether it is in; scores and conflicts are told once all are.

	Permission: who may read the project, so nobody who reviews it while it is blind.
	Returns:
	        [{reviewer, is_in}]
	"""
	return reviews.progress(load_doc(projects.DOCTYPE, project))


@frappe.whitelist(methods=["POST"])
@idempotent("micro_project.close_reviews")
def close_reviews(project: str) -> dict:
	"""Ends the blind part once the time for reviews is over and enough are in.

	Permission: who may write the project.
	Returns:
	        {project, reviews_in, all_in_at}
	Raises:
	        ConflictError (409): too few, or not yet.
	"""
	require(projects.DOCTYPE, "write")
	doc = load_doc(projects.DOCTYPE, project, "write")
	reviews.close(doc)
	return {"project": doc.name, "reviews_in": doc.reviews_in, "all_in_at": str(doc.all_in_at)}


@frappe.whitelist(methods=["GET"])
def ranking(call: str) -> list[dict]:
	"""Scored projects of a call, the best first; equal scores share a place.

	Permission: who may read the call; projects that the user may list.
	Returns:
	        [{project, title, stage, score (percent), scores_counted, rank}]
	"""
	load_doc(calls.DOCTYPE, call)
	ranks = project_stages.ranking_of(call)
	fields = ["name", "title", "stage", "score", "score_count"]
	listed = {"filters": {"name": ["in", list(ranks) or [""]]}, "fields": fields, "limit_page_length": 0}
	rows = frappe.get_list(projects.DOCTYPE, order_by="name asc", **listed)
	told = [
		{
			**{"project": row.name, "title": row.title, "stage": row.stage, "score": row.score},
			**{"scores_counted": row.score_count, "rank": ranks[row.name]},
		}
		for row in rows
	]
	return sorted(told, key=lambda row: (row["rank"], row["project"]))


@frappe.whitelist(methods=["POST"])
@idempotent("micro_project.add_receipt")
def add_receipt(
	project: str,
	budget_line: int,
	payee: str,
	paid_on: str,
	amount: float,
	file: str,
	number: str | None = None,
) -> dict:
	"""Adds a receipt against a line of the budget.

	Args:
	        budget_line: number of the line, from 1. amount: yuan. file: address of a private file of one's own.
	        number: number of the invoice, by which it is known again if it is scanned twice.
	Permission: who may write the project.
	Returns:
	        {project, spent, receipts}
	Raises:
	        ConflictError (409): it is used in a project already. BadInputError (422)
	"""
	require(projects.DOCTYPE, "write")
	doc = load_doc(projects.DOCTYPE, project, "write")
	row = {"budget_line": budget_line, "payee": payee, "amount": amount, "file": file, "number": number}
	doc.append("receipts", {**row, "paid_on": as_day(paid_on, "paid_on")})
	doc.save()
	return {"project": doc.name, "spent": doc.spent, "receipts": len(doc.receipts)}


@frappe.whitelist(methods=["POST"])
@idempotent("micro_project.add_photo")
def add_photo(project: str, photo: str, moment: str = "After", caption: str | None = None) -> dict:
	"""Adds a photo, which everybody sees once the accounts are published.

	Args:
	        photo: address of a private file of one's own. moment: Before or After.
	Permission: who may write the project.
	Returns:
	        {project, photos}
	"""
	require(projects.DOCTYPE, "write")
	doc = load_doc(projects.DOCTYPE, project, "write")
	doc.append("photos", {"photo": photo, "moment": moment, "caption": caption})
	doc.save()
	return {"project": doc.name, "photos": len(doc.photos)}


@frappe.whitelist(methods=["POST"])
@idempotent("micro_project.follow_up")
def follow_up(project: str, still_run: bool, finding: str) -> dict:
	"""Records what was found 6 or 12 months after the accounts, whichever is next.

	Permission: who may write the project, not the applicant.
	Returns:
	        {months, still_run}
	Raises:
	        ConflictError (409): nothing is due.
	"""
	require(projects.DOCTYPE, "write")
	return follow_ups.record(load_doc(projects.DOCTYPE, project, "write"), still_run, finding)
