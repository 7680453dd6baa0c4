from frappe import _

from community_gov.api import public_page

no_cache = 1


def get_context(context):
	public_page.prepare(context)
	context.title = _("Micro-projects and Groups")
