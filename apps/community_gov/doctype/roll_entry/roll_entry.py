from community_gov.core.documents import GuardedDocument, require_scalars, restore_server_fields
from community_gov.participation.decisions import rolls


class RollEntry(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.roll_elector.roll_elector import RollElector

		area: DF.Float
		electors: DF.Table[RollElector]
		grid: DF.Link | None
		household: DF.Link | None
		label: DF.Data
		proxy_evidence: DF.Attach | None
		resident: DF.Link | None
		roll: DF.Link
		spoken_for_by: DF.Link | None
		unit_key: DF.Data
	# end: auto-generated types

	server_fields = ("spoken_for_by", "proxy_evidence", "grid")

	def autoname(self):
		self.name = rolls.entry_name(self.roll, self.unit_key)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		rolls.check_entry(self)

	def on_trash(self):
		rolls.refuse_frozen(rolls.lock(self.roll))
