"""What /api/resource does for a user, done in this process: the same calls of Frappe, without HTTP and uncommitted."""

from copy import deepcopy

import frappe
import frappe.client

OK = 200


class LocalUser:
	"""A demo account, or a guest where `email` is None. Each method answers (status, document or None)."""

	def __init__(self, email: str | None):
		self.email = email or "Guest"

	def read(self, doctype: str, name: str):
		return self._ask(_read, doctype, name)

	def names(self, doctype: str, filters: list) -> list[str]:
		_status, rows = self._ask(frappe.client.get_list, doctype, filters=filters, limit_page_length=100)
		return [row["name"] for row in rows or []]

	def update(self, doctype: str, name: str, **values):
		return self._ask(_update, doctype, name, values)

	def create(self, doctype: str, **values):
		# Frappe writes into the rows that it is given.
		given = deepcopy(values)
		return self._ask(lambda: frappe.get_doc({"doctype": doctype, **given}).insert().as_dict())

	def delete(self, doctype: str, name: str):
		return self._ask(frappe.delete_doc, doctype, name, ignore_missing=False)

	def _ask(self, action, *args, **options):
		"""Runs `action` as the user. A refusal has a status and leaves nothing; anything else is our error."""
		frappe.set_user(self.email)
		frappe.db.savepoint("asked")
		try:
			return OK, action(*args, **options)
		except Exception as error:
			frappe.db.rollback(save_point="asked")
			if (status := getattr(error, "http_status_code", 500)) >= 500:
				raise
			return status, None
		finally:
			frappe.clear_messages()
			frappe.set_user("Administrator")


def _read(doctype: str, name: str):
	doc = frappe.get_doc(doctype, name)
	if not doc.has_permission("read"):
		raise frappe.PermissionError
	doc.apply_fieldlevel_read_permissions()
	return doc.as_dict()


def _update(doctype: str, name: str, values: dict):
	doc = frappe.get_doc(doctype, name, for_update=True)
	doc.update(values)
	return doc.save().as_dict()
