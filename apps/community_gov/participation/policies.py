"""Who sees and changes what people decide together: one policy a DocType, for lists, forms and every other way in."""

from pypika.terms import Criterion

import frappe

from community_gov.permissions.evaluate import Policy, nobody
from community_gov.permissions.expressions import (
	any_of,
	area_criterion,
	in_area,
	in_areas,
	linked_to,
	rows_of,
)
from community_gov.permissions.scope import areas_of, roles_of, units_of, within

CLERKS = frozenset({"Council Clerk", "Community Manager"})
READERS = CLERKS | {"Supervision Member"}


def _keeps(doc, user: str) -> bool:
	"""Clerks and managers in their area, administrators everywhere; asked of the stored place and of the one to be."""
	if "Community Administrator" in roles_of(user):
		return True
	stored = frappe.db.get_value(doc.doctype, doc.name, "grid") if doc.name else None
	areas = areas_of(user, CLERKS)
	return within(doc.get("grid"), areas) and (not stored or within(stored, areas))


def _keeps_by(parent: str, fieldname: str):
	"""The same for what takes its place from another document."""

	def keeps(doc, user: str) -> bool:
		if "Community Administrator" in roles_of(user):
			return True
		link = doc.get(fieldname)
		grid = frappe.db.get_value(parent, link, "grid") if isinstance(link, str) else None
		stored = frappe.db.get_value(doc.doctype, doc.name, fieldname) if doc.name else None
		grids = [grid, frappe.db.get_value(parent, stored, "grid")] if stored else [grid]
		return all(within(one, areas_of(user, CLERKS)) for one in grids)

	return keeps


def _may_collect(topic, user: str) -> bool:
	"""Grid workers bring in what they hear in their area; clerks and managers keep it."""
	return _keeps(topic, user) or within(topic.get("grid"), areas_of(user, frozenset({"Grid Worker"})))


def _topic_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree. Grid workers: what they brought in."""
	of_area = area_criterion("Deliberation Topic", READERS, user)
	if of_area is None or "Grid Worker" not in roles_of(user):
		return of_area
	return of_area | (frappe.qb.DocType("Deliberation Topic").owner == user)


def _action_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree. Whoever does a task, and the unit that does it."""
	of_area = area_criterion("Action Item", READERS, user)
	if of_area is None:
		return None
	item = frappe.qb.DocType("Action Item")
	found = of_area | (item.owner_user == user)
	units = units_of(user) if "Unit Handler" in roles_of(user) else []
	return found | item.owner_unit.isin(units) if units else found


def _may_work_on(item, user: str) -> bool:
	"""Clerks, and whoever does the task; asked of the stored row."""
	if _keeps(item, user):
		return True
	row = frappe.db.get_value("Action Item", item.name, ["owner_user", "owner_unit"], as_dict=True)
	return bool(row) and (row.owner_user == user or bool(row.owner_unit and row.owner_unit in units_of(user)))


def _ballot_criterion(user: str) -> Criterion | None:
	"""Ballots of open votes in one's area, once they are counted; of secret ones nobody sees any."""
	polls = linked_to("Poll", "Ballot", "poll")(user)
	ballot, poll = frappe.qb.DocType("Ballot"), frappe.qb.DocType("Poll")
	counted = frappe.qb.from_(poll).select(poll.name)
	counted = counted.where((poll.is_secret_ballot == 0) & poll.stage.isin(["Counted", "Confirmed"]))
	shown = ballot.poll.isin(counted)
	return shown if polls is None else shown & polls


def _opinion_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree. Grid workers: what they noted. Units: what they are to answer, never what speaks of them."""
	of_area = area_criterion("Opinion", READERS, user)
	if of_area is None:
		return None
	opinion, roles = frappe.qb.DocType("Opinion"), roles_of(user)
	found = of_area
	if "Grid Worker" in roles:
		found = found | (opinion.owner == user)
	units = units_of(user) if "Unit Handler" in roles else []
	if units:
		of_others = opinion.about_unit.isnull() | opinion.about_unit.notin(units)
		found = found | (opinion.handler_unit.isin(units) & of_others)
	return found


def _may_note(opinion, user: str) -> bool:
	"""Grid workers in their area, clerks and managers in theirs."""
	return _keeps(opinion, user) or within(opinion.get("grid"), areas_of(user, frozenset({"Grid Worker"})))


def _may_answer(opinion, user: str) -> bool:
	"""Clerks, and the unit that is to answer; asked of the stored row."""
	if _keeps(opinion, user):
		return True
	unit = frappe.db.get_value("Opinion", opinion.name, "handler_unit")
	return "Unit Handler" in roles_of(user) and unit in units_of(user)


def _deed_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree. Grid workers: what they proposed. Units: what they do or keep up."""
	of_area = area_criterion("Livelihood Deed", READERS, user)
	if of_area is None:
		return None
	deed, roles = frappe.qb.DocType("Livelihood Deed"), roles_of(user)
	found = of_area | (deed.owner == user) if "Grid Worker" in roles else of_area
	units = units_of(user) if "Unit Handler" in roles else []
	return found | deed.lead_unit.isin(units) | deed.upkeep_unit.isin(units) if units else found


