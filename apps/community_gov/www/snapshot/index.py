from frappe import _

from community_gov.api import public_page
from community_gov.casework.intake import emergencies

no_cache = 1


def get_context(context):
	public_page.prepare(context, dangers=emergencies.for_page())
	context.title = _("Snapshot Report")
