"""The consent of volunteers over REST: taken down and withdrawn by their staff, by themselves, and by nobody else."""

from uuid import uuid4

import pytest

from community_gov.demo.people import PASSWORD
from tests.rest.conftest import CHIBI_GRID, ZHELU_GRID, ok, publish_over_rest
from tests.support.http import User
from tests.support.volunteers import registration_values


@pytest.fixture(scope="module", autouse=True)
def text(login) -> str:
	return publish_over_rest(login)


@pytest.fixture
def volunteer(login) -> str:
	"""Somebody whose registration was approved; the consent came with it."""
	asked = ok(login("manager").call("volunteer.register", **registration_values()))["registration"]
	return ok(login("coordinator").call("volunteer.act", registration=asked, action="Approve"))["volunteer"]


def consent_of(user, volunteer: str) -> dict:
	return ok(user.rows("Consent", [["volunteer", "=", volunteer]]))[0]


def test_staff_of_volunteers_withdraw_and_what_rests_on_it_stops(login, volunteer):
	coordinator = login("coordinator")
	consent = consent_of(coordinator, volunteer)["name"]
	for key in ("operator", "gridworker", "handler", "volunteer", "gridworker.zhelu", None):
		assert login(key).call("privacy.withdraw", consent=consent).status == 403, key
	key = uuid4().hex
	answers = [coordinator.call("privacy.withdraw", consent=consent, idempotency_key=key) for _try in "ab"]
	assert ok(answers[0]) == ok(answers[1]) and answers[0].data["status"] == "Withdrawn"
	times = {"started_at": "2024-02-26 09:00", "ended_at": "2024-02-26 10:00"}
	refused = coordinator.call("service.record", volunteer=volunteer, **times)
	assert (refused.status, refused.exc_type) == (409, "ConsentWithdrawnError"), refused
	assert "重新征得同意" in refused.messages


def test_coordinators_take_consents_of_volunteers_and_of_nobody_else(login, volunteer, text):
	coordinator, admin = login("coordinator"), login("admin")
	ok(coordinator.call("privacy.withdraw", consent=consent_of(coordinator, volunteer)["name"]))
	resident = admin.names("Resident", [["grid", "=", CHIBI_GRID], ["status", "=", "Present"]])[0]
	forged = {"status": "Withdrawn", "given_by": "Guardian", "guardian_name": "x", "guardian": resident}
	doc = ok(coordinator.create("Consent", volunteer=volunteer, consent_text=text, **forged))
	assert (doc["status"], doc["given_by"], doc.get("guardian_name")) == ("Given", "The Person", None)
	assert not doc.get("guardian")
	assert not [name for name in doc if name.endswith(("_secret", "_fingerprint"))]
	assert coordinator.create("Consent", resident=resident, consent_text=text).status == 403
	far = admin.names("Volunteer", [["grid", "=", ZHELU_GRID]])[0]
	assert coordinator.create("Consent", volunteer=far, consent_text=text).status == 403
	assert login("gridworker").create("Consent", volunteer=volunteer, consent_text=text).status == 403
	assert not coordinator.names("Consent", [["resident", "is", "set"]])
	both = admin.create("Consent", volunteer=volunteer, resident=resident, consent_text=text)
	assert (both.status, both.exc_type) == (422, "BadInputError"), both


@pytest.fixture
def own(login, volunteer, administrator):
	"""(user, volunteer) of an account made for the volunteer."""
	email = f"{uuid4().hex[:12]}@self.example"
	account = {"email": email, "first_name": "志演示", "send_welcome_email": 0, "new_password": PASSWORD}
	ok(administrator.create("User", **account, roles=[{"role": "Volunteer"}]))
	ok(login("admin").update("Volunteer", volunteer, user=email))
	return User(administrator.url, email, PASSWORD), volunteer


def test_volunteers_speak_for_themselves(own, login):
	user, volunteer = own
	told = ok(user.query("volunteer.consents"))
	assert (told["volunteer"], told["withdrawn"], len(told["consents"])) == (volunteer, False, 1)
	assert consent_of(user, volunteer)["name"] == told["consents"][0]["consent"]
	assert user.names("Consent", [["volunteer", "!=", volunteer]]) == []
	key = uuid4().hex
	answers = [user.call("volunteer.withdraw_consent", idempotency_key=key) for _try in "ab"]
	assert ok(answers[0]) == ok(answers[1])
	again = user.call("volunteer.withdraw_consent")
	assert (again.status, again.exc_type) == (409, "ConflictError"), again
	assert ok(user.query("volunteer.consents"))["withdrawn"]
	stale = user.call("volunteer.give_consent", version=999_999)
	assert (stale.status, stale.exc_type) == (409, "ConflictError"), stale
	ok(user.call("volunteer.give_consent", version=told["text"]["version"]))
	assert not ok(user.query("volunteer.consents"))["withdrawn"]


def test_an_account_without_a_record_has_no_consent(login):
	for method in ("volunteer.give_consent", "volunteer.withdraw_consent"):
		body = {"version": 1} if method.endswith("give_consent") else {}
		assert login("gridworker").call(method, **body).status == 403
		assert login(None).call(method, **body).status == 403
	assert login(None).query("volunteer.consents").status == 403


def test_a_manager_links_volunteer_and_resident(login, volunteer):
	manager = login("manager")
	resident = ok(manager.create("Resident", full_name="郑演示关联", grid=CHIBI_GRID))["name"]
	for key in ("coordinator", "gridworker", "volunteer", "gridworker.zhelu", None):
		answer = login(key).call("volunteer.link_resident", volunteer=volunteer, resident=resident)
		assert answer.status == 403, key
	linked = ok(manager.call("volunteer.link_resident", volunteer=volunteer, resident=resident))
	assert linked == {"volunteer": volunteer, "resident": resident}
	forged = login("coordinator").update("Volunteer", volunteer, resident=None)
	assert ok(forged)["resident"] == resident
	assert ok(manager.call("volunteer.link_resident", volunteer=volunteer))["resident"] is None
