"""What waits on the desks today besides cases: requests, appeals, supervision orders, receptions, redemptions."""

from datetime import date, datetime, time, timedelta

import frappe
from frappe.utils import getdate, now_datetime

from community_gov.casework.dispatch.dispatching import lock_case
from community_gov.casework.quality import appeals
from community_gov.casework.quality.feedback import BY_CODE
from community_gov.demo.homes import inserted
from community_gov.demo.people import UNITS, email
from community_gov.demo.places import community
from community_gov.demo.volunteers import FIRST, make_registrations
from community_gov.registry.identity import reveal
from demo_town import stories
from demo_town.acting import acting, take
from demo_town.service.catalogue import GOODS
from demo_town.today import cases_of_today

FRIDAY = 4
STUDIO = "社区书记工作室"
# Number among the goods, and whether it is approved already.
REDEEMED = ((0, False), (1, False), (1, True), (0, True))


def load_desk_work() -> None:
	"""Through the documents, as the account whose part it is."""
	_ask_for_time()
	_give_checks()
	_appeal()
	_receive_visitors("chibi", "manager", stories.RECEPTIONS)
	_redeem("chibi", "coordinator")
	_look_at_numbers()
	_give_points("chibi", "coordinator")
	for number, place in enumerate(("chuhe", "zhonghuaxiang")):
		_receive_visitors(place, f"manager.{place}", stories.RECEPTIONS[2:6])
		_redeem(place, f"coordinator.{place}")
		_give_points(place, f"coordinator.{place}")
		make_registrations(place, f"manager.{place}", FIRST + 10 * (number + 1))
	for place in ("zhelu", "qilitang"):
		_receive_visitors(place, f"manager.{place}", stories.RECEPTIONS[2:6])


def load_supervision() -> None:
	"""Orders that the clock has issued are answered, one of them settled; the chief issues one by hand."""
	for unit, handler in UNITS:
		issued = {"unit": unit, "stage": "Issued"}
		for name in frappe.get_all("Supervision Order", issued, pluck="name", limit=3, order_by="name asc"):
			with acting(handler):
				take(frappe.get_doc("Supervision Order", name), "Answered", answer=stories.EXPLANATION)
	answered = frappe.get_all("Supervision Order", {"stage": "Answered"}, pluck="name", order_by="name asc")
	for name in answered[:2]:
		with acting("chief"):
			take(frappe.get_doc("Supervision Order", name), "Settled")
	for row in frappe.get_all(
		"Case Dispatch", {"stage": "Dispatched"}, ["case_file", "unit"], order_by="name desc", limit=2
	):
		with acting("chief"):
			inserted("Supervision Order", **row, ground="Harmful", demand=stories.DEMAND)


def _ask_for_time() -> None:
	"""A unit that works on a case of today asks for more time, one for a pause, one says it is not its duty."""
	for unit, handler in UNITS:
		at_work = _dispatches_of_today(unit, "Handling")
		with acting(handler):
			for row in at_work[:2]:
				_ask(row, "Extension", stories.EXTENSION)
			for row in at_work[2:3]:
				_ask(row, "Suspension", stories.PAUSE, resume_on=getdate() + timedelta(days=14))
			for row in _dispatches_of_today(unit, "Dispatched")[:1]:
				_ask(row, "Return", stories.NOT_OURS)


def _dispatches_of_today(unit: str, stage: str) -> list:
	"""Dispatches of today's cases that have not run out of time."""
	return frappe.get_all(
		"Case Dispatch",
		filters={
			"case_file": ["in", cases_of_today()],
			"unit": unit,
			"stage": stage,
			"due_at": [">", now_datetime() + timedelta(minutes=2)],
		},
		fields=["name", "case_file"],
		order_by="name asc",
	)


def _ask(row, kind: str, reason: str, **values) -> None:
	inserted(
		"Case Adjustment", case_file=row.case_file, dispatch=row.name, kind=kind, reason=reason, **values
	)


