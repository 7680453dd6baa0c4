"""Records for REST tests: a case of Chibi waiting for its check, a case of Wuhu with another unit."""

from datetime import datetime
from uuid import uuid4

import pytest

from community_gov.demo.people import CITY_BUREAU, WATER_BUREAU
from tests.support.activities import activity_values
from tests.support.participation import participation_of
from tests.support.photos import picture, sent
from tests.support.projects import PLOT, far_plot, projects_of
from tests.support.registry import incident_values
from tests.support.site_clock import in_days
from tests.support.volunteers import free_hour, registration_values

DAYS_OF_OLD = {"kind": "Special", "from_date": "2020-01-01", "to_date": "2020-01-02"}
CHIBI_GRID, ZHELU_GRID = "421281001002001", "340202014003001"


def ok(answer):
	"""The data of a successful answer; shows the whole answer otherwise."""
	assert answer.status == 200, answer
	return answer.data


def grant_points(login, volunteer: str, points: float) -> None:
	"""Points without a service: asked for by one, granted by another."""
	wanted = {"volunteer": volunteer, "points": points, "reason": "Test"}
	asked = ok(login("coordinator").call("points.adjust", **wanted))
	step = {"doctype": "Point Adjustment", "name": asked["name"], "action": "Grant"}
	ok(login("manager").call("points.act", **step))


def new_code(login, case: str) -> str:
	"""A tracking code of a case, handed on by somebody who did not work on it; the old one ends."""
	asked = {"case": case, "reason": "Test"}
	return ok(login("admin").call("case.issue_code", **asked))["tracking_code"]


def case_of_code(login, code: str) -> str:
	return ok(login(None).query("public.track", code=code))["case"]


def give_points(login, volunteer: str) -> None:
	"""Enough for one run: the test site outlives a run, points and goods are spent in each."""
	grant_points(login, volunteer, 60)
	received = {"reward_item": "牙膏", "kind": "Receipt", "quantity": 50}
	ok(login("coordinator").call("reward.book_stock", **received))


def asked_and_supervised(login, dispatched) -> tuple[str, str]:
	"""A request of the water bureau and a supervision order to it, both open."""
	case, dispatch = dispatched()
	wanted = {"case": case, "dispatch": dispatch, "kind": "Suspension", "reason": "Flood"}
	asked = ok(login("handler").call("clock.ask", **wanted, resume_on=in_days(30)))
	demand = {"unit": WATER_BUREAU, "ground": "Harmful", "demand": "Clear it today."}
	order = ok(login("chief").call("clock.supervise", case=case, **demand))
	return asked["adjustment"], order["order"]


def objection_of(login) -> str:
	"""An objection of the water bureau to a bulletin that is discarded again; made once."""
	chief, ours = login("chief"), [["unit", "=", WATER_BUREAU]]
	if names := chief.names("Bulletin Objection", ours):
		return names[0]
	days = {"kind": "Special", "from_date": "2020-02-01", "to_date": "2020-02-02"}
	bulletin = ok(chief.call("bulletin.generate", **days))["bulletin"]
	ok(chief.call("bulletin.act", bulletin=bulletin, action="Announce"))
	body = {"bulletin": bulletin, "unit": WATER_BUREAU, "text": "Not ours."}
	objection = ok(login("handler").call("bulletin.object", **body))["objection"]
	ok(chief.call("bulletin.act", bulletin=bulletin, action="Discard", note="End of the test"))
	return objection


def case_of(login, order: str) -> str:
	return ok(login("chief").read("Supervision Order", order))["case_file"]


@pytest.fixture(scope="session")
def report(login):
	"""report(key, **values) -> name of a new case, reported over REST."""

	def make(key: str = "gridworker", **values) -> str:
		body = {
			"description": f"Heap of rubbish {uuid4().hex}",
			"grid": CHIBI_GRID,
			"category": "M06010",
			**values,
		}
		return ok(login(key).call("case.report", **body))["case"]

	return make


