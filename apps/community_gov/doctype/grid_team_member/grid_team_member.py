from community_gov.core.documents import RowDocument


class GridTeamMember(RowDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from_date: DF.Date
		member_name: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		successor: DF.Link | None
		team_role: DF.Literal[
			"Grid Worker",
			"Building Leader",
			"Volunteer",
			"Grid Supervisor",
			"Community Manager",
			"Volunteer Coordinator",
			"Council Clerk",
			"Supervision Member",
			"Red Steward",
		]
		to_date: DF.Date | None
		user: DF.Link | None
		volunteer: DF.Link | None
	# end: auto-generated types
