"""What anybody with the tracking code may know of a case: stages and times, answers; no person, no place."""

import frappe

from community_gov.casework.intake import added_photos, replies, tracking_codes
from community_gov.casework.intake.following import followed_case
from community_gov.casework.lifecycle import events
from community_gov.casework.quality import appeals, feedback
from community_gov.core import codes
from community_gov.core.stages.rules import DONE

FIELDS = (
	*("name", "stage", "stage_category", "reported_at", "category", "resolution", "round"),
	*("due_at", "closed_at", "rating", "forced_closed", "duplicate_of"),
	*(tracking_codes.SHOWN_TO, "reporter_phone"),
)


def case_by_code(code: str) -> str | None:
	"""The case of a tracking code as people type it: spaces, dashes and case do not matter."""
	case = _row_by_code(code)
	return case and case.name


def _row_by_code(code: str):
	plain = codes.plain_code(code)
	return _row_of(**{tracking_codes.FIELD: codes.fingerprint(plain)}) if plain else None


def _row_of(**key: str):
	"""What the public pages need of the case with this name or fingerprint of a tracking code, or None."""
	case, ((column, value),) = frappe.qb.DocType("Case"), key.items()
	query = frappe.qb.from_(case).select(*(case[name] for name in FIELDS)).where(case[column] == value)
	return next(iter(query.limit(1).run(as_dict=True)), None)


def public_status(tracking_code: str) -> dict | None:
	"""The public status of a case.

	Returns:
	        {case, stage, stage_category, reported_at, category, unit, expected_at, acknowledgement, progress,
	        answer, steps: [{stage, at}], may_add_photos, rating, may_rate, may_appeal, appeal: {stage, requested_at, decided_at,
	        reason} or None, merged_into: see brief_status}, or None for an unknown code; for a follower's own code
	        brief_status and following. Times are those of the site.
	"""
	case = _row_by_code(tracking_code)
	if not case:
		return _followed_status(tracking_code)
	unit = replies.lead_unit(case.name)
	return {
		"case": case.name,
		**_stand_of(case, unit),
		**_texts_of(case, unit),
		**_voice_of(case),
		"merged_into": _brief_status(case.duplicate_of) if case.duplicate_of else None,
	}


def _followed_status(code: str) -> dict | None:
	"""What a follower's own code shows: how the followed case stands, without its number or the reporter's rights."""
	name = followed_case(code)
	return {**_brief_status(name), "following": True} if name else None


def _brief_status(name: str) -> dict:
	"""{stage, stage_category, reported_at, category, unit, expected_at, answer, steps} of somebody else's case."""
	case = _row_of(name=name)
	unit = replies.lead_unit(name)
	return {**_stand_of(case, unit), "answer": _texts_of(case, unit)["answer"]}


def _stand_of(case, unit: str | None) -> dict:
	"""What a reporter and a follower may know alike."""
	return {
		"stage": case.stage,
		"stage_category": case.stage_category,
		"reported_at": case.reported_at,
		"category": replies.category_name(case.category, frappe.local.lang.startswith("zh")) or None,
		"unit": unit,
		"expected_at": None if case.stage_category == DONE else case.due_at,
		"steps": _public_steps(case.name),
	}


def _texts_of(case, unit: str | None) -> dict:
	"""Acknowledgement of the report, a word on the present stage, and the answer once there is one."""
	done = case.stage_category == DONE
	texts = replies.replies_for(case, ("Reported", case.stage), unit)
	# The text for a closing speaks of a settled problem, which a forced closing cannot promise.
	silent = case.stage == "Reported" or case.forced_closed
	present = None if silent else texts[case.stage]
	return {
		"acknowledgement": texts["Reported"],
		"progress": None if done else present,
		"answer": case.resolution or (present if done else None),
	}


def _voice_of(case) -> dict:
	"""What the reporter may still say, and what was said."""
	proven = not (case.stage == "Closed" and tracking_codes.is_known_to_workers(case))
	appeal = appeals.appeal_of(case.name)
	rated = feedback.is_rated(case)
	return {
		"may_add_photos": added_photos.has_room(case),
		"rating": case.rating if rated else None,
		"may_rate": proven and feedback.is_open(case, "rating_days") and not rated,
		"may_appeal": proven and feedback.is_open(case, "appeal_days") and not appeal,
		"appeal": appeal
		and {
			"stage": appeal.stage,
			"requested_at": appeal.requested_at,
			"decided_at": appeal.decided_at,
			"reason": appeal.decision_note,
		},
	}


def _public_steps(case_name: str) -> list[dict]:
	rows = events.stage_entries(case_name)
	return [{"stage": row.to_stage, "at": row.happened_at} for row in rows]