@pytest.fixture(scope="session")
def dispatched(login, report):
	"""dispatched(unit, **values) -> (case, dispatch): accepted, filed and dispatched over REST."""

	def make(unit: str = WATER_BUREAU, key: str = "gridworker", **values) -> tuple[str, str]:
		case = report(key, **values)
		ok(login("operator").call("case.act", case=case, action="Accept"))
		ok(login("chief").call("case.act", case=case, action="File"))
		units = [{"unit": unit, "duty": "Lead"}]
		ok(login("chief").call("case.act", case=case, action="Dispatch", fields={"units": units}))
		return case, login("chief").names("Case Dispatch", [["case_file", "=", case]])[0]

	return make


@pytest.fixture(scope="session")
def checking(login, dispatched):
	"""checking(answer_photos) -> (case, dispatch, check): answered by the unit, waiting for its inspection."""

	def make(answer_photos: list | None = None, **values) -> tuple[str, str, str]:
		case, dispatch = dispatched(**values)
		photos = answer_photos or [sent(picture(), "done.jpg")]
		ok(login("handler").call("dispatch.answer", dispatch=dispatch, answer="Cleared.", photos=photos))
		return case, dispatch, login("operator").names("Case Check", [["case_file", "=", case]])[0]

	return make


# What a queue is cut by, where more wait than it shows: the test site outlives a run.
QUEUED_BY = {
	"Case": "stage_due_at",
	"Case Dispatch": "due_at",
	"Case Check": "due_at",
	"Help Request": "raised_at",
}


@pytest.fixture
def most_urgent(fresh):
	"""most_urgent(doctype, name): nothing else of its kind has less time."""

	def hurry(doctype: str, name: str) -> None:
		site = fresh()
		site.db.set_value(doctype, name, QUEUED_BY[doctype], "2024-01-01 08:00:00", update_modified=False)
		site.db.commit()

	return hurry


def follower_of(login, report) -> str:
	"""A grid worker follows a new case."""
	case = report()
	ok(login("gridworker").call("case.follow", case=case))
	return login("operator").names("Case Follower", [["case_file", "=", case]])[0]


def reception_of(login) -> str:
	"""A reception of the near community that is answered, so that no other test changes it."""
	values = {"reception_date": "2024-09-27", "grid": CHIBI_GRID, "receptionist": "李演示"}
	matter = {"matter": "楼道灯不亮", "outcome": "Settled on the Spot", "reply": "已修好"}
	return ok(login("manager").create("Reception Record", **values, **matter))["name"]


def idle_rule(login) -> str:
	"""A routing rule that is switched off, so that no other test meets it."""
	name = "matrix"
	if not login("admin").names("Routing Rule", [["name", "=", name]]):
		units = [{"unit": CITY_BUREAU, "duty": "Lead"}]
		ok(login("admin").create("Routing Rule", rule_name=name, enabled=0, units=units))
	return name


@pytest.fixture(scope="session")
def closed(login, checking):
	"""closed(**values) -> name of a case that the chief closed after a passed inspection."""

	def make(**values) -> str:
		case, _dispatch, check = checking(**values)
		ok(login("supervisor").call("check.answer", check=check, result="Passed", note="Seen."))
		ok(login("chief").call("case.act", case=case, action="Close"))
		return case

	return make


def home_of(login) -> dict[str, str]:
	"""A home in the near grid that no other test changes: its compound, building, household, one record."""
	manager, home = login("manager"), {"compound_name": "矩阵小区", "grid": CHIBI_GRID[:12]}
	if not (names := manager.names("Residential Compound", [["compound_name", "=", "矩阵小区"]])):
		compound = ok(manager.create("Residential Compound", **home))["name"]
		values = {"compound": compound, "building_number": "1栋", "grid": CHIBI_GRID}
		building = ok(manager.create("Building", **values))["name"]
		household = ok(manager.create("Household", building=building, room_number="101"))["name"]
		ok(manager.create("Resident", full_name="赵演示矩阵", household=household))
		names = [compound]
	building = manager.names("Building", [["compound", "=", names[0]]])[0]
	household = manager.names("Household", [["building", "=", building]])[0]
	member = manager.names("Resident", [["household", "=", household]])[0]
	entry = manager.names("Residence Record", [["resident", "=", member]])[0]
	return {"compound": names[0], "building": building, "household": household, "record": entry}


