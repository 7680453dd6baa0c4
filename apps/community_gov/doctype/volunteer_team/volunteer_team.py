from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class VolunteerTeam(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.service_skill_item.service_skill_item import ServiceSkillItem

		enabled: DF.Check
		grid: DF.Link
		leader: DF.Link | None
		purpose: DF.SmallText | None
		skills: DF.TableMultiSelect[ServiceSkillItem]
		team_name: DF.Data
	# end: auto-generated types

	label_field = "team_name"

	def before_validate(self):
		require_scalars(self)
