import frappe
from frappe import _

from community_gov.api import public_page
from community_gov.casework.intake import sharing

no_cache = 1


def get_context(context):
	public_page.prepare(context)
	context.progress = sharing.shared_progress(frappe.form_dict.get("case"))
	context.title = _("How It Stands")
	if not context.progress:
		return
	stage = _(context.progress["stage"], context="Case")
	context.share_title = " · ".join(filter(None, [context.progress["category"], stage]))
	context.description = _("How a report stands: kind, stage and days. No names.")
	context.case = frappe.form_dict.get("case")
	context.share_url = public_page.address_with(case=frappe.form_dict.get("case"))