def privacy_of(login, household: str) -> dict[str, str]:
	"""A consent, a request and a merge of the matrix's home; made once, since consents are for ever."""
	admin, manager = login("admin"), login("manager")
	member = manager.names("Resident", [["household", "=", household]])[0]
	if not (texts := admin.names("Consent Text", [["consent_title", "=", "矩阵同意书"]])):
		values = {"consent_title": "矩阵同意书", "purpose": "Photographs", "text": "演示", "published": 1}
		texts = [ok(admin.create("Consent Text", **values))["name"]]
		ok(manager.create("Consent", resident=member, consent_text=texts[0]))
		ok(manager.create("Personal Data Request", resident=member, kind="Copy of Data", request="演示"))
		double = ok(manager.create("Resident", full_name="赵演示重复", grid=CHIBI_GRID))["name"]
		ok(manager.call("privacy.merge", kept=member, merged=double, reason="重复"))
	of_member = [["resident", "=", member]]
	if not (incidents := admin.names("Privacy Incident", [["subject", "=", "矩阵事件"]])):
		incidents = [ok(admin.create("Privacy Incident", **incident_values("矩阵事件")))["name"]]
	return {
		"incident": incidents[0],
		"text": texts[0],
		"consent": manager.names("Consent", of_member)[0],
		"request": manager.names("Personal Data Request", of_member)[0],
		"merge": manager.names("Resident Merge", [["kept", "=", member]])[0],
	}


def proxy_of(login) -> str:
	"""The proxy of an elder of the matrix, granted with a consent; made once."""
	admin, manager = login("admin"), login("manager")
	elders = manager.names("Resident", [["full_name", "=", "矩阵演示老人"]])
	if not elders:
		elders = [ok(manager.create("Resident", full_name="矩阵演示老人", grid=CHIBI_GRID))["name"]]
		text = {"consent_title": "矩阵代办同意书", "purpose": "Family Proxy", "text": "演示", "published": 1}
		text = ok(admin.create("Consent Text", **text))["name"]
		consent = ok(manager.create("Consent", resident=elders[0], consent_text=text, form="Written"))["name"]
		grant = {"resident": elders[0], "consent": consent, "mobile": "15409990001", "relation": "Child"}
		ok(manager.call("proxy.grant", **grant))
	return admin.names("Family Proxy", [["resident", "=", elders[0]]])[0]


def volunteer_consent_of(login, volunteer: str) -> str:
	"""A consent of the demo's volunteer; made once."""
	coordinator, of_volunteer = login("coordinator"), [["volunteer", "=", volunteer]]
	if names := coordinator.names("Consent", of_volunteer):
		return names[0]
	text = publish_over_rest(login)
	return ok(coordinator.create("Consent", volunteer=volunteer, consent_text=text))["name"]


def care_of(login, household: str) -> dict[str, str]:
	"""A tag and a visit of the matrix's home, made once."""
	manager = login("manager")
	of_member = [["resident", "=", manager.names("Resident", [["household", "=", household]])[0]]]
	if not manager.names("Resident Care Tag", of_member):
		ok(manager.create("Resident Care Tag", resident=of_member[0][2], care_tag="临时困难"))
	if not manager.names("Visit", of_member):
		ok(manager.create("Visit", resident=of_member[0][2]))
	tag, visit = (manager.names(doctype, of_member)[0] for doctype in ("Resident Care Tag", "Visit"))
	return {"tag": tag, "visit": visit}


def patrol_of(login, key: str = "gridworker") -> str:
	"""A patrol of a grid worker that has ended, so that no other test meets it."""
	worker = login(key)
	if running := ok(worker.query("patrol.today"))["patrol"]:
		ok(worker.call("patrol.finish", patrol=running))
	return ok(worker.call("patrol.finish", patrol=ok(worker.call("patrol.start"))["patrol"]))["patrol"]