def _may_propose(deed, user: str) -> bool:
	"""Grid workers within their area, clerks and managers in theirs; the place is the deed's, or that of its list."""
	grid = deed.get("grid") or frappe.db.get_value("Deed List", deed.get("deed_list"), "grid")
	areas = areas_of(user, CLERKS | {"Grid Worker"})
	return "Community Administrator" in roles_of(user) or within(grid, areas)


def _may_do(deed, user: str) -> bool:
	"""Clerks, and the unit that does or keeps up the deed; asked of the stored row."""
	if _keeps(deed, user):
		return True
	row = frappe.db.get_value("Livelihood Deed", deed.name, ["lead_unit", "upkeep_unit"], as_dict=True)
	return bool(row) and "Unit Handler" in roles_of(user) and bool({*row.values()} & {*units_of(user)})


def _lecture_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree. Grid workers: lectures of their area, which they tell people of."""
	return area_criterion("Policy Lecture", READERS | {"Grid Worker"}, user)


NOTICE_READERS = READERS | {"Grid Worker"}
# Who sees a notice whose audience was chosen by care tags, and the states of households.
NOTICE_WORKERS = frozenset({"Community Manager", "Grid Worker"})


def _community_notice_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree, the command centre emergencies, both without restricted audiences; of these managers, and
	grid workers what they wrote: they may read the care tags, too."""
	of_area = area_criterion("Community Notice", NOTICE_READERS, user)
	if of_area is None:
		return None
	notice = frappe.qb.DocType("Community Notice")
	if "Duty Chief" in roles_of(user):
		of_area = of_area | (notice.kind == "Emergency")
	found = of_area & (notice.is_restricted == 0)
	if of_manager := in_areas(notice.grid, user, frozenset({"Community Manager"})):
		found = found | any_of(of_manager)
	of_worker = in_areas(notice.grid, user, frozenset({"Grid Worker"}))
	return found | (any_of(of_worker) & (notice.owner == user)) if of_worker else found


def _may_inform(notice, user: str) -> bool:
	"""Clerks, managers and grid workers in their area; the command centre writes emergencies for every place."""
	if "Duty Chief" in roles_of(user) and notice.get("kind") == "Emergency":
		stored = frappe.db.get_value(notice.doctype, notice.name, "kind") if notice.name else None
		return stored in (None, "Emergency")
	workers = areas_of(user, CLERKS | {"Grid Worker"})
	stored = frappe.db.get_value(notice.doctype, notice.name, "grid") if notice.name else None
	in_own = within(notice.get("grid"), workers) and (not stored or within(stored, workers))
	return "Community Administrator" in roles_of(user) or in_own


def _delivery_criterion(user: str) -> Criterion | None:
	"""Grid workers their grid, managers their subtree. What a phone opened is nobody's to see but where it is tracked."""
	of_area = area_criterion("Notice Delivery", NOTICE_WORKERS, user)
	if user == "Administrator":
		return of_area
	delivery = frappe.qb.DocType("Notice Delivery")
	shown = (delivery.is_tracked == 1) | (delivery.channel != "Portal")
	return shown if of_area is None else of_area & shown


def _blind_projects(user: str):
	"""Projects that a user reviews while not all reviews are in: nothing of their applicant is shown to this user."""
	review, project = frappe.qb.DocType("Project Review"), frappe.qb.DocType("Micro-project")
	query = frappe.qb.from_(review).join(project).on(review.project == project.name).select(project.name)
	return query.where((review.reviewer == user) & project.all_in_at.isnull() & (project.stage == "Checked"))


