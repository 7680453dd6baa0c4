"""What the stages of an opinion demand and do."""

from frappe import _
from frappe.utils import cstr

from community_gov.casework.lifecycle.notifications import handlers_of_unit
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.participation.opinions import opinions


@asks("handler_unit")
def _needs_unit(opinion) -> None:
	if not opinion.handler_unit:
		refuse(_("Nobody is to answer."), _("Choose the unit."))


@asks("answer")
def _needs_answer(opinion) -> None:
	if not cstr(opinion.answer).strip():
		refuse(_("There is no answer."), _("Write what was found and done."))


@asks("told_how")
def _needs_way(opinion) -> None:
	if not opinion.told_how:
		refuse(_("Nothing says how the speaker was told."), _("Choose the way."))


@asks("route")
@asks("referral")
def _needs_route(opinion) -> None:
	if not opinion.route or not cstr(opinion.referral).strip():
		refuse(
			_("Nothing says where it was sent and why."),
			_("Choose the route, and write where the speaker turns to."),
		)


def _refuses_unit_spoken_of(opinion) -> None:
	opinions.refuse_speaker(opinion)


def _tell_unit(opinion) -> None:
	text = _("An opinion is to be answered until {0}: {1}").format(cstr(opinion.due_at)[:16], opinion.title)
	notify_users(handlers_of_unit(opinion.handler_unit), text, opinion.doctype, opinion.name)


def _tell_clerk(opinion) -> None:
	text = _("Opinion {0} was answered: tell the speaker.").format(opinion.name)
	notify_users({opinion.owner}, text, opinion.doctype, opinion.name)


def _clear_unit(opinion) -> None:
	if opinion.get_doc_before_save():
		opinion.handler_unit = None


OPINION_STAGE_RULES = {
	"Noted": StageRule(computes=(_clear_unit,)),
	"Handed Out": StageRule(guards=(_needs_unit,), effects=(_tell_unit,)),
	"Answered": StageRule(
		"answered_at",
		"answered_by",
		guards=(_refuses_unit_spoken_of, _needs_answer),
		effects=(_tell_clerk,),
	),
	"Told": StageRule("told_at", "told_by", guards=(_needs_way,)),
	"Referred": StageRule("told_at", "told_by", guards=(_needs_route,)),
	"Merged": StageRule(),
	"Kept": StageRule(guards=(needs_reason,)),
}
