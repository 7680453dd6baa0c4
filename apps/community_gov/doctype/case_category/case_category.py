import frappe
from frappe import _

from community_gov.casework.deadlines import limits, recalculation_runs
from community_gov.core.errors import BadInputError
from community_gov.core.exact import ExactDocument


class CaseCategory(ExactDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.filing_condition.filing_condition import FilingCondition

		category_name: DF.Data
		category_name_en: DF.Data | None
		code: DF.Data
		display_order: DF.Int
		duplicate_radius: DF.Int
		emergency_notice: DF.SmallText | None
		emergency_phone: DF.Data | None
		enabled: DF.Check
		filing_conditions: DF.Table[FilingCondition]
		handling_level: DF.Literal["", "Building", "Grid", "Community", "Street", "City"]
		is_group: DF.Check
		kind: DF.Literal["Component", "Matter"]
		parent_case_category: DF.Link | None
		self_settlement: DF.Check
		standard: DF.Data | None
		standard_code: DF.Data | None
	# end: auto-generated types

	def validate(self):
		self.check_parent()
		self.check_conditions()

	def on_update(self):
		if limits.changed_limits(self, "filing_conditions", "condition"):
			recalculation_runs.begin(self.doctype, self.name)

	def on_trash(self):
		self.refuse_class_with_kinds()

	def check_parent(self):
		"""Classes hold kinds; a kind holds nothing."""
		if not self.parent_case_category:
			return
		if self.parent_case_category == self.name:
			frappe.throw(_("A category cannot be its own class. Choose another class."), exc=BadInputError)
		if not frappe.db.get_value("Case Category", self.parent_case_category, "is_group"):
			frappe.throw(
				_("Category {0} is not a class. Choose a class as parent.").format(self.parent_case_category),
				exc=BadInputError,
			)

	def check_conditions(self):
		names = [row.condition for row in self.filing_conditions]
		if len(set(names)) != len(names):
			frappe.throw(_("A filing condition stands twice. Keep each once."), exc=BadInputError)
		if sum(row.is_default or 0 for row in self.filing_conditions) > 1:
			frappe.throw(_("Two filing conditions are the default. Keep one."), exc=BadInputError)
		limits.check_time_limits(self.filing_conditions)

	def refuse_class_with_kinds(self):
		if frappe.db.exists("Case Category", {"parent_case_category": self.name}):
			frappe.throw(
				_("Class {0} still has kinds. Move or delete them first.").format(self.name),
				exc=BadInputError,
			)
