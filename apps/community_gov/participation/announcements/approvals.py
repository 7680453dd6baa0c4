"""Who may let a notice out: never who wrote it; two for a large audience; in an emergency afterwards. And how many a month."""

import frappe
from frappe import _
from frappe.utils import add_to_date, cint, get_datetime, getdate, now_datetime

from community_gov.core.counting import count_locked
from community_gov.core.errors import ConflictError, SeparationOfDutiesError, StageGuardError
from community_gov.core.notifications import notify_users, with_role
from community_gov.core.stages.guards import refuse
from community_gov.participation import events
from community_gov.participation.announcements.notice_settings import setting
from community_gov.permissions.scope import areas_of, roles_of, within
from community_gov.registry.identity import account_holders

DOCTYPE = "Community Notice"
EMERGENCY = "Emergency"
APPROVERS = frozenset({"Community Manager", "Community Administrator"})
CENTRE = frozenset({"Duty Chief", "Community Administrator"})
# Twelve digits: the community, whose residents are not to be told too much.
COMMUNITY = 12


def writers_of(notice) -> set[str]:
	"""Everybody who wrote what the notice says, or asked for its approval."""
	kept = (notice.get("writers") or "").split("\n")
	return {notice.owner, notice.submitted_by, *kept} - {None, "", "Administrator"}


def note_writer(notice) -> None:
	"""Whoever changes the text or the audience is one of those who do not approve it."""
	kept = [name for name in (notice.get("writers") or "").split("\n") if name]
	if frappe.session.user not in kept:
		notice.writers = "\n".join([*kept, frappe.session.user])


def refuse_writer(notice) -> None:
	"""Raises SeparationOfDutiesError (403)."""
	if account_holders.is_among(frappe.session.user, writers_of(notice)):
		frappe.throw(
			_("You wrote this notice, so you do not approve it. Ask another approver."),
			exc=SeparationOfDutiesError,
		)


def may_approve(notice, user: str) -> bool:
	"""Managers in their area, which is the community's or the street's, and administrators."""
	roles = roles_of(user)
	if user == "Administrator" or "Community Administrator" in roles:
		return True
	return within(notice.grid, areas_of(user, frozenset({"Community Manager"})))


def require_approver(notice) -> None:
	"""Whatever a redrawn workflow says: only a manager or an administrator approves, and none who wrote it.

	Raises:
	        StageGuardError, SeparationOfDutiesError
	"""
	if not may_approve(notice, frappe.session.user):
		refuse(_("Only a manager of the place approves notices."), _("Ask the community or the street."))
	refuse_writer(notice)


def needs_second(notice) -> bool:
	"""Whether so many households are told that another approver has to agree."""
	limit = setting("notice_mass_households")
	return notice.kind != EMERGENCY and bool(limit) and cint(notice.audience_households) > limit


def require_approved(notice) -> None:
	"""A notice goes out with the approvals that its audience asks for."""
	if not notice.approved_by:
		refuse(_("Nobody has approved this notice."), _("Have it approved first."))
	if needs_second(notice) and not notice.second_approved_by:
		refuse(
			_("{0} households need a second approval.").format(notice.audience_households),
			_("Ask another approver."),
		)


def approve_further(notice) -> None:
	"""The second approval of a large audience, or the one after an emergency was sent; the notice is locked.

	Raises:
	        ConflictError: it lacks none. SeparationOfDutiesError: by who wrote, sent or approved it.
	"""
	require_approver(notice)
	prefix = _lacking(notice)
	if prefix is None:
		frappe.throw(
			_("Notice {0} waits for no further approval. Look how it stands.").format(notice.name),
			exc=ConflictError,
		)
	if prefix:
		_refuse_first(notice)
	stamp = {"approved_at": now_datetime(), "approved_by": frappe.session.user}
	values = {f"{prefix}{name}": value for name, value in stamp.items()}
	notice.db_set(values if prefix else {**values, "approve_due_at": None})
	events.record(notice, "Approve")


def _lacking(notice) -> str | None:
	"""Prefix of the fields of the approval that is still to come: of the first ("") or the second; None where none is."""
	if notice.kind == EMERGENCY and notice.sent_at and not notice.approved_by:
		return ""
	if notice.stage == "Approved" and needs_second(notice) and not notice.second_approved_by:
		return "second_"
	return None


def lacks_approval_of(notice, user: str) -> bool:
	"""Whether a further approval of a notice is wanted that the account may give; see approve_further."""
	prefix = _lacking(notice)
	if prefix is None or not may_approve(notice, user):
		return False
	others = writers_of(notice) | ({notice.approved_by} if prefix else set())
	return not account_holders.is_among(user, others)


def _refuse_first(notice) -> None:
	if account_holders.is_among(frappe.session.user, {notice.approved_by}):
		frappe.throw(
			_("You approved this notice already. A second approval is another person's."),
			exc=SeparationOfDutiesError,
		)


def begin_emergency(notice) -> None:
	"""Sent at once: an emergency only, by the command centre, to be approved within the time of the settings."""
	if notice.kind != EMERGENCY:
		refuse(_("Only an emergency is sent at once."), _("Have the notice approved and schedule it."))
	if frappe.session.user != "Administrator" and not CENTRE & roles_of(frappe.session.user):
		refuse(_("Only the command centre sends an emergency at once."), _("Call the duty chief."))
	if not notice.approved_by:
		hours = setting("notice_approval_hours") or 4
		notice.approve_due_at = add_to_date(now_datetime(), hours=hours)


def tell_unapproved() -> int:
	"""Scheduler: tells administrators of emergencies that nobody approved in time; returns how many."""
	filters = [
		["kind", "=", EMERGENCY],
		["approved_by", "is", "not set"],
		# Frappe finds what has no time, too.
		["approve_due_at", "is", "set"],
		["approve_due_at", "<", now_datetime()],
	]
	rows = frappe.get_all(DOCTYPE, filters, ["name", "title"], order_by="approve_due_at asc", limit=100)
	for row in rows:
		text = _("Emergency notice {0} was sent and is not approved yet. Approve or withdraw it.")
		notify_users(with_role("Community Administrator"), text.format(row.title), DOCTYPE, row.name)
	return len(rows)


def take_quota(notice) -> None:
	"""Takes one of the notices that an area may get in the month in which this one is sent; an emergency takes none.

	The row of the area is locked, so that of two approvals at once the second one sees the first.

	Raises:
	        StageGuardError: the month's notices are used up.
	"""
	if notice.kind == EMERGENCY:
		return
	area = notice.grid[:COMMUNITY]
	month = getdate(max(get_datetime(notice.scheduled_for or now_datetime()), now_datetime())).strftime(
		"%Y-%m"
	)
	most = setting("notice_monthly_quota")
	if not most or (notice.quota_area, notice.quota_month) == (area, month):
		return
	frappe.db.get_value("Grid", area, "name", for_update=True)
	taken = count_locked(
		DOCTYPE, {"quota_area": area, "quota_month": month, "name": ("!=", notice.name or "")}
	)
	if taken >= most:
		frappe.throw(
			_("{0} notices of {1} are used up here. Send it in another month, or as an emergency.").format(
				most, month
			),
			exc=StageGuardError,
			title=_("Step Not Possible"),
		)
	notice.quota_area, notice.quota_month = area, month


def give_back(notice) -> None:
	"""What was not sent uses up nothing, and is approved anew where it comes back."""
	if not notice.sent_at:
		notice.quota_area = notice.quota_month = None
	notice.approved_at = notice.approved_by = notice.second_approved_at = notice.second_approved_by = None
