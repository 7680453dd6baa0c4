import frappe
from frappe import _

from community_gov.api import public_page
from community_gov.core import text_messages

no_cache = 1


def get_context(context):
	"""The messages that a demo shows instead of sending them; any other site has no such page."""
	if not text_messages.are_shown():
		raise frappe.PageDoesNotExistError
	public_page.prepare(context)
	context.title = _("Messages of the Demo")
	context.rows = text_messages.shown()
