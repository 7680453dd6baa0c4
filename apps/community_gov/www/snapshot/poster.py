import frappe
from frappe import _

from community_gov.errors import BadInputError
from community_gov.snapshot import page, posters

no_cache = 1


def get_context(context):
	page.prepare(context)
	context.title = _("Snapshot Report")
	try:
		context.poster = posters.poster(str(frappe.form_dict.get("place") or ""))
	except BadInputError as error:
		raise frappe.PageDoesNotExistError from error
