from community_gov.core.documents import (
	GuardedDocument,
	refuse_change,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.step_context import step_context
from community_gov.participation.decisions import rolls


class VotingRoll(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		age: DF.Int
		entries: DF.Int
		frozen_at: DF.Datetime | None
		frozen_by: DF.Link | None
		grid: DF.Link
		is_frozen: DF.Check
		list_hash: DF.Data | None
		note: DF.SmallText | None
		rule: DF.Link
		title: DF.Data
		total_area: DF.Float
		voting_day: DF.Date
		without_age: DF.Int
	# end: auto-generated types

	server_fields = (
		"is_frozen",
		"frozen_at",
		"frozen_by",
		"entries",
		"total_area",
		"without_age",
		"list_hash",
	)

	def before_validate(self):
		require_scalars(self)
		if not step_context(self).by_server:
			restore_server_fields(self)

	def validate(self):
		if not step_context(self).by_server:
			rolls.refuse_frozen(self)
		rolls.check(self)

	def on_update(self):
		if not step_context(self).by_server:
			rolls.follow_day(self)

	def on_trash(self):
		refuse_change(self)
