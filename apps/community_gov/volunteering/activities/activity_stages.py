"""What each stage of a volunteer activity demands and does: scheduled, recruiting, closed, held, called off."""

from frappe import _
from frappe.utils import get_datetime, now_datetime

from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.rules import StageRule
from community_gov.core.step_context import step_context
from community_gov.volunteering.activities import attendance, missed_checkouts, sign_ups
from community_gov.volunteering.matching import offers


def _needs_time_ahead(doc) -> None:
	if get_datetime(doc.starts_at) <= now_datetime():
		refuse(_("The activity has begun already."), _("Choose a beginning that lies ahead."))


def _needs_beginning_past(doc) -> None:
	if get_datetime(doc.starts_at) > now_datetime():
		refuse(
			_("The activity has not begun yet."), _("Wait for its beginning, or call it off with a reason.")
		)


def _keep_reason(doc) -> None:
	doc.called_off_reason = step_context(doc).step.note


def _cancel_everybody(doc) -> None:
	sign_ups.cancel_everybody(doc)


def _call_volunteers(doc) -> None:
	offers.call(doc)


def _mark_missed(doc) -> None:
	attendance.close(doc)


def _tell_of_forgotten(doc) -> None:
	missed_checkouts.tell_staff(doc)


ACTIVITY_STAGE_RULES = {
	"Scheduled": StageRule(),
	"Recruiting": StageRule("recruited_at", guards=(_needs_time_ahead,), effects=(_call_volunteers,)),
	"Sign-up Closed": StageRule(),
	"Held": StageRule(
		"ended_at",
		"ended_by",
		guards=(_needs_beginning_past,),
		effects=(_mark_missed, _tell_of_forgotten),
	),
	"Called Off": StageRule(
		"ended_at", "ended_by", guards=(needs_reason,), computes=(_keep_reason,), effects=(_cancel_everybody,)
	),
}
