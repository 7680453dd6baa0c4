import frappe
from frappe import _

from community_gov.api import public_page
from community_gov.casework.intake import snapshot_posters
from community_gov.core.errors import BadInputError

no_cache = 1


def get_context(context):
	public_page.prepare(context)
	context.title = _("Snapshot Report")
	try:
		context.poster = snapshot_posters.poster(str(frappe.form_dict.get("place") or ""))
	except BadInputError as error:
		raise frappe.PageDoesNotExistError from error
