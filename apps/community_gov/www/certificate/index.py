from frappe import _

from community_gov.snapshot import page

no_cache = 1


def get_context(context):
	page.prepare(context)
	context.title = _("Verify a Certificate")
