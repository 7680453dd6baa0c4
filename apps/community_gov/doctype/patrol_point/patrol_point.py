from community_gov.core.documents import (
	GuardedDocument,
	require_scalars,
	restore_server_fields,
)
from community_gov.team import patrol_points


class PatrolPoint(GuardedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		active_from: DF.Date
		active_to: DF.Date | None
		category: DF.Link | None
		code: DF.Data | None
		every_days: DF.Int
		grid: DF.Link
		instruction: DF.SmallText | None
		latitude: DF.Float
		longitude: DF.Float
		point_name: DF.Data
		radius: DF.Int
	# end: auto-generated types

	server_fields = ("code",)

	def before_validate(self):
		require_scalars(self)
		restore_server_fields(self)

	def validate(self):
		patrol_points.check_point(self)
		patrol_points.set_code(self)
