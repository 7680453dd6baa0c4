"""Who of the audience was reached, by which way, and who confirmed: counted by household, each once.

A sheet on a board tells nobody for certain, so where a confirmation is wanted it reaches nobody.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_to_date, cint, now_datetime

from community_gov.core.errors import BadInputError
from community_gov.participation.announcements import deliveries
from community_gov.participation.announcements.notice_settings import setting

DOCTYPE, NOTICE = deliveries.DOCTYPE, deliveries.NOTICE
STORED = (
	*("reached_households", "confirmed_households", "doors_needed", "doors_done"),
	*("reached_portal", "reached_sms", "reached_call", "reached_door", "reached_board"),
)
MOST_LISTED = 500


def counts(name: str, kind: str) -> dict[str, int]:
	"""What was reached so far, by the fields of a notice that keep it."""
	by_channel = _by_channel(name, "Reached")
	refused = _by_channel(name, "Refused").get("Door", 0)
	found = {
		f"reached_{channel.lower()}": by_channel.get(channel, 0) for channel in deliveries.CHANNELS.values()
	}
	table = frappe.qb.DocType(DOCTYPE)
	told = table.status == deliveries.REACHED
	if kind in deliveries.TRACKED:
		told &= table.channel != "Board"
	return {
		**found,
		"reached_households": _recipients(name, told | table.confirmed_at.isnotnull()),
		"confirmed_households": _recipients(name, table.confirmed_at.isnotnull()),
		"doors_needed": _recipients(name, table.channel == "Door"),
		"doors_done": by_channel.get("Door", 0) + refused,
	}


def _by_channel(name: str, status: str) -> dict[str, int]:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.channel, Count(table.name))
	return dict(query.where((table.notice == name) & (table.status == status)).groupby(table.channel).run())


def _recipients(name: str, criterion) -> int:
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(Count(table.recipient).distinct())
	return cint(query.where((table.notice == name) & criterion).run()[0][0])


def refresh(name: str) -> None:
	"""Keeps the counts on a notice, which outlive the states of its households."""
	row = frappe.db.get_value(NOTICE, name, ["kind", "states_deleted_on"], as_dict=True)
	if row and not row.states_deleted_on:
		frappe.db.set_value(NOTICE, name, counts(name, row.kind), update_modified=False)


def refresh_all() -> int:
	"""Scheduler: counts anew what is in force; returns how many notices."""
	filters = {"stage": ("in", deliveries.UNDER_WAY), "states_deleted_on": ("is", "not set")}
	names = frappe.get_all(NOTICE, filters, pluck="name", order_by="sent_at asc", limit=500)
	for name in names:
		refresh(name)
	return len(names)


def told(notice) -> dict:
	"""The counts of a notice now; see api.v1.community_notice.reach."""
	found = {name: cint(notice.get(name)) for name in STORED}
	if notice.sent_at and not notice.states_deleted_on:
		found = counts(notice.name, notice.kind)
	audience = cint(notice.audience_households)
	return {
		"audience_households": audience,
		"audience_people": cint(notice.audience_people),
		"with_number": cint(notice.with_number),
		"with_portal": cint(notice.with_portal),
		**found,
		"unreached": max(audience - found["reached_households"], 0) if notice.sent_at else None,
	}


def unreached(notice) -> list[str]:
	"""Recipients whom nothing has reached and who have not confirmed, where states of households are kept.

	Raises:
	        BadInputError: of this kind only numbers are told.
	"""
	if notice.kind not in deliveries.TRACKED:
		frappe.throw(
			_("For this kind of notice only numbers are told, not households. Look at the figures."),
			exc=BadInputError,
		)
	table = frappe.qb.DocType(DOCTYPE)
	is_told = (table.status == deliveries.REACHED) & (table.channel != "Board")
	reached = (
		frappe.qb.from_(table)
		.select(table.recipient)
		.where((table.notice == notice.name) & (is_told | table.confirmed_at.isnotnull()))
	)
	query = frappe.qb.from_(table).select(table.recipient).distinct().orderby(table.recipient)
	return query.where((table.notice == notice.name) & table.recipient.notin(reached)).run(pluck=True)


def is_chase_due(notice) -> bool:
	"""Whether the hours of the settings are over since a notice was sent."""
	hours = setting("notice_chase_hours") or 48
	return bool(notice.sent_at) and add_to_date(notice.sent_at, hours=hours) <= now_datetime()