def team_work_of(login) -> dict[str, str]:
	"""A point, a patrol and a training session of the near community that no other test changes."""
	manager = login("manager")
	spot = {"latitude": 29.7205, "longitude": 113.881, "active_to": "2024-01-31", "active_from": "2024-01-01"}
	point = ok(manager.create("Patrol Point", point_name="矩阵点位", grid=CHIBI_GRID, **spot))["name"]
	plan = {"topic": "矩阵培训", "grid": CHIBI_GRID[:12], "begins_at": "2024-01-02 14:00", "hours": 2}
	session = ok(manager.create("Training Session", **plan))["name"]
	return {"point": point, "patrol": patrol_of(login), "session": session}


def import_of(login) -> str:
	"""A manager's import with a sheet that nobody loads."""
	manager = login("manager")
	files = {"file": (f"{uuid4().hex}.csv", "姓名\n王演示\n".encode())}
	file = ok(manager.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))
	return ok(manager.create("Resident Import", sheet=file["file_url"], grid=CHIBI_GRID))["name"]


def sheet_import_of(login) -> str:
	"""An operator's sheet of hotline orders without any order."""
	operator = login("operator")
	files = {"file": (f"{uuid4().hex}.csv", "工单编号,诉求内容\n".encode())}
	file = ok(operator.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))
	return ok(operator.call("hotline.import_file", file_url=file["file_url"]))["import"]


def look_of(login, case: str) -> str:
	"""An entry of the log of looks: a new tracking code was issued."""
	new_code(login, case)
	return login("admin").names("Sensitive Access Log", [["reference_name", "=", case]])[0]


def assessment_of(login) -> str:
	"""The grid worker's assessment of a month that no other test announces."""
	manager, month = login("manager"), "2025-02-01"
	ok(manager.call("assessment.compute", month=month, area=CHIBI_GRID[:12]))
	of_worker = [["month", "=", month], ["worker", "=", "gridworker@demo.example"]]
	return manager.names("Worker Assessment", of_worker)[0]


def help_of(login, household: str, volunteer: str) -> dict[str, str]:
	"""A team, an open request of the matrix's home and one that the demo's volunteer has claimed; made once."""
	worker, need = login("gridworker"), {"help_kind": "代办跑腿", "need": "矩阵求助"}
	for stage in ("Raised", "Claimed"):
		if not worker.names("Help Request", [["need", "=", "矩阵求助"], ["stage", "=", stage]]):
			asked = ok(worker.call("help_request.raise_request", household=household, **need))["help_request"]
			if stage == "Claimed":
				ok(worker.call("help_request.claim", help_request=asked, volunteer=volunteer))
	if not login("admin").names("Volunteer Team", [["name", "=", "矩阵服务队"]]):
		ok(login("coordinator").create("Volunteer Team", team_name="矩阵服务队", grid=CHIBI_GRID[:12]))
	mine = [["need", "=", "矩阵求助"]]
	return {
		stage: worker.names("Help Request", [*mine, ["stage", "=", stage]])[0]
		for stage in ("Raised", "Claimed")
	}


def project_of(login, place: str, grid: str) -> str:
	"""A service project of a place; made once."""
	name = f"矩阵项目 {place}"
	if not login("admin").names("Service Project", [["name", "=", name]]):
		values = {"project_name": name, "project_kind": "Environment", "grid": grid}
		ok(login("admin").create("Service Project", **values))
	return name


def service_of(login, volunteer: str) -> str:
	"""A service record of a volunteer that waits for its confirmation."""
	return ok(login("admin").call("service.record", volunteer=volunteer, **free_hour()))["service_record"]


def registration_of(login) -> str:
	"""An open registration near; the published text that it agrees to is made once."""
	publish_over_rest(login)
	return ok(login("manager").create("Volunteer Registration", **registration_values()))["name"]


def publish_over_rest(login) -> str:
	admin, purpose = login("admin"), "Volunteer Registration"
	of_purpose = [["purpose", "=", purpose], ["published", "=", 1]]
	if names := admin.names("Consent Text", of_purpose):
		return names[0]
	values = {"consent_title": "志愿者同意书", "purpose": purpose, "text": "演示", "published": 1}
	return ok(admin.create("Consent Text", **values))["name"]


def shop_of(login) -> str:
	"""A shop that stays from run to run."""
	name = "矩阵爱心商户"
	if not login("admin").names("Reward Shop", [["name", "=", name]]):
		ok(login("admin").create("Reward Shop", shop_name=name, grid=CHIBI_GRID))
	return name


