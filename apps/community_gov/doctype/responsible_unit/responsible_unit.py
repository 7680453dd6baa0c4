from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as StdnumError

import frappe
from frappe import _
from frappe.model.document import Document

from community_gov.casework.dispatch import units
from community_gov.core.documents import refuse_unclean_text
from community_gov.core.errors import BadInputError, ConflictError


class ResponsibleUnit(Document):
	def validate(self):
		refuse_unclean_text(self)
		self.check_credit_code()
		self.check_parent()
		self.refuse_disabling_with_work()
		self.active_handlers = units.active_handlers(row.user for row in self.users)

	def on_trash(self):
		units.refuse_deleting_with_work(self.name)

	def check_credit_code(self):
		"""GB 32100-2015: 18 characters with a check character."""
		if not self.credit_code:
			return
		try:
			self.credit_code = uscc.validate(self.credit_code)
		except StdnumError:
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
					_("Unit {0} would stand above itself. Choose another parent unit.").format(parent),
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
					self.name, held
				),
				exc=ConflictError,
			)
