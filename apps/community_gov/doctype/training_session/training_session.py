from community_gov.core.documents import (
	refuse_change,
	require_scalars,
	restore_server_fields,
)
from community_gov.core.exact import ExactDocument
from community_gov.core.step_context import step_context
from community_gov.team import training


class TrainingSession(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.training_attendance.training_attendance import (
			TrainingAttendance,
		)

		attendance: DF.Table[TrainingAttendance]
		attended_count: DF.Int
		begins_at: DF.Datetime
		ends_at: DF.Datetime | None
		grid: DF.Link
		hours: DF.Float
		invited_count: DF.Int
		note: DF.SmallText | None
		place: DF.Data | None
		session_kind: DF.Literal["Joint Session", "Special Session", "Field Exercise", "Online Course"]
		status: DF.Literal["To Be Held", "Held", "Called Off"]
		topic: DF.Data
		trainer: DF.Data | None
	# end: auto-generated types

	server_fields = training.COUNTED

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)
		self.status = step_context(self).new_status or self.status or training.PLANNED

	def validate(self):
		training.check_session(self)
		training.count(self)

	def on_trash(self):
		if self.status == training.HELD:
			refuse_change(self)