def activity_of(login, volunteer: str) -> dict[str, str]:
	"""An activity far ahead that looks for volunteers, and a sign-up for it; made once."""
	coordinator, title = login("coordinator"), "矩阵活动"
	if not coordinator.names("Volunteer Activity", [["activity_title", "=", title]]):
		values = activity_values(datetime(2038, 6, 1, 9), activity_title=title)
		name = ok(coordinator.create("Volunteer Activity", **values))["name"]
		ok(coordinator.call("activity.act", activity=name, action="Recruit"))
		ok(coordinator.call("activity.sign_up", activity=name, volunteer=volunteer))
	name = coordinator.names("Volunteer Activity", [["activity_title", "=", title]])[0]
	entry = coordinator.names("Activity Sign-up", [["activity", "=", name]])[0]
	return {"activity": name, "sign_up": entry}


def certificate_of(login, volunteer: str) -> str:
	"""A certificate of a volunteer over an hour that one entered with evidence and another confirmed; made once."""
	writer, judge = login("coordinator"), login("manager")
	if names := writer.names("Service Certificate", [["volunteer", "=", volunteer]]):
		return names[0]
	files = {"file": (f"{uuid4().hex}.png", picture(), "image/png")}
	file = ok(writer.request("POST", "/api/method/upload_file", data={"is_private": 1}, files=files))
	served = ok(writer.call("service.record", volunteer=volunteer, evidence=file["file_url"], **free_hour()))
	ok(judge.call("service.act", service_record=served["service_record"], action="Confirm"))
	period = {"from_date": "2020-12-01", "to_date": "2025-12-31"}
	return ok(writer.call("certificate.issue", volunteer=volunteer, **period))["certificate"]


def transfer_of(login, volunteer: str) -> str:
	"""A transfer of the demo's volunteer that waits for its grant."""
	others = [["grid", "=", CHIBI_GRID], ["name", "!=", volunteer], ["status", "=", "Active"]]
	taker = login("admin").names("Volunteer", others)[0]
	return ok(login("volunteer").call("points.give", giver=volunteer, taker=taker, points=1))["name"]


def adjustment_of(login, volunteer: str) -> str:
	wanted = {"volunteer": volunteer, "points": 1, "reason": "matrix"}
	return ok(login("coordinator").call("points.adjust", **wanted))["name"]


def present_in(admin, grid: str) -> str:
	"""A person who lives there: other tests leave people behind who have moved away."""
	return admin.names("Resident", [["grid", "=", grid], ["status", "=", "Present"]])[0]


