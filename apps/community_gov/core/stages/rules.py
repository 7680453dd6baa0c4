"""Stage is law, workflow is configuration: which stages there are, and what a workflow must say of them.

Stages and their Chinese names are those of GB/T 30428.8 (立案、处置和结案), read through city rules.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

import frappe
from frappe import _

from community_gov.core.errors import WorkflowSetupError

OPEN, PAUSED, DONE = "Open", "Paused", "Done"

CASE_STAGES = {
	"Reported": OPEN,
	"Verifying": OPEN,
	"Accepted": OPEN,
	"Filed": OPEN,
	"Dispatched": OPEN,
	"Handling": OPEN,
	"Checking": OPEN,
	"Closed": DONE,
	"Rejected": DONE,
	"Suspended": PAUSED,
}
DISPATCH_STAGES = {stage: CASE_STAGES[stage] for stage in ("Dispatched", "Handling", "Closed", "Rejected")}
REDEMPTION_STAGES = {"Requested": OPEN, "Approved": OPEN, "Handed Over": DONE, "Released": DONE}

APPEAL_STAGES = {"Requested": OPEN, "Granted": DONE, "Refused": DONE}
ADJUSTMENT_STAGES = {"Requested": OPEN, "Granted": DONE, "Refused": DONE, "Withdrawn": DONE}
SUPERVISION_STAGES = {"Issued": OPEN, "Answered": OPEN, "Settled": DONE, "Withdrawn": DONE}
BULLETIN_STAGES = {"Drafted": OPEN, "Announced": OPEN, "Published": DONE, "Discarded": DONE}

HELP_STAGES = {
	"Raised": OPEN,
	"Claimed": OPEN,
	"Served": OPEN,
	"Confirmed": DONE,
	"Referred": DONE,
	"Withdrawn": DONE,
}

ASSESSMENT_STAGES = {"Computed": OPEN, "Announced": OPEN, "Objected": OPEN, "Final": DONE}

SERVICE_STAGES = {
	"Recorded": OPEN,
	"Returned": OPEN,
	"Disputed": OPEN,
	"Confirmed": DONE,
	"Rejected": DONE,
	"Revoked": DONE,
}

REGISTRATION_STAGES = {"Submitted": OPEN, "Approved": DONE, "Declined": DONE, "Withdrawn": DONE}

ACTIVITY_STAGES = {
	"Scheduled": OPEN,
	"Recruiting": OPEN,
	"Sign-up Closed": OPEN,
	"Held": DONE,
	"Called Off": DONE,
}

POLL_STAGES = {
	**dict.fromkeys(("Drafted", "Voting", "Voting Closed", "Counted"), OPEN),
	**dict.fromkeys(("Confirmed", "Void"), DONE),
}
NOTICE_STAGES = {"Drafted": OPEN, "On Show": OPEN, "Passed": DONE, "Withdrawn": DONE}
ACTION_STAGES = {"Assigned": OPEN, "Doing": OPEN, "Delivered": OPEN, "Result Accepted": DONE, "Dropped": DONE}
TOPIC_STAGES = {
	**dict.fromkeys(
		("Collected", "Sorted", "Called", "Held", "Concluded", "On Show", "In Force", "Done"), OPEN
	),
	**dict.fromkeys(("Reviewed", "Handed to Unit", "Not Taken Up"), DONE),
}
SESSION_STAGES = {"Being Planned": OPEN, "Called": OPEN, "Held": OPEN, "Confirmed": DONE, "Called Off": DONE}
RESOLUTION_STAGES = {"Drafted": OPEN, "On Show": OPEN, "In Force": OPEN, "Done": DONE, "Overturned": DONE}
OPINION_STAGES = {
	**dict.fromkeys(("Noted", "Handed Out", "Answered"), OPEN),
	**dict.fromkeys(("Told", "Referred", "Merged", "Kept"), DONE),
}
DEED_LIST_STAGES = {
	**dict.fromkeys(("Collecting", "Shortlisted", "Voting", "Chosen", "On Show", "Under Way"), OPEN),
	**dict.fromkeys(("Completed", "Discarded"), DONE),
}
DEED_STAGES = {
	**dict.fromkeys(("Collected", "Shortlisted", "Deliberated", "Chosen", "On Show"), OPEN),
	**dict.fromkeys(("Doing", "Delivered", "Result Accepted", "Ratings Closed"), OPEN),
	**dict.fromkeys(("Kept Up", "Not Chosen", "Set Aside", "Exchanged"), DONE),
}
LECTURE_STAGES = {
	**dict.fromkeys(("Being Planned", "Open for Sign-up", "Held"), OPEN),
	**dict.fromkeys(("Completed", "Called Off"), DONE),
}

COMMUNITY_NOTICE_STAGES = {
	**dict.fromkeys(("Drafted", "Submitted", "Approved", "Scheduled", "Sent", "Chased"), OPEN),
	**dict.fromkeys(("Archived", "Withdrawn", "Superseded"), DONE),
}
CALL_STAGES = {"Drafted": OPEN, "Open for Applications": OPEN, "Call Ended": DONE, "Called Off": DONE}
PROJECT_STAGES = {
	**dict.fromkeys(("Applied", "Checked", "Scored", "On Show", "Funded", "Half-way Checked"), OPEN),
	**dict.fromkeys(("Result Accepted", "Accounts Published"), OPEN),
	**dict.fromkeys(("Kept Up", "Given Up", "Excluded", "Not Funded", "Withdrawn"), DONE),
}
GROUP_STAGES = {"Proposed": OPEN, "On File": OPEN, "Lapsed": PAUSED, "Halted": PAUSED, "Ended": DONE}

STAGES_OF = {
	"Case": CASE_STAGES,
	"Case Dispatch": DISPATCH_STAGES,
	"Case Adjustment": ADJUSTMENT_STAGES,
	"Supervision Order": SUPERVISION_STAGES,
	"Bulletin": BULLETIN_STAGES,
	"Point Redemption": REDEMPTION_STAGES,
	"Case Appeal": APPEAL_STAGES,
	"Help Request": HELP_STAGES,
	"Worker Assessment": ASSESSMENT_STAGES,
	"Service Record": SERVICE_STAGES,
	"Volunteer Registration": REGISTRATION_STAGES,
	"Volunteer Activity": ACTIVITY_STAGES,
	"Point Transfer": ADJUSTMENT_STAGES,
	"Point Adjustment": ADJUSTMENT_STAGES,
	"Poll": POLL_STAGES,
	"Public Notice": NOTICE_STAGES,
	"Action Item": ACTION_STAGES,
	"Deliberation Topic": TOPIC_STAGES,
	"Deliberation Session": SESSION_STAGES,
	"Resolution": RESOLUTION_STAGES,
	"Opinion": OPINION_STAGES,
	"Deed List": DEED_LIST_STAGES,
	"Livelihood Deed": DEED_STAGES,
	"Policy Lecture": LECTURE_STAGES,
	"Community Notice": COMMUNITY_NOTICE_STAGES,
	"Project Call": CALL_STAGES,
	"Micro-project": PROJECT_STAGES,
	"Interest Group": GROUP_STAGES,
}


@dataclass(frozen=True)
class StageRule:
	"""What one stage demands (guards raise), stamps (field names), computes before and does after the save."""

	stamp: str | None = None
	stamp_user: str | None = None
	guards: tuple[Callable, ...] = ()
	computes: tuple[Callable, ...] = ()
	effects: tuple[Callable, ...] = field(default=())


def stage_options() -> str:
	"""Every stage of every staged DocType, one a line, for the Select field on workflow states."""
	stages = dict.fromkeys(stage for stages in STAGES_OF.values() for stage in stages)
	return "\n".join(["", *stages])


def check_workflow(doc, method: str | None = None) -> None:
	"""Refuses a workflow on a staged DocType whose states lack a stage (doc event of Workflow).

	Raises:
	        WorkflowSetupError: a state has no stage, or one that this DocType does not know.
	"""
	stages = STAGES_OF.get(doc.document_type)
	if not stages or not doc.is_active or frappe.flags.in_install == "frappe":
		return
	for row in doc.states:
		_check_state(row, stages, doc.document_type)
	first = doc.states[0].stage if doc.states else None
	if first != next(iter(stages)):
		_refuse_first_state(doc.document_type, next(iter(stages)))


def _check_state(row, stages: dict[str, str], doctype: str) -> None:
	"""One workflow state must carry a stage of its DocType and stay a draft (no submit)."""
	if row.get("stage") not in stages:
		frappe.throw(
			_("State {0} has no stage that {1} knows. Choose one of: {2}.").format(
				frappe.bold(_(row.state)),
				_(doctype),
				", ".join(_(stage, context=doctype) for stage in stages),
			),
			exc=WorkflowSetupError,
			title=_("Stage Missing"),
		)
	if str(row.doc_status) != "0":
		frappe.throw(
			_("State {0} would submit the document. Set its document status to 0.").format(
				frappe.bold(_(row.state))
			),
			exc=WorkflowSetupError,
		)


def _refuse_first_state(doctype: str, stage: str) -> NoReturn:
	"""A new document starts in the first state, so that state must be of the first stage."""
	frappe.throw(
		_(
			"New documents of {0} start in the first state of the list. Put a state of stage {1} first."
		).format(_(doctype), _(stage, context=doctype)),
		exc=WorkflowSetupError,
	)
