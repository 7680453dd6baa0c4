"""Doors and calls that wait for whoever asks: only households that they may list."""

import frappe
from frappe.utils import cint

from community_gov.participation.announcements import deliveries, reach

DOCTYPE, NOTICE = deliveries.DOCTYPE, deliveries.NOTICE
MOST = 500


def waiting(channel: str) -> list[dict]:
	"""Deliveries by hand that the session user may list and that wait, by building and room; see api.v1.community_notice."""
	# With its notice a delivery ends, too: what waits is in force.
	filters = {"channel": channel, "status": deliveries.WAITING}
	fields = ["name", "notice", "grid", "address", "resident", "tries", "reason", "recipient"]
	rows = frappe.get_list(
		DOCTYPE, filters=filters, fields=fields, order_by="building asc, address asc", limit=MOST
	)
	notices = _notices({row.notice for row in rows})
	done = _confirmed({row.notice for row in rows})
	listed = [row for row in rows if (row.notice, row.recipient) not in done]
	return [_told(row, notices[row.notice], channel) for row in listed]


def _told(row, notice, channel: str) -> dict:
	return {
		"delivery": row.name,
		"notice": row.notice,
		"title": notice.title,
		"kind": notice.kind,
		"summary": notice.plain_summary,
		"asks_confirmation": notice.kind in deliveries.TRACKED,
		"is_restricted": bool(cint(notice.is_restricted)),
		"address": row.address or "",
		"grid": row.grid,
		"tries": cint(row.tries),
		"reason": row.reason,
		**({"resident": row.resident} if channel == "Call" else {}),
	}


def _notices(names: set[str]) -> dict[str, frappe._dict]:
	"""What is to be told; a worker who goes there may not read who else is told."""
	fields = ["name", "title", "kind", "plain_summary", "is_restricted"]
	filters = {"name": ("in", sorted(names) or [""])}
	return {row.name: row for row in frappe.get_all(NOTICE, filters, fields, order_by="name asc")}


def _confirmed(names: set[str]) -> set[tuple[str, str]]:
	"""(notice, recipient) of who has confirmed by another way: nobody knocks there."""
	filters = {"notice": ("in", sorted(names) or [""]), "confirmed_at": ("is", "set")}
	rows = frappe.get_all(DOCTYPE, filters, ["notice", "recipient"], order_by="name asc")
	return {(row.notice, row.recipient) for row in rows}


def is_confirmed(notice: str, recipient: str) -> bool:
	"""Whether a recipient has confirmed a notice, by whichever way."""
	filters = {"notice": notice, "recipient": recipient, "confirmed_at": ("is", "set")}
	return bool(frappe.db.exists(DOCTYPE, filters))


def unreached(notice) -> list[dict]:
	"""Households that nothing reached, as far as the session user may list them; see api.v1.community_notice.unreached."""
	keys = reach.unreached(notice)
	rows = frappe.get_list(
		DOCTYPE,
		filters={"notice": notice.name, "recipient": ("in", keys or [""])},
		fields=["name", "channel", "status", "recipient", "household", "address", "grid"],
		order_by="building asc, address asc, channel asc",
		limit_page_length=0,
	)
	found: dict[str, dict] = {}
	for row in rows:
		told = found.setdefault(row.recipient, _household(row))
		if row.status == deliveries.WAITING and row.channel in deliveries.BY_HAND:
			told[row.channel.lower()] = row.name
	return list(found.values())[:MOST]


def _household(row) -> dict:
	place = {"household": row.household, "address": row.address, "grid": row.grid}
	return {"recipient": row.recipient, **place, "door": None, "call": None}
