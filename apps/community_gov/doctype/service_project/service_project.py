from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument
from community_gov.volunteering.points import point_rules


class ServiceProject(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		description: DF.SmallText | None
		enabled: DF.Check
		ends_on: DF.Date | None
		grid: DF.Link
		project_kind: DF.Literal[
			"Care for the Elderly",
			"Care for the Disabled",
			"Children and Young People",
			"Help in Hardship",
			"Environment",
			"Culture and Sports",
			"Health",
			"Safety Patrol",
			"Disaster Relief",
			"Law and Mediation",
			"Civility and Publicity",
			"Services for Residents",
			"Other Service",
		]
		project_name: DF.Data
		starts_on: DF.Date | None
		team: DF.Link | None
	# end: auto-generated types

	label_field = "project_name"

	def before_validate(self):
		require_scalars(self)

	def validate(self):
		point_rules.check_project(self)
