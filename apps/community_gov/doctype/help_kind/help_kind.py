from community_gov.core.documents import require_scalars
from community_gov.core.named import NamedDocument


class HelpKind(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.service_skill_item.service_skill_item import ServiceSkillItem

		claim_hours: DF.Int
		enabled: DF.Check
		kind_name: DF.Data
		kind_name_en: DF.Data | None
		meaning: DF.SmallText | None
		skills: DF.TableMultiSelect[ServiceSkillItem]
	# end: auto-generated types

	label_field = "kind_name"

	def before_validate(self):
		require_scalars(self)
