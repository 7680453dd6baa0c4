"""What the stages of several documents demand alike."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.errors import StageGuardError
from community_gov.core.stages.questions import asks
from community_gov.core.step_context import step_context


def refuse(what: str, do: str) -> NoReturn:
	"""Raises StageGuardError with the two sentences: what happened, what to do."""
	frappe.throw(f"{what} {do}", exc=StageGuardError, title=_("Step Not Possible"))


@asks("reason")
def needs_reason(doc) -> None:
	"""Rejecting, suspending, returning and withdrawing need a reason, which the event keeps."""
	if not cstr(step_context(doc).step.note).strip():
		refuse(
			_("No reason was given for {0}.").format(
				_(step_context(doc).step.event, context="Workflow Action")
			),
			_("Write it in the note for the next step."),
		)
