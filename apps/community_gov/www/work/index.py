from frappe import _

from community_gov.api import public_page, work_page

no_cache = 1


def get_context(context):
	public_page.needs_account(work_page.route_asked())
	work_page.prepare(context)
	context.title = _("Workbench")