def _appeal() -> None:
	"""Reporters who are not content with a case that was closed in the last days; one appeal is refused."""
	recent = {"source": "Snapshot", "stage": "Closed", "closed_at": [">", getdate() - timedelta(days=10)]}
	cases = frappe.get_all(
		"Case",
		{**recent, "rating": ["!=", "Satisfied"]},
		pluck="name",
		order_by="closed_at desc, name asc",
		limit=4,
	)
	made = [
		appeals.appeal(lock_case(name), stories.APPEALS[number % 3], BY_CODE)
		for number, name in enumerate(cases)
	]
	if made:
		with acting("deputy"):
			take(frappe.get_doc("Case Appeal", made[0].name), "Refused", stories.REFUSAL)


def _receive_visitors(place: str, manager: str, receptions: tuple) -> None:
	"""Fridays in the secretary's studio, at their time; what was promised is replied to later, or not yet."""
	for weeks, matter, promised, reply in receptions:
		day = _friday(weeks)
		values = {"reception_date": day, "grid": community(place).code, "place": STUDIO, "matter": matter}
		with acting(manager, datetime.combine(day, time(15, 20))):
			values["receptionist"] = frappe.db.get_value("User", frappe.session.user, "full_name")
			if promised:
				values |= {"outcome": "Promised Reply", "promised_reply_date": day + timedelta(days=promised)}
			else:
				values |= {"outcome": "Settled on the Spot", "reply": reply}
			record = inserted("Reception Record", **values)
		if promised and reply:
			with acting(manager, datetime.combine(day + timedelta(days=promised - 1), time(10, 5))):
				record = frappe.get_doc("Reception Record", record.name)
				record.reply = reply
				record.save()


def _friday(weeks_ago: int) -> date:
	"""A Friday that is over."""
	today = getdate()
	return today - timedelta(days=(today.weekday() - FRIDAY - 1) % 7 + 1 + 7 * weeks_ago)


def _volunteers_with_points(place: str) -> list[str]:
	filters = {"grid": ["like", f"{community(place).code}%"], "balance": [">", 20], "status": "Active"}
	return frappe.get_all("Volunteer", filters, pluck="name", order_by="name asc")


def _redeem(place: str, coordinator: str) -> None:
	people = _volunteers_with_points(place)
	with acting(coordinator):
		for number, (item, approved) in enumerate(REDEEMED):
			values = {"volunteer": people[number % len(people)], "reward_item": GOODS[item].title}
			doc = inserted("Point Redemption", **values, quantity=1)
			if approved:
				take(frappe.get_doc("Point Redemption", doc.name), "Approved")


def _give_points(place: str, coordinator: str) -> None:
	giver, taker, *_rest = _volunteers_with_points(place)
	with acting(coordinator):
		inserted("Point Transfer", giver=giver, taker=taker, kind="Gift", points=5, reason=stories.GIFT)


def _give_checks() -> None:
	"""The operator sends the grid worker where the supervisor has too much to do; not to what the worker reported."""
	pending = {"result": "Pending", "grid": community("chibi").code + "001"}
	rows = frappe.get_all(
		"Case Check", pending, ["name", "case_file.reporter"], order_by="name desc", limit=20
	)
	others = [row.name for row in rows if row.reporter != email("gridworker")]
	with acting("operator"):
		for name in others[:2]:
			doc = frappe.get_doc("Case Check", name)
			doc.assignee = email("gridworker")
			doc.save()


def _look_at_numbers() -> None:
	"""Looks at full numbers, which the auditor finds in the log."""
	filters = {"grid": ["like", f"{community('chibi').code}%"], "mobile_fingerprint": ["is", "set"]}
	names = frappe.get_all("Resident", filters, pluck="name", order_by="name asc", limit=len(stories.LOOKS))
	for name, (account, purpose, detail) in zip(names, stories.LOOKS, strict=False):
		with acting(account):
			reveal.reveal(frappe.get_doc("Resident", name), "mobile", purpose, detail)
