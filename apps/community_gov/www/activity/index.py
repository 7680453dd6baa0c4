from frappe import _

from community_gov.snapshot import page

no_cache = 1


def get_context(context):
	page.prepare(context)
	context.is_volunteer = page.has_volunteer()
	context.title = _("Volunteer Activities")