@pytest.fixture(scope="session")
def records(login, checking, dispatched, closed, report):
	"""One record of each kind by (doctype, place), made through REST."""
	case, dispatch, check = checking()
	adjustment, order = asked_and_supervised(login, dispatched)
	far_case, far_dispatch = dispatched(CITY_BUREAU, "gridworker.zhelu", grid=ZHELU_GRID)
	admin = login("admin")
	done = closed(key="manager")
	rated = ok(login("manager").call("case.rate", case=done, rating="Dissatisfied"))
	appealed = ok(login("manager").call("case.appeal", case=done, reason="Still dirty"))
	volunteer = ok(admin.rows("Volunteer", [["user", "=", "volunteer@demo.example"]]))[0]["name"]
	give_points(login, volunteer)
	home = home_of(login)
	privacy, care = privacy_of(login, home["household"]), care_of(login, home["household"])
	asked = help_of(login, home["household"], volunteer)
	work = team_work_of(login)
	planned = activity_of(login, volunteer)
	redemption = ok(login("volunteer").call("redemption.redeem", volunteer=volunteer, reward_item="牙膏"))
	return {
		**participation_of(login),
		**projects_of(login),
		("Case", "near"): case,
		("Case", "far"): far_case,
		("Case Dispatch", "near"): dispatch,
		("Case Dispatch", "far"): far_dispatch,
		("Case Check", "near"): check,
		("Bulletin", "near"): ok(login("chief").call("bulletin.generate", **DAYS_OF_OLD))["bulletin"],
		("Bulletin Objection", "near"): objection_of(login),
		("Case", "asked"): case_of(login, order),
		("Case Adjustment", "near"): adjustment,
		("Supervision Order", "near"): order,
		("Case Event", "near"): admin.names("Case Event", [["case_file", "=", case]])[0],
		("Case Event", "far"): admin.names("Case Event", [["case_file", "=", far_case]])[0],
		("Case Feedback", "near"): rated["feedback"],
		("Case Appeal", "near"): appealed["appeal"],
		("Reply Template", "near"): "结案答复",
		("Residential Compound", "near"): home["compound"],
		("Building", "near"): home["building"],
		("Household", "near"): home["household"],
		("Residence Record", "near"): home["record"],
		("Care Tag", "near"): "临时困难",
		("Visit Plan", "near"): "独居老人每周走访",
		("Resident Care Tag", "near"): care["tag"],
		("Visit", "near"): care["visit"],
		("Resident Import", "near"): import_of(login),
		("Sheet Import", "near"): sheet_import_of(login),
		("Sensitive Access Log", "near"): look_of(login, case),
		("Patrol Point", "near"): work["point"],
		("Patrol", "near"): work["patrol"],
		("Training Session", "near"): work["session"],
		("Consent Text", "near"): privacy["text"],
		("Consent", "near"): privacy["consent"],
		("Family Proxy", "near"): proxy_of(login),
		("Consent", "volunteer"): volunteer_consent_of(login, volunteer),
		("Personal Data Request", "near"): privacy["request"],
		("Resident Merge", "near"): privacy["merge"],
		("Privacy Incident", "near"): privacy["incident"],
		("Resident", "near"): present_in(admin, CHIBI_GRID),
		("Resident", "far"): present_in(admin, ZHELU_GRID),
		("Volunteer", "near"): volunteer,
		("Volunteer", "far"): admin.names("Volunteer", [["grid", "=", ZHELU_GRID]])[0],
		("Volunteer Registration", "near"): registration_of(login),
		("Volunteer Activity", "near"): planned["activity"],
		("Activity Sign-up", "near"): planned["sign_up"],
		("Service Certificate", "near"): certificate_of(login, volunteer),
		("Service Language", "near"): "英语",
		("Help Request", "near"): asked["Claimed"],
		("Help Request", "open"): asked["Raised"],
		("Worker Assessment", "near"): assessment_of(login),
		("Volunteer Team", "near"): "矩阵服务队",
		("Help Kind", "near"): "代办跑腿",
		("Service Skill", "near"): "水电维修",
		("Service Project", "near"): project_of(login, "near", CHIBI_GRID),
		("Service Project", "far"): project_of(login, "far", ZHELU_GRID),
		("Service Record", "near"): service_of(login, volunteer),
		("Service Record", "far"): service_of(
			login, admin.names("Volunteer", [["grid", "=", ZHELU_GRID]])[0]
		),
		("Service Intensity", "near"): "轻度",
		("Point Rule", "near"): "PR-LIGHT",
		("Point Entry", "near"): admin.names("Point Entry", [["volunteer", "=", volunteer]])[0],
		("Point Transfer", "near"): transfer_of(login, volunteer),
		("Point Adjustment", "near"): adjustment_of(login, volunteer),
		("Point Lot", "near"): admin.names("Point Lot", [["volunteer", "=", volunteer]])[0],
		("Point Lot Use", "near"): admin.names("Point Lot Use", [["volunteer", "=", volunteer]])[0],
		("Point Redemption", "near"): redemption["redemption"],
		("Reward Item", "near"): "毛巾",
		("Reward Shop", "near"): shop_of(login),
		("Reward Stock Entry", "near"): admin.names("Reward Stock Entry", [["reward_item", "=", "牙膏"]])[0],
		("Responsible Unit", "near"): WATER_BUREAU,
		("Case Category", "near"): "M06010",
		("Routing Rule", "near"): idle_rule(login),
		("Reception Record", "near"): reception_of(login),
		("Case Follower", "near"): follower_of(login, report),
		("Grid", "near"): PLOT,
		("Grid", "far"): far_plot(login),
		("Shipped Record", "near"): admin.names("Shipped Record")[0],
	}
