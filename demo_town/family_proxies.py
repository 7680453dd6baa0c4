"""Elders whose children act for them: consents that managers took at the desk, and the proxies that rest on them."""

import frappe
from frappe.utils import add_days, getdate

from community_gov.demo.homes import inserted
from community_gov.demo.places import community
from community_gov.portal import family_proxies
from community_gov.registry.privacy import consents
from demo_town.acting import acting

TITLE = "家人代办同意书"
TEXT = "本人同意由所列亲属凭其手机号，在所定期限内查看并办理本人的上报、求助、活动报名和积分。本人可随时撤回同意。"
# Fictitious numbers, as all of the demo.
NUMBER = 15400090000
RELATIONS = ("Child", "Child", "Grandchild")
AGE = 70


def load_family_proxies() -> None:
	"""Three in each community with a register of its own, as far as it has elders."""
	text = inserted("Consent Text", consent_title=TITLE, purpose=consents.PROXY, text=TEXT, published=1).name
	for number, place in enumerate(("chuhe", "zhonghuaxiang")):
		elders = {
			"grid": ["like", f"{community(place).code}%"],
			"status": "Present",
			"birth_date": ["<", add_days(getdate(), -365 * AGE)],
		}
		names = frappe.get_all("Resident", elders, pluck="name", order_by="name asc", limit=len(RELATIONS))
		with acting(f"manager.{place}"):
			for at, (name, relation) in enumerate(zip(names, RELATIONS, strict=False)):
				_grant(name, text, str(NUMBER + 10 * number + at), relation)


def _grant(name: str, text: str, mobile: str, relation: str) -> None:
	consent = inserted("Consent", resident=name, consent_text=text, form="Written").name
	family_proxies.grant_by_staff(frappe.get_doc("Resident", name), consent, mobile, relation, 12)
