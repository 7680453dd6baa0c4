import frappe

from community_gov.core.documents import AuditDocument


class NoticeDelivery(AuditDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data | None
		building: DF.Link | None
		channel: DF.Literal["Portal", "SMS", "Call", "Door", "Board"]
		confirmed_at: DF.Datetime | None
		confirmed_by: DF.Link | None
		confirmed_how: DF.Literal["", "Mobile Number", "Door", "Call", "Office"]
		delivered_at: DF.Datetime | None
		delivered_by: DF.Link | None
		grid: DF.Link | None
		household: DF.Link | None
		is_tracked: DF.Check
		last_tried_at: DF.Datetime | None
		note: DF.SmallText | None
		notice: DF.Link
		people: DF.Int
		reason: DF.Literal[
			"",
			"No Number",
			"No Gateway",
			"Gateway Refused",
			"Interrupted",
			"Moved Out",
			"Nobody Home",
			"No Answer",
			"Notice Ended",
		]
		recipient: DF.Data | None
		resident: DF.Link | None
		status: DF.Literal["Waiting", "Sending", "Reached", "Not Reached", "Refused"]
		tries: DF.Int
	# end: auto-generated types


def on_doctype_update():
	frappe.db.add_index("Notice Delivery", ["notice", "channel", "status"])
	frappe.db.add_index("Notice Delivery", ["recipient", "notice"])
