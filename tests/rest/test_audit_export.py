"""Audit trails over REST: for whoever may export the log of looks, of a month at most."""

import io
import zipfile

import pytest

from tests.support.http import API
from tests.support.site_clock import in_days


@pytest.mark.parametrize("key", ["admin", "auditor"])
def test_who_audits_takes_a_month(login, key):
	user = login(key)
	body = {"from_date": in_days(-30), "to_date": in_days(0)}
	answer = user.session.post(user.url + API + "audit.export", json=body, timeout=60)
	assert answer.status_code == 200, answer.text
	with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
		names = archive.namelist()
	assert {"sensitive_access_log.jsonl", "case_event.jsonl", "manifest.json", "SHA256SUMS"} <= set(names)
	assert ("version.jsonl" in names) == ("access_log.jsonl" in names) == (key == "auditor")
	logged = user.rows("Sensitive Access Log", [["purpose", "=", "Audit Export"]], fields='["detail"]')
	assert any(row["detail"].startswith(f"{in_days(-30)} – {in_days(0)}") for row in logged.data)


@pytest.mark.parametrize("key", ["manager", "gridworker", "operator", None])
def test_others_take_nothing(key, login):
	answer = login(key).call("audit.export", from_date=in_days(0), to_date=in_days(0))
	assert answer.status == 403, answer


@pytest.mark.parametrize(
	("days", "said"),
	[
		((in_days(-31), in_days(0)), "31"),
		((in_days(0), in_days(-1)), "31"),
		(("soon", in_days(0)), "from_date"),
	],
)
def test_days_that_are_no_month_are_refused(days, said, login):
	answer = login("admin").call("audit.export", from_date=days[0], to_date=days[1])
	assert (answer.status, answer.exc_type) == (422, "BadInputError") and said in answer.messages, answer


def test_an_auditor_reveals_no_number(login):
	auditor = login("auditor")
	name = login("manager").names("Resident")[0]
	body = {"doctype": "Resident", "name": name, "fieldname": "mobile", "purpose": "Emergency"}
	assert auditor.call("person.reveal", **body).status == 403
	assert auditor.call("resident.find", mobile="13800138000", purpose="Emergency").status == 403
	assert auditor.read("Resident", name).status == 403
	assert auditor.call("audit.export", from_date=in_days(0), to_date=in_days(0)).status == 200
	look = auditor.names("Sensitive Access Log", [["purpose", "=", "Audit Export"]])[0]
	assert auditor.update("Sensitive Access Log", look, detail="x").status == 403


def test_both_duties_are_refused_in_two_sentences(login):
	system = login("system")
	roles = [{"role": "Community Auditor"}, {"role": "Community Administrator"}]
	answer = system.update("User", "auditor@demo.example", roles=roles)
	assert (answer.status, answer.exc_type) == (403, "SeparationOfDutiesError"), answer
	assert "不能同时担任审计员和管理员。请为“审计员”单独设置账号。" in answer.messages
