from frappe import _

from community_gov.api import front_page, public_page


def get_context(context):
	public_page.prepare(context)
	context.http_status_code = 404
	context.title = _("This Page Does Not Exist")
	context.update(front_page.contents())
