import frappe
from frappe import _

from community_gov.casework.deadlines import recalculation_runs
from community_gov.casework.dispatch import units
from community_gov.core import credit_codes
from community_gov.core.errors import BadInputError, ConflictError
from community_gov.core.exact import exact_key
from community_gov.core.named import NamedDocument, refuse_taken_label


class ResponsibleUnit(NamedDocument):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from community_gov.community_gov.doctype.responsible_unit_user.responsible_unit_user import (
			ResponsibleUnitUser,
		)

		active_handlers: DF.Int
		credit_code: DF.Data | None
		duty_phone: DF.Data | None
		enabled: DF.Check
		grid: DF.Link | None
		name_key: DF.Data | None
		parent_unit: DF.Link | None
		unit_name: DF.Data
		unit_type: DF.Literal[
			"Government Department",
			"Public Institution",
			"Property Company",
			"Enterprise",
			"Community",
			"Other",
		]
		users: DF.Table[ResponsibleUnitUser]
		working_calendar: DF.Link | None
	# end: auto-generated types

	label_field = "unit_name"

	def validate(self):
		self.keep_name_apart()
		self.check_credit_code()
		self.check_parent()
		self.refuse_disabling_with_work()
		self.active_handlers = units.active_handlers(row.user for row in self.users)

	def on_update(self):
		if self.get_doc_before_save() and self.has_value_changed("working_calendar"):
			recalculation_runs.begin(self.doctype, self.name)

	def on_trash(self):
		units.refuse_deleting_with_work(self.name)

	def keep_name_apart(self):
		"""A unit may be renamed, to a name that no other one has; its key and what names it stay."""
		self.unit_name = self.unit_name.strip()
		self.name_key = exact_key(self.unit_name)
		if not self.is_new() and self.has_value_changed("unit_name"):
			refuse_taken_label(self, self.unit_name)

	def check_credit_code(self):
		"""GB 32100-2015: 18 characters with a check character."""
		if not self.credit_code:
			return
		try:
			self.credit_code = credit_codes.check(self.credit_code)
		except credit_codes.BadCreditCodeError:
			frappe.throw(
				_("Credit code {0} fails its check. Compare it with the unit's licence.").format(
					self.credit_code
				),
				exc=BadInputError,
			)

	def check_parent(self):
		seen, parent = {self.name}, self.parent_unit
		while parent:
			if parent in seen:
				frappe.throw(
					_("Unit {0} would stand above itself. Choose another parent unit.").format(
						units.label_of(parent)
					),
					exc=BadInputError,
				)
			seen.add(parent)
			parent = frappe.db.get_value("Responsible Unit", parent, "parent_unit")

	def refuse_disabling_with_work(self):
		if self.is_new() or self.enabled or not self.has_value_changed("enabled"):
			return
		held = units.open_work(self.name)
		if held:
			frappe.throw(
				_("Unit {0} holds {1} open dispatches. Withdraw or finish them before disabling it.").format(
					self.unit_name, held
				),
				exc=ConflictError,
			)
