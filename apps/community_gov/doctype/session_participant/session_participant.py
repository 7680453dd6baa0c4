from community_gov.core.documents import RowDocument


class SessionParticipant(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attended: DF.Check
		confirmed_at: DF.Datetime | None
		guardian_consent: DF.Link | None
		has_conflict: DF.Check
		has_vote: DF.Check
		left_early: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		participant_name: DF.Data
		resident: DF.Link | None
		seat_class: DF.Data
		signature: DF.Attach | None
		user: DF.Link | None
	# end: auto-generated types
