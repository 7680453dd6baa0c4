from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class ServiceSkill(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		enabled: DF.Check
		meaning: DF.SmallText | None
		skill_name: DF.Data
		skill_name_en: DF.Data | None
	# end: auto-generated types

	label_field = "skill_name"

	def before_validate(self):
		require_scalars(self)
