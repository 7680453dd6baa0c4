"""Notices of three communities, one in each stage, through the real steps; an emergency whose doors are half gone to."""

from datetime import datetime, time, timedelta

import frappe
from frappe.utils import getdate, now_datetime

from community_gov.demo.places import community
from community_gov.participation.announcements import approvals, chasing, deliveries, reach, sending
from demo_town import notice_stories as stories
from demo_town.acting import acting, take
from demo_town.council import PLACES, acting_at, day_before

NOTICE = deliveries.NOTICE
NINE = time(9, 0)
# Of ten households: how many were reached by a message, and answered the door.
BY_SMS, AT_DOORS = 7, 5


def load_notices() -> None:
	"""Each place its notices; where a building has no people nobody is told."""
	for place, suffix in PLACES:
		grid = f"{community(place).code}001"
		if building := _building_of(grid):
			_load_place(grid, building, suffix)


def _building_of(grid: str) -> str | None:
	"""The building of a grid with most households: enough for a door round, few enough for a demo."""
	home, person = frappe.qb.DocType("Household"), frappe.qb.DocType("Resident")
	rows = (
		frappe.qb.from_(person)
		.join(home)
		.on(home.name == person.household)
		.select(home.building, home.name)
		.distinct()
		.where(home.grid.like(f"{grid}%") & (person.status == "Present") & home.building.isnotnull())
	).run()
	homes: dict[str, int] = {}
	for building, _name in rows:
		homes[building] = homes.get(building, 0) + 1
	return max(sorted(homes), key=lambda one: homes[one]) if homes else None


def _load_place(grid: str, building: str, suffix: str) -> None:
	here = [{"building": building}]
	clerk, manager = f"clerk{suffix}", f"manager{suffix}"

	def send(story: stories.Story, days: int, **values) -> str:
		return _send(grid, story, days, clerk, manager, audience=here, **values)

	archived = send(stories.ARCHIVED, 62, valid=20)
	with acting_at("admin", day_before(40)):
		chasing.run_due()
	withdrawn = send(stories.WITHDRAWN, 9)
	with acting_at(manager, day_before(8)):
		take(frappe.get_doc(NOTICE, withdrawn), "Withdrawn", note=stories.WHY_WITHDRAWN)
	send(stories.LAW, 34, valid=365)
	send(stories.POLICY, 33, valid=120)
	before = send(stories.BEFORE, 2)
	send(stories.INFORMATION, 1, supersedes=before)
	_chase(send(stories.MUST_CONFIRM, 4), suffix)
	_alarm(grid, here, suffix)
	_wait(grid, here, clerk, manager)
	reach.refresh(archived)


def _written(grid: str, story: stories.Story, valid: int, **values):
	doc = frappe.new_doc(NOTICE)
	texts = {"title": story.title, "kind": story.kind, "plain_summary": story.plain, "body": story.body}
	until = getdate(now_datetime()) + timedelta(days=valid)
	ways = dict.fromkeys(deliveries.CHANNELS, 0)
	doc.update({**texts, "grid": grid, "valid_until": until, **ways, **story.more, **values})
	return doc.insert()


def _approve(name: str, manager: str) -> None:
	with acting(manager):
		take(frappe.get_doc(NOTICE, name), "Approved")


def _send(
	grid: str, story: stories.Story, days: int, clerk: str, manager: str, valid: int = 30, **values
) -> str:
	"""A notice that was written, approved, scheduled and sent so many days ago; messages reached most."""
	with acting_at(clerk, day_before(days)):
		doc = _written(grid, story, valid, **values)
		take(doc, "Submitted")
	with acting_at(manager, day_before(days) + timedelta(minutes=20)):
		take(frappe.get_doc(NOTICE, doc.name), "Approved")
	with acting_at(clerk, day_before(days, NINE)):
		take(frappe.get_doc(NOTICE, doc.name), "Scheduled")
	with acting_at("admin", day_before(days, NINE) + timedelta(minutes=5)):
		sending.begin(doc.name)
		_tell(doc.name)
	return doc.name


def _tell(name: str) -> None:
	"""Writes the deliveries and marks most messages as sent: the demo has made-up numbers, which nobody is to call."""
	notice = frappe.get_doc(NOTICE, name)
	sending.write_deliveries(notice)
	for number, row in enumerate(_rows(name, "SMS")):
		if number % 10 >= 10 - BY_SMS:
			deliveries.mark(row, deliveries.REACHED, delivered_at=now_datetime())
		else:
			deliveries.mark(row, deliveries.NOT_REACHED, "Gateway Refused")
	for number, row in enumerate(_rows(name, "Portal")):
		if number % 4 == 3:
			deliveries.mark(row, deliveries.REACHED)
	frappe.db.set_value(NOTICE, name, "sending", "Done", update_modified=False)
	reach.refresh(name)


def _rows(name: str, channel: str) -> list[str]:
	filters = {"notice": name, "channel": channel, "status": deliveries.WAITING}
	return frappe.get_all(deliveries.DOCTYPE, filters, pluck="name", order_by="household asc, name asc")


def _go_to_doors(name: str, suffix: str) -> None:
	"""The grid worker has gone to half of the doors; at one of ten nobody was home."""
	with acting(f"gridworker{suffix}"):
		for number, row in enumerate(_rows(name, "Door")):
			if number % 10 >= AT_DOORS:
				continue
			delivery = frappe.get_doc(deliveries.DOCTYPE, row)
			if number % 10 == 3:
				deliveries.record(delivery, "Nobody Home", False, None)
			else:
				deliveries.record(delivery, "Told", True, stories.AT_THE_DOOR)
	reach.refresh(name)


def _chase(name: str, suffix: str) -> None:
	"""What is to be confirmed is chased, and its doors are under way."""
	with acting_at("admin", day_before(1, NINE)):
		chasing.chase(name)
	_go_to_doors(name, suffix)


def _alarm(grid: str, here: list[dict], suffix: str) -> None:
	"""The command centre sends an emergency at once; the manager approves it afterwards."""
	with acting("chief"):
		doc = _written(grid, stories.EMERGENCY, 2, audience=here)
		take(doc, "Sent")
	_tell(doc.name)
	with acting(f"manager{suffix}"):
		approvals.approve_further(frappe.get_doc(NOTICE, doc.name, for_update=True))
	_go_to_doors(doc.name, suffix)


def _wait(grid: str, here: list[dict], clerk: str, manager: str) -> None:
	"""One draft, one that waits for its approval, one approved, one that is scheduled for the day after tomorrow."""
	made = {}
	with acting(clerk):
		for story in (stories.DRAFTED, stories.SUBMITTED, stories.APPROVED, stories.SCHEDULED):
			made[story.title] = _written(grid, story, 30, audience=here).name
		for story in (stories.SUBMITTED, stories.APPROVED, stories.SCHEDULED):
			take(frappe.get_doc(NOTICE, made[story.title]), "Submitted")
	for story in (stories.APPROVED, stories.SCHEDULED):
		_approve(made[story.title], manager)
	wanted = datetime.combine(getdate() + timedelta(days=2), NINE)
	with acting(clerk):
		take(frappe.get_doc(NOTICE, made[stories.SCHEDULED.title]), "Scheduled", scheduled_for=wanted)
