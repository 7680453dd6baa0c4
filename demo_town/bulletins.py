"""Bulletins: last week's, published; last month's, announced, so that units can object."""

import frappe

from community_gov.casework.statistics import bulletins
from demo_town.acting import acting, take

REMARKS = {
	"Weekly": "本周市容环卫类案件占比最高；道路破损、井盖类案件办理周期较长，请各单位加快办理，及时申请延期或挂账。",
	"Monthly": "请各单位核对本月数据，如有异议请在公示期内提出。",
}


def load_bulletins() -> None:
	"""As the chief drafts them today, so that their figures are those of every report."""
	with acting("chief"):
		_publish(_announced("Weekly"))
		_announced("Monthly")


def _announced(kind: str):
	doc = bulletins.generate(kind)
	doc.remarks = REMARKS[kind]
	doc.save()
	take(doc, "Announced")
	return doc


def _publish(doc) -> None:
	"""Nobody of the demo objects to last week's, so the time for that need not run until next working day."""
	doc.db_set("objections_until", doc.announced_at, update_modified=False)
	take(frappe.get_doc("Bulletin", doc.name), "Published")
