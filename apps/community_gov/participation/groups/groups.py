"""Interest groups 社区社会组织: proposed, filed with the community, reviewed each year, suspended, lapsed, ended.

Groups too small to register are filed locally and are no legal persons (Henan 2021-235); owners' committees and bodies of
a building are no such groups (Sichuan 2023).
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import add_days, cint, cstr, getdate

from community_gov.core.counting import count_locked, count_shown
from community_gov.core.errors import BadInputError
from community_gov.core.jobs import run_isolated
from community_gov.core.notifications import notify_users
from community_gov.core.stages.guards import needs_reason, refuse
from community_gov.core.stages.questions import asks
from community_gov.core.stages.rules import StageRule
from community_gov.grids.team import staff_of

DOCTYPE, MEMBER, ACTIVITY = "Interest Group", "Group Member", "Volunteer Activity"
LEGAL_PERSON = "Registered as a Legal Person"
# Bodies that a law of their own makes: they decide for others, so nobody joins or leaves them as a group.
NO_GROUPS = (
	*(
		"业主委员会",
		"业委会",
		"物业管理委员会",
		"物管会",
		"业主大会",
		"居民委员会",
		"楼栋自治",
		"楼栋自管",
		"自管会",
	),
	*("owners committee", "owners' committee", "building committee", "residents committee"),
)
LONGEST = 5000
REVIEW_DAYS, ACTIVE_DAYS, REMIND_DAYS = 365, 92, 30


def prepare(group) -> None:
	"""Kind, words and numbers of a group.

	Raises:
	        BadInputError: it is a body that is no such group, has too long a purpose, or no number of registration.
	"""
	refuse_other_bodies(group)
	if not 0 < len(cstr(group.purpose).strip()) <= LONGEST:
		_refuse(_("A purpose has 1 to {0} characters. Shorten it.").format(LONGEST))
	if group.registration == LEGAL_PERSON and not cstr(group.registration_number).strip():
		_refuse(_("A legal person has a number of registration. Enter it, or choose Filed Only."))
	group.filing_number = cstr(group.filing_number).strip() or None
	if not group.is_new():
		group.member_count, group.lead_count = count_members(group.name), count_leads(group.name)


def refuse_other_bodies(group) -> None:
	"""Raises BadInputError for owners' committees and the like, by their name or their kind."""
	words = f"{cstr(group.group_name)} {cstr(group.kind)}".lower()
	known = next((word for word in NO_GROUPS if word in words), None)
	if known:
		_refuse(
			_("{0} is no interest group: a law of its own makes it. Enter it as a unit instead.").format(
				known
			)
		)


def count_members(group: str) -> int:
	"""Members who have proven their number, as of now."""
	return count_locked(MEMBER, {"interest_group": group, "proven_at": ["is", "set"]})


def count_leads(group: str) -> int:
	"""Members who have proven their number and lead, as of now."""
	return count_locked(MEMBER, {"interest_group": group, "group_role": "Lead", "proven_at": ["is", "set"]})


def lock(name: str):
	"""The group, locked, so that its members are counted one after the other."""
	return frappe.get_doc(DOCTYPE, name, for_update=True)


def store_counts(group: str) -> None:
	"""Numbers for the eye; what decides counts anew."""
	values = {"member_count": count_members(group), "lead_count": count_leads(group)}
	frappe.db.set_value(DOCTYPE, group, values, update_modified=False)


def is_active(group: str) -> bool:
	"""Whether a group held an activity within a quarter."""
	since = add_days(getdate(), -ACTIVE_DAYS)
	filters = {"interest_group": group, "stage": "Held", "starts_at": [">=", since]}
	return bool(count_shown(ACTIVITY, filters))


@asks("filing_number")
@asks("review_due")
def _needs_filing(group) -> None:
	if not group.filing_number:
		refuse(_("The group has no filing number."), _("Enter the number under which it is filed."))
	if not group.review_due:
		group.review_due = add_days(getdate(), REVIEW_DAYS)
	if getdate(group.review_due) <= getdate():
		refuse(_("The day of the next review has passed."), _("Choose a later one."))


def _needs_lead(group) -> None:
	if count_leads(group.name) < 1:
		refuse(
			_("Nobody leads the group."),
			_("Have a member prove the number on the page of projects, and appoint them."),
		)


def _stamp_filing(group) -> None:
	group.filed_on = group.filed_on or getdate()
	group.filed_by = frappe.session.user


def run_nightly() -> int:
	"""Scheduler: groups lapse whose review is over; clerks hear of reviews ahead and of groups that nobody leads."""
	names = frappe.get_all(
		DOCTYPE, {"stage": "On File"}, pluck="name", order_by="review_due asc, name asc", limit=2000
	)
	return sum(
		run_isolated(lambda name=name: _look_at(name), "Looking at a Group", name) is not None
		for name in names
	)


def _look_at(name: str) -> str:
	group = lock(name)
	if group.stage != "On File":
		return name
	store_counts(name)
	clerks = set(staff_of(group.grid, "Council Clerk") or staff_of(group.grid, "Community Manager"))
	if group.review_due and getdate(group.review_due) < getdate():
		group.move_to_stage("Lapsed", "Lapse", _("The review of the group is overdue."))
		told = _("Group {0} has lapsed: review it, and file it anew or end it.").format(group.group_name)
		notify_users(clerks, told, DOCTYPE, name)
	elif group.review_due and getdate(group.review_due) == getdate(add_days(getdate(), REMIND_DAYS)):
		told = _("Group {0} is to be reviewed until {1}.").format(group.group_name, group.review_due)
		notify_users(clerks, told, DOCTYPE, name)
	elif not count_leads(name):
		notify_users(clerks, _("Nobody leads group {0} any more.").format(group.group_name), DOCTYPE, name)
	return name


def require_applicant(name: str | None) -> None:
	"""Refuses a group that may not apply for money. Raises BadInputError."""
	stage = frappe.db.get_value(DOCTYPE, name, "stage") if name else None
	if not name or stage != "On File":
		_refuse(_("Only a group that is filed applies. File it first, or apply as residents."))
	if not cint(count_leads(name)):
		_refuse(_("Nobody leads this group, so nobody answers for the money. Appoint a lead first."))


def _refuse(text: str) -> NoReturn:
	frappe.throw(text, exc=BadInputError)


GROUP_STAGE_RULES = {
	"Proposed": StageRule(),
	"On File": StageRule(guards=(_needs_filing, _needs_lead), computes=(_stamp_filing,)),
	"Lapsed": StageRule(),
	"Halted": StageRule(guards=(needs_reason,)),
	"Ended": StageRule("ended_at", guards=(needs_reason,)),
}
