"""What the stages of several documents demand alike."""

import frappe
from frappe import _
from frappe.utils import cstr

from community_gov.core.errors import StageGuardError


def refuse(what: str, do: str) -> None:
	"""Raises StageGuardError with the two sentences: what happened, what to do."""
	frappe.throw(f"{what} {do}", exc=StageGuardError, title=_("Step Not Possible"))


def needs_reason(doc) -> None:
	"""Rejecting, suspending, returning and withdrawing leave their reason in the trace."""
	if not cstr(doc.flags.step.note).strip():
		refuse(
			_("No reason was given for {0}.").format(_(doc.flags.step.event, context="Workflow Action")),
			_("Write it in the note for the next step."),
		)
