"""A unit's people learn of what is dispatched to them."""

from community_gov.demo.people import WATER_BUREAU, email
from tests.support.clocks import acting, dispatch_of, dispatched_case, filed_case, make_category, step

UNITS = {"units": [{"unit": WATER_BUREAU, "duty": "Lead"}]}


def notices_of(site, dispatch):
	told = {"document_type": "Case Dispatch", "document_name": dispatch}
	return site.get_all("Notification Log", told, ["for_user", "subject"], order_by="for_user asc")


def test_handlers_learn_of_a_dispatch(site):
	case = dispatched_case(site, make_category(site, 4, "Duty Hours"))
	dispatch = dispatch_of(site, case)
	due = str(site.db.get_value("Case Dispatch", dispatch, "due_at"))[:16]
	found = notices_of(site, dispatch)
	assert [row.for_user for row in found] == [email("handler")]
	assert f"Case {case.name} is dispatched to {WATER_BUREAU}, due at {due}" in found[0].subject


def test_nobody_is_told_of_the_own_order(site):
	unit = site.get_doc("Responsible Unit", WATER_BUREAU)
	unit.append("users", {"user": email("chief")})
	unit.save()
	case = filed_case(site, make_category(site, 4, "Duty Hours"))
	with acting(site, "chief"):
		step(site, case, "Dispatch", UNITS)
	assert [row.for_user for row in notices_of(site, dispatch_of(site, case))] == [email("handler")]
