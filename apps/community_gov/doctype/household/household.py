from community_gov.core.documents import require_scalars, restore_server_fields
from community_gov.core.exact import ExactDocument
from community_gov.registry.homes import households, places


class Household(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.Data | None
		building: DF.Link | None
		grid: DF.Link | None
		head: DF.Link | None
		household_code: DF.Data | None
		household_number: DF.Data | None
		household_title: DF.Data | None
		kind: DF.Literal["Family", "Collective"]
		member_count: DF.Int
		note: DF.SmallText | None
		place_key: DF.Data | None
		room_number: DF.Data | None
		status: DF.Literal["Occupied", "Vacant", "Dissolved"]
		tenure: DF.Literal["", "Owned", "Rented", "Lent", "Other"]
		unit_number: DF.Data | None
		without_head: DF.Check
	# end: auto-generated types

	server_fields = (
		"household_title",
		"status",
		"member_count",
		"without_head",
		"household_code",
		"place_key",
	)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		places.set_household_place(self)
		households.check_head(self)
		households.set_code(self)

	def on_update(self):
		households.relate_to_new_head(self)
		households.take_members_along(self)
		households.count_members(self.name)

	def on_trash(self):
		households.refuse_deleting_with_members(self)
