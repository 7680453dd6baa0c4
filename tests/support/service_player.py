"""Plays the year of volunteering through the code that people use, to compare what it leaves with the rows."""

from datetime import datetime

import frappe

from community_gov.core import codes
from community_gov.volunteering.activities import attendance, sign_ups
from demo_town.acting import acting, take
from demo_town.service.attendance import ACTIVITY
from demo_town.service.facts import Facts
from demo_town.service.ledger import REDEMPTION, STOCK, Receipt
from demo_town.service.plan import Activity, Claim, Year


class ServicePlayer:
	"""Every step as the coordinator, at its moment."""

	def __init__(self, facts: Facts):
		self.facts = facts

	def play(self, year: Year, receipts: list[Receipt]) -> None:
		events: list[tuple[datetime, int, object, tuple]] = []
		for receipt in receipts:
			events.append((receipt.at, 1, self.receive, (receipt,)))
		for activity in year.activities:
			events += self.steps_of(activity)
		for claim in year.claims:
			kept: dict = {}
			for order, name in enumerate(("requested_at", "approved_at", "ended_at")):
				if at := getattr(claim, name):
					events.append((at, 4 + order, getattr(self, name), (claim, kept)))
		for _at, _order, step, values in sorted(events, key=lambda event: event[:2]):
			step(*values)

	def steps_of(self, plan: Activity) -> list[tuple]:
		kept: dict = {}
		events = [
			(plan.planned_at, 0, self.recruit, (plan, kept)),
			(plan.held_at, 0, self.hold, (plan, kept)),
		]
		for presence in plan.presences:
			events.append((presence.signed_up_at, 1, self.sign_up, (plan, kept, presence)))
			if presence.came_at:
				events.append(
					(presence.came_at, 2, self.check, (plan, kept, presence, "check_in", presence.came_at))
				)
				events.append(
					(presence.left_at, 3, self.check, (plan, kept, presence, "check_out", presence.left_at))
				)
		if plan.confirmed_at:
			events.append((plan.confirmed_at, 3, self.confirm, (plan, kept)))
		return events

	def recruit(self, plan: Activity, kept: dict) -> None:
		place = self.facts.places[plan.team.place]
		latitude, longitude = place.spot(plan.key)
		roles = [
			{
				"role_title": title,
				"intensity": intensity,
				"capacity": max(sum(one.role == title for one in plan.presences), 2),
			}
			for title, intensity in plan.kind.roles
		]
		with acting(plan.team.coordinator, plan.planned_at):
			doc = frappe.get_doc(
				{
					"doctype": ACTIVITY,
					"activity_title": f"{plan.kind.title}（演示）",
					"service_project": place.projects[plan.kind.title],
					"starts_at": plan.starts_at,
					"ends_at": plan.ends_at,
					"grid": place.code,
					"place": f"{place.name}{plan.kind.place}",
					"latitude": latitude,
					"longitude": longitude,
					"team": plan.team.name,
					"description": plan.kind.description,
					"roles": roles,
				}
			).insert()
			doc.reload()
			doc.move_to_stage("Recruiting", "Recruit")
		kept["name"] = doc.name

	def sign_up(self, plan: Activity, kept: dict, presence) -> None:
		with acting(plan.team.coordinator, presence.signed_up_at):
			sign_ups.sign_up(kept["name"], self.facts.volunteers[presence.volunteer].name, presence.role)

	def check(self, plan: Activity, kept: dict, presence, step: str, at: datetime) -> None:
		with acting(plan.team.coordinator, at):
			getattr(attendance, step)(kept["name"], self.facts.volunteers[presence.volunteer].name, True)

	def hold(self, plan: Activity, kept: dict) -> None:
		with acting(plan.team.coordinator, plan.held_at):
			frappe.get_doc(ACTIVITY, kept["name"]).move_to_stage("Held", "Mark Held")

	def confirm(self, plan: Activity, kept: dict) -> None:
		filters = {"activity": kept["name"], "service_record": ["is", "set"]}
		with acting(plan.team.coordinator, plan.confirmed_at):
			for name in frappe.get_all(
				"Activity Sign-up", filters, pluck="service_record", order_by="line_number asc"
			):
				take(frappe.get_doc("Service Record", name), "Confirmed")

	def receive(self, receipt: Receipt) -> None:
		with acting("coordinator", receipt.at):
			values = {"reward_item": receipt.item, "kind": "Receipt", "quantity": receipt.pieces}
			frappe.get_doc({"doctype": STOCK, **values, "donor": receipt.donor}).insert()

	def requested_at(self, claim: Claim, kept: dict) -> None:
		volunteer = self.facts.volunteers[claim.volunteer]
		with acting(volunteer.coordinator, claim.requested_at):
			values = {"volunteer": volunteer.name, "reward_item": claim.item, "quantity": 1}
			doc = frappe.get_doc({"doctype": REDEMPTION, **values}).insert()
		kept.update(name=doc.name, code=codes.shown_once(doc))

	def approved_at(self, claim: Claim, kept: dict) -> None:
		with acting(self.facts.volunteers[claim.volunteer].coordinator, claim.approved_at):
			take(frappe.get_doc(REDEMPTION, kept["name"]), "Approved")

	def ended_at(self, claim: Claim, kept: dict) -> None:
		with acting(self.facts.volunteers[claim.volunteer].coordinator, claim.ended_at):
			doc = frappe.get_doc(REDEMPTION, kept["name"])
			if claim.cancelled:
				take(doc, "Released")
			else:
				take(doc, "Handed Over", pickup_code=kept["code"])
