from community_gov.core.documents import (
	refuse_change,
	refuse_client_insert,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.exact import ExactDocument


class Patrol(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.patrol_case.patrol_case import PatrolCase
		from community_gov.community_gov.doctype.patrol_check_in.patrol_check_in import PatrolCheckin

		begun_at: DF.Datetime | None
		begun_received_at: DF.Datetime | None
		case_count: DF.Int
		cases: DF.Table[PatrolCase]
		check_ins: DF.Table[PatrolCheckin]
		distance: DF.Int
		ended_at: DF.Datetime | None
		ended_by_system: DF.Check
		ended_received_at: DF.Datetime | None
		grid: DF.Link | None
		note: DF.SmallText | None
		open_key: DF.Data | None
		point_count: DF.Int
		status: DF.Literal["On the Way", "Ended"]
		title: DF.Data | None
		worker: DF.Link | None
	# end: auto-generated types

	server_fields = (
		"worker",
		"grid",
		"status",
		"begun_at",
		"ended_at",
		"ended_by_system",
		"point_count",
		"distance",
		"case_count",
		"check_ins",
		"cases",
		"open_key",
		"title",
	)

	def before_insert(self):
		refuse_client_insert(self)

	def before_validate(self):
		require_scalars(self)
		if not self.is_new():
			restore_server_fields(self)

	def on_trash(self):
		refuse_change(self)

	def before_rename(self, *args, **kwargs):
		refuse_change(self)