def _project_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree, administrators all; nobody a project that they review blind."""
	of_area = area_criterion("Micro-project", READERS, user)
	seen = frappe.qb.DocType("Micro-project").name.notin(_blind_projects(user))
	return seen if of_area is None else of_area & seen


def _event_criterion(user: str) -> Criterion | None:
	"""Readers: their subtree; but who applied is not to be read from the trace of a project that one reviews."""
	of_area = area_criterion("Participation Event", READERS, user)
	event = frappe.qb.DocType("Participation Event")
	seen = (event.subject_doctype != "Micro-project") | event.subject.notin(_blind_projects(user))
	return seen if of_area is None else of_area & seen


def _review_criterion(user: str) -> Criterion | None:
	"""One's own; those of others in one's area once all reviews of the project are in."""
	review, project = frappe.qb.DocType("Project Review"), frappe.qb.DocType("Micro-project")
	all_in = frappe.qb.from_(project).select(project.name).where(project.all_in_at.isnotnull())
	shown = review.project.isin(all_in)
	of_area = area_criterion("Project Review", READERS, user)
	return (review.reviewer == user) | (shown if of_area is None else shown & of_area)


POLICIES = {
	"Community Notice": Policy(_community_notice_criterion, may_create=_may_inform, may_edit=_may_inform),
	"Notice Delivery": Policy(_delivery_criterion, may_edit=nobody),
	"Project Call": Policy(in_area("Project Call", READERS), may_create=_keeps, may_edit=_keeps),
	"Micro-project": Policy(_project_criterion, may_create=_keeps, may_edit=_keeps),
	"Project Review": Policy(_review_criterion, may_edit=nobody),
	"Interest Group": Policy(
		in_area("Interest Group", READERS | {"Volunteer Coordinator"}), may_create=_keeps, may_edit=_keeps
	),
	"Group Member": Policy(in_area("Group Member", READERS), may_edit=nobody),
	"Opinion": Policy(_opinion_criterion, may_create=_may_note, may_edit=_may_answer),
	"Voting Roll": Policy(in_area("Voting Roll", READERS), may_create=_keeps, may_edit=_keeps),
	"Roll Entry": Policy(
		linked_to("Voting Roll", "Roll Entry", "roll"),
		may_create=_keeps_by("Voting Roll", "roll"),
		may_edit=_keeps_by("Voting Roll", "roll"),
	),
	"Poll": Policy(
		in_area("Poll", READERS),
		may_create=_keeps_by("Voting Roll", "roll"),
		may_edit=_keeps_by("Voting Roll", "roll"),
	),
	"Ballot Issue": Policy(linked_to("Poll", "Ballot Issue", "poll"), may_edit=nobody),
	"Ballot": Policy(_ballot_criterion, may_edit=nobody),
	"Paper Count": Policy(linked_to("Poll", "Paper Count", "poll"), may_edit=nobody),
	"Participation Event": Policy(_event_criterion, may_edit=nobody),
	"Public Notice": Policy(in_area("Public Notice", READERS), may_create=_keeps, may_edit=_keeps),
	"Notice Objection": Policy(linked_to("Public Notice", "Notice Objection", "notice"), may_edit=nobody),
	"Action Item": Policy(_action_criterion, may_create=_keeps, may_edit=_may_work_on),
	"Deliberation Venue": Policy(in_area("Deliberation Venue", READERS), may_create=_keeps, may_edit=_keeps),
	"Deliberation Topic": Policy(_topic_criterion, may_create=_may_collect, may_edit=_keeps),
	"Deliberation Session": Policy(
		in_area("Deliberation Session", READERS),
		may_create=_keeps_by("Deliberation Topic", "topic"),
		may_edit=_keeps_by("Deliberation Topic", "topic"),
	),
	"Resolution": Policy(
		in_area("Resolution", READERS),
		may_create=_keeps_by("Deliberation Topic", "topic"),
		may_edit=_keeps_by("Deliberation Topic", "topic"),
	),
	"Deed List": Policy(in_area("Deed List", READERS), may_create=_keeps, may_edit=_keeps),
	"Livelihood Deed": Policy(_deed_criterion, may_create=_may_propose, may_edit=_may_do),
	"Participation Slot": Policy(in_area("Participation Slot", READERS), may_edit=nobody),
	"Policy Lecture": Policy(_lecture_criterion, may_create=_keeps, may_edit=_keeps),
	"Lecture Question": Policy(linked_to("Policy Lecture", "Lecture Question", "lecture"), may_edit=nobody),
	"Notice Board Posting": Policy(
		rows_of("Notice Board Posting", "Public Notice", "Community Notice"), of_rows=True
	),
	"Notice Audience Rule": Policy(rows_of("Notice Audience Rule", "Community Notice"), of_rows=True),
	**{
		row: Policy(rows_of(row, parent), of_rows=True)
		for row, parent in (
			("Roll Elector", "Roll Entry"),
			("Poll Option", "Poll"),
			("Paper Count Line", "Paper Count"),
			("Notice Correction", "Public Notice"),
			("Action Item Evidence", "Action Item"),
			("Topic Source", "Deliberation Topic"),
			("Session Participant", "Deliberation Session"),
			("Session Option", "Deliberation Session"),
			("Session Idea", "Deliberation Session"),
			("Deed Milestone", "Livelihood Deed"),
			("Deed Score", "Livelihood Deed"),
			("Upkeep Check", "Livelihood Deed"),
			("Lecture Attendee", "Policy Lecture"),
			("Lecture Topic", "Policy Lecture"),
			("Project Criterion", "Project Call"),
			("Project Budget Line", "Micro-project"),
			("Project Milestone", "Micro-project"),
			("Project Receipt", "Micro-project"),
			("Project Photo", "Micro-project"),
			("Project Follow-up", "Micro-project"),
			("Project Review Score", "Project Review"),
		)
	},
}
