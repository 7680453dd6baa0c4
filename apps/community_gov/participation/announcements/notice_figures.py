"""Shares of notices for the figures of participation: households, each counted once, never clicks."""

from collections.abc import Callable

from frappe import _
from frappe.utils import cint

from community_gov.participation.announcements.deliveries import TRACKED

READ = (
	*(
		"kind",
		"audience_households",
		"reached_households",
		"confirmed_households",
		"doors_needed",
		"doors_done",
	),
	*("by_portal", "by_sms", "by_call", "by_door", "by_board"),
	*("reached_portal", "reached_sms", "reached_call", "reached_door", "reached_board"),
)


def _number(fieldname: str) -> Callable:
	return lambda row: cint(row[fieldname])


def _everything(row) -> bool:
	return True


def _tracked(row) -> bool:
	return row.kind in TRACKED


def shares() -> list[tuple]:
	"""(key, title, whole, part, weight, weight of the part) of each share; see participation.figures.Figure."""
	audience = _number("audience_households")
	ways = (
		("portal", _("Households reached by portal")),
		("sms", _("Households reached by SMS")),
		("call", _("Households reached by call")),
		("door", _("Households reached at the door")),
		("board", _("Households passing a board with the notice")),
	)
	return [
		(
			*("notice_reached", _("Households reached by notices"), _everything, _everything, audience),
			_number("reached_households"),
		),
		*(
			(
				*(f"notice_{way}", title, _number(f"by_{way}"), _everything, audience),
				_number(f"reached_{way}"),
			)
			for way, title in ways
		),
		(
			*("notice_confirmed", _("Households that confirmed"), _tracked, _everything, audience),
			_number("confirmed_households"),
		),
		(
			*("notice_doors", _("Doors gone to"), _number("doors_needed"), _everything),
			*(_number("doors_needed"), _number("doors_done")),
		),
	]
