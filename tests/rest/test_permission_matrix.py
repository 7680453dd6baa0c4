"""Who may do what: role x record x action as one table, run through REST with real users.

r read (and so listed), w change a field, d delete. "near" lies in Chibi or belongs to its unit, "far" in Wuhu.
"""

from datetime import datetime
from uuid import uuid4

import pytest

from tests.rest.conftest import CHIBI_GRID, free_hour
from tests.support.activities import activity_values
from tests.support.volunteers import registration_values

ROLES = (
	"operator",
	"chief",
	"admin",
	"gridworker",
	"supervisor",
	"manager",
	"handler",
	"handler2",
	"coordinator",
	"volunteer",
	"integration",
	"gridworker.zhelu",
	None,
)
STAFF = {key: "r" for key in ROLES if key not in (None, "volunteer")}
CENTRE = ("operator", "chief", "admin")
MASTERS_OF_HELP = (*CENTRE, "gridworker", "gridworker.zhelu", "manager", "coordinator", "volunteer")
MATRIX = {
	("Case", "near"): {
		"operator": "rw",
		"chief": "rw",
		"admin": "rw",
		"gridworker": "r",
		"supervisor": "r",
		"manager": "r",
		"handler": "r",
	},
	("Case", "far"): {
		"operator": "rw",
		"chief": "rw",
		"admin": "rw",
		"handler2": "r",
		"gridworker.zhelu": "r",
	},
	("Case Dispatch", "near"): {
		"operator": "r",
		"chief": "r",
		"admin": "r",
		"gridworker": "r",
		"supervisor": "r",
		"manager": "r",
		"handler": "r",
	},
	("Case Dispatch", "far"): {
		"operator": "r",
		"chief": "rw",
		"admin": "rw",
		"handler2": "rw",
		"gridworker.zhelu": "r",
	},
	("Case Check", "near"): {
		"operator": "rw",
		"chief": "rw",
		"admin": "rw",
		"gridworker": "r",
		"supervisor": "rw",
		"manager": "r",
	},
	("Case Adjustment", "near"): {
		"operator": "rw",
		"chief": "rw",
		"admin": "rw",
		"supervisor": "r",
		"manager": "r",
		"handler": "rw",
	},
	("Bulletin", "near"): {"operator": "r", "chief": "rw", "admin": "rw"},
	("Supervision Order", "near"): {
		"operator": "r",
		"chief": "rw",
		"admin": "rw",
		"supervisor": "r",
		"manager": "r",
		"handler": "rw",
	},
	("Case Event", "near"): {
		"operator": "r",
		"chief": "r",
		"admin": "r",
		"gridworker": "r",
		"supervisor": "r",
		"manager": "r",
		"handler": "r",
	},
	("Case Event", "far"): {
		"operator": "r",
		"chief": "r",
		"admin": "r",
		"handler2": "r",
		"gridworker.zhelu": "r",
	},
	("Case Feedback", "near"): {key: "r" for key in (*CENTRE, "gridworker", "supervisor", "manager")},
	("Case Appeal", "near"): {"operator": "r", "chief": "rw", "admin": "r", "manager": "r"},
	("Reply Template", "near"): {"operator": "r", "chief": "r", "admin": "rw"},
	("Resident", "near"): {"admin": "rw", "gridworker": "rw", "manager": "rw"},
	("Resident", "far"): {"admin": "rw", "gridworker.zhelu": "rw"},
	("Residential Compound", "near"): {
		**{key: "r" for key in (*CENTRE, "supervisor", "coordinator")},
		"admin": "rw",
		"manager": "rw",
		"gridworker": "r",
	},
	("Building", "near"): {
		**{key: "r" for key in (*CENTRE, "supervisor", "coordinator")},
		**{key: "rw" for key in ("admin", "manager", "gridworker")},
	},
	("Household", "near"): {"admin": "rw", "gridworker": "rw", "manager": "rw"},
	("Residence Record", "near"): {"admin": "r", "gridworker": "r", "manager": "r"},
	("Care Tag", "near"): {"admin": "rw", "gridworker": "r", "gridworker.zhelu": "r", "manager": "r"},
	("Visit Plan", "near"): {"admin": "rw", "gridworker": "r", "gridworker.zhelu": "r", "manager": "r"},
	("Resident Care Tag", "near"): {"admin": "rw", "gridworker": "rw", "manager": "rw"},
	("Visit", "near"): {"admin": "rw", "gridworker": "rw", "manager": "rw"},
	("Resident Import", "near"): {"admin": "rw", "manager": "rw"},
	("Patrol Point", "near"): {"admin": "rw", "manager": "rw", "gridworker": "r", "supervisor": "r"},
	("Patrol", "near"): {"admin": "r", "manager": "r", "supervisor": "r", "gridworker": "rw"},
	("Training Session", "near"): {"admin": "rw", "manager": "rw", "gridworker": "r", "supervisor": "r"},
	("Consent Text", "near"): {"admin": "r", "gridworker": "r", "gridworker.zhelu": "r", "manager": "r"},
	("Consent", "near"): {"admin": "rw", "gridworker": "rw", "manager": "rw"},
	("Personal Data Request", "near"): {"admin": "rw", "manager": "rw"},
	("Resident Merge", "near"): {"admin": "r", "manager": "r"},
	("Volunteer", "near"): {"admin": "rw", "coordinator": "rw", "manager": "r", "volunteer": "r"},
	("Volunteer", "far"): {"admin": "rw"},
	("Volunteer Registration", "near"): {"admin": "rw", "coordinator": "rw", "manager": "rw"},
	("Volunteer Activity", "near"): {
		**{key: "rw" for key in ("admin", "coordinator", "manager")},
		**{key: "r" for key in ("gridworker", "volunteer")},
	},
	("Service Certificate", "near"): {key: "r" for key in ("admin", "coordinator", "manager", "volunteer")},
	("Activity Sign-up", "near"): {key: "r" for key in ("admin", "coordinator", "manager", "volunteer")},
	("Service Language", "near"): {**{key: "r" for key in MASTERS_OF_HELP}, "admin": "rw"},
	("Help Request", "near"): {
		**{key: "rw" for key in ("admin", "coordinator", "manager", "gridworker", "volunteer")},
	},
	("Worker Assessment", "near"): {**{key: "rw" for key in ("admin", "manager")}, "supervisor": "r"},
	("Help Request", "open"): {key: "rw" for key in ("admin", "coordinator", "manager", "gridworker")},
	("Volunteer Team", "near"): {
		**{key: "r" for key in ("manager", "gridworker", "gridworker.zhelu", "volunteer")},
		**{key: "rw" for key in ("admin", "coordinator")},
	},
	("Help Kind", "near"): {**{key: "r" for key in MASTERS_OF_HELP}, "admin": "rw"},
	("Service Skill", "near"): {**{key: "r" for key in MASTERS_OF_HELP}, "admin": "rw"},
	("Service Project", "near"): {
		**{key: "r" for key in MASTERS_OF_HELP},
		**{key: "rw" for key in ("admin", "coordinator")},
	},
	("Service Project", "far"): {**{key: "r" for key in MASTERS_OF_HELP}, "admin": "rw"},
	("Service Record", "near"): {
		**{key: "rw" for key in ("admin", "coordinator", "manager", "volunteer")},
	},
	("Service Record", "far"): {"admin": "rw"},
	("Service Intensity", "near"): {**{key: "r" for key in MASTERS_OF_HELP}, "admin": "rw"},
	("Point Rule", "near"): {**{key: "r" for key in MASTERS_OF_HELP}, "admin": "rw"},
	("Point Entry", "near"): {"admin": "r", "coordinator": "r", "manager": "r", "volunteer": "r"},
	**{
		(doctype, "near"): {key: "r" for key in ("admin", "coordinator", "manager", "volunteer")}
		for doctype in ("Point Lot", "Point Lot Use")
	},
	("Point Transfer", "near"): {
		**{key: "rw" for key in ("admin", "coordinator", "manager", "volunteer")},
	},
	("Point Adjustment", "near"): {key: "rw" for key in ("admin", "coordinator", "manager")},
	("Point Redemption", "near"): {"admin": "rw", "coordinator": "rw", "manager": "r", "volunteer": "rw"},
	("Reward Shop", "near"): {**{key: "rw" for key in ("admin", "coordinator")}, "manager": "r"},
	("Reward Stock Entry", "near"): {key: "r" for key in ("admin", "coordinator", "manager")},
	("Reward Item", "near"): {"admin": "rw", "coordinator": "rw", "manager": "r", "volunteer": "r"},
	("Responsible Unit", "near"): {**STAFF, "admin": "rw"},
	("Case Category", "near"): {**STAFF, "admin": "rw"},
	("Reception Record", "near"): {
		"operator": "r",
		"chief": "r",
		"admin": "rw",
		"gridworker": "r",
		"manager": "rw",
	},
	("Case Follower", "near"): {"operator": "r", "chief": "r", "admin": "r"},
	("Routing Rule", "near"): {"admin": "rw", "chief": "r", "operator": "r"},
	("Grid", "near"): {**STAFF, "admin": "rw", "manager": "rw", "volunteer": "r"},
	("Grid", "far"): {**STAFF, "admin": "rw", "volunteer": "r"},
	("Shipped Record", "near"): {"admin": "rw"},
}
# A field that the role may change without taking a step; the role's name makes the value its own.
HARMLESS = {
	"Case": "address",
	"Case Dispatch": "instruction",
	"Case Check": "note",
	"Case Adjustment": "step_note",
	"Supervision Order": "step_note",
	"Bulletin": "remarks",
	"Case Event": "note",
	"Case Feedback": "comment",
	"Case Appeal": "step_note",
	"Reply Template": "text_en",
	"Resident": "registered_place",
	"Residential Compound": "note",
	"Building": "building_number",
	"Household": "note",
	"Residence Record": "note",
	"Care Tag": "meaning",
	"Visit Plan": "instruction",
	"Resident Care Tag": "note",
	"Visit": "note",
	"Resident Import": "note",
	"Patrol Point": "instruction",
	"Patrol": "note",
	"Training Session": "note",
	"Consent Text": "text",
	"Consent": "evidence",
	"Personal Data Request": "request",
	"Resident Merge": "reason",
	"Volunteer": "note",
	"Volunteer Registration": "note",
	"Volunteer Activity": "description",
	"Service Certificate": "revoke_reason",
	"Activity Sign-up": "reason",
	"Service Language": "language_name_en",
	"Help Request": "result",
	"Worker Assessment": "remarks",
	"Volunteer Team": "purpose",
	"Help Kind": "meaning",
	"Service Skill": "meaning",
	"Service Project": "description",
	"Service Intensity": "examples",
	"Service Record": "content",
	"Point Rule": "note",
	"Point Entry": "reason",
	"Point Transfer": "step_note",
	"Point Adjustment": "step_note",
	"Point Lot": "remaining",
	"Point Lot Use": "amount",
	"Point Redemption": "step_note",
	"Reward Item": "description",
	"Reward Shop": "note",
	"Reward Stock Entry": "reason",
	"Responsible Unit": "duty_phone",
	"Case Category": "standard",
	"Routing Rule": "note",
	"Case Follower": "source_text",
	"Reception Record": "place",
	"Grid": "party_branch",
	"Shipped Record": "newest",
}
CELLS = [(record, role) for record in MATRIX for role in ROLES]


def cell_id(value) -> str:
	return "/".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(("record", "role"), CELLS, ids=cell_id)
def test_cell(record, role, records, login):
	doctype, name, user = record[0], records[record], login(role)
	allowed, field = MATRIX[record].get(role, ""), HARMLESS[record[0]]
	assert (user.read(doctype, name).status == 200) == ("r" in allowed), user.read(doctype, name)
	assert (name in user.names(doctype, [["name", "=", name]])) == ("r" in allowed), "list and form agree"
	changed = user.update(doctype, name, **{field: f"by {role}"})
	assert (changed.status == 200) == ("w" in allowed), changed
	if "w" in allowed:
		told = {key for key, value in changed.data.items() if value} - set(user.read(doctype, name).data)
		assert told == set(), "the answer to a write tells no more than a read"
	stored = login("admin").read(doctype, name).data
	assert (stored.get(field) == f"by {role}") == ("w" in allowed), "what was refused was not written"
	if not (role == "admin" and doctype in DELETABLE):
		assert user.delete(doctype, name).status >= 400
		assert login("admin").read(doctype, name).status == 200


# Masters that nothing uses yet may be deleted by an administrator; the rows of this table are in use or kept.
DELETABLE = (
	"Service Language",
	"Resident",
	"Reply Template",
	"Reward Item",
	"Reward Shop",
	"Case Category",
	"Responsible Unit",
	"Grid",
	"Volunteer",
	"Volunteer Team",
	"Routing Rule",
	"Visit Plan",
	"Resident Care Tag",
	"Resident Import",
	"Patrol Point",
	"Training Session",
	"Service Project",
	"Service Intensity",
	"Point Rule",
)


DELETED_AGAIN = (
	"Reward Shop",
	"Service Project",
	"Point Rule",
	"Grid",
	"Case Category",
	"Reward Item",
	"Responsible Unit",
	"Reply Template",
	"Routing Rule",
)
CREATORS = {
	"Case": {"operator", "chief", "admin", "gridworker", "manager", "integration"},
	"Resident": {"admin", "gridworker", "manager"},
	"Volunteer": {"admin", "coordinator"},
	"Point Entry": set(),
	"Point Transfer": {"coordinator", "volunteer"},
	"Point Adjustment": {"coordinator", "manager"},
	"Point Lot": set(),
	"Point Lot Use": set(),
	"Point Redemption": {"admin", "coordinator", "volunteer"},
	"Reward Item": {"admin", "coordinator"},
	"Reward Shop": {"admin", "coordinator"},
	"Reward Stock Entry": {"admin", "coordinator"},
	"Responsible Unit": {"admin"},
	"Case Category": {"admin"},
	"Routing Rule": {"admin"},
	"Case Follower": set(),
	"Reception Record": {"admin", "manager"},
	"Grid": {"admin"},
	"Case Adjustment": {"operator", "chief", "admin"},
	"Supervision Order": {"chief", "admin"},
	"Clock Run": set(),
	"Bulletin": {"chief", "admin"},
	"Bulletin Objection": set(),
	"Case Event": set(),
	"Case Feedback": set(),
	"Case Appeal": set(),
	"Reply Template": {"admin"},
	"Case Dispatch": set(),
	"Idempotency Key": set(),
	"Sensitive Access Log": set(),
	"Shipped Record": set(),
	"Residential Compound": {"admin", "manager"},
	"Household": {"admin", "gridworker", "manager"},
	"Visit": {"admin", "gridworker", "manager"},
	"Residence Record": set(),
	"Resident Merge": set(),
	"Retention Run": set(),
	"Volunteer Registration": {"admin", "coordinator", "manager"},
	"Volunteer Activity": {"admin", "coordinator", "manager"},
	"Activity Sign-up": set(),
	"Help Request": {"admin", "gridworker", "manager", "coordinator"},
	"Worker Assessment": set(),
	"Volunteer Team": {"admin", "coordinator"},
	"Service Project": {"admin", "coordinator"},
	"Service Record": {"admin", "coordinator", "volunteer"},
	"Point Rule": {"admin"},
	"Patrol Point": {"admin", "manager"},
	"Patrol": set(),
	"Training Session": {"admin", "manager"},
}


def new_values(doctype: str, role: str, records: dict) -> dict:
	mark = f"{role}"
	return {
		"Case": {"description": "x", "grid": "421281001002001", "source": "Patrol"},
		"Resident": {"full_name": f"王演示{mark}", "grid": "421281001002001"},
		"Volunteer": {"full_name": f"李演示{mark}", "grid": "421281001002001"},
		"Point Entry": {
			"volunteer": records[("Volunteer", "near")],
			"kind": "Adjustment",
			"amount": 1,
			"reason": "更正",
		},
		"Point Transfer": {
			"giver": records[("Volunteer", "near")],
			"taker": records[("Volunteer", "far")],
			"points": 1,
		},
		"Point Adjustment": {"volunteer": records[("Volunteer", "near")], "points": 1, "reason": mark},
		"Point Lot": {"volunteer": records[("Volunteer", "near")], "amount": 5, "remaining": 5},
		"Point Lot Use": {"volunteer": records[("Volunteer", "near")], "amount": 5},
		"Point Redemption": {
			"volunteer": records[("Volunteer", "near")],
			"reward_item": "牙膏",
			"quantity": 1,
		},
		"Reward Item": {"item_name": f"杯子{mark}", "points": 3},
		"Reward Shop": {"shop_name": f"演示商户{mark}", "grid": "421281001002001"},
		"Reward Stock Entry": {"reward_item": "毛巾", "kind": "Receipt", "quantity": 1},
		"Responsible Unit": {"unit_name": f"单位{mark}"},
		"Case Category": {"code": f"M0698{len(mark)}", "category_name": "本地", "kind": "Matter"},
		"Grid": {"code": "421281001002" + "9" + f"{len(mark):02d}", "grid_name": "新网格"},
		"Reception Record": {
			"reception_date": "2024-09-27",
			"grid": "421281001002001",
			"receptionist": "李演示",
			"matter": "x",
			"promised_reply_date": "2024-09-30",
		},
		"Case Follower": {"case_file": records[("Case", "near")]},
		"Routing Rule": {
			"rule_name": f"by {mark}",
			"enabled": 0,
			"units": [{"unit": "赤壁市城市管理执法局", "duty": "Lead"}],
		},
		"Case Adjustment": {
			"case_file": records[("Case", "asked")],
			"kind": "Extension",
			"amount": 1 + len(mark) / 100,
			"reason": mark,
		},
		"Supervision Order": {
			"case_file": records[("Case", "asked")],
			"unit": "赤壁市水利和湖泊局",
			"ground": "Other",
			"demand": mark,
		},
		"Clock Run": {"reminded": 1},
		"Bulletin": {"kind": "Special", "from_date": f"2019-01-{len(mark):02d}", "to_date": "2019-02-01"},
		"Bulletin Objection": {
			"bulletin": records[("Bulletin", "near")],
			"unit": "赤壁市水利和湖泊局",
			"text": mark,
		},
		"Case Event": {"case_file": records[("Case", "near")], "event": "Close"},
		"Case Feedback": {"case_file": records[("Case", "near")], "rating": "Satisfied"},
		"Case Appeal": {"case_file": records[("Case", "near")], "reason": "x"},
		"Reply Template": {"template_name": f"模板{mark}", "stage": "Filed", "text": "x"},
		"Case Dispatch": {"case_file": records[("Case", "near")], "unit": "赤壁市水利和湖泊局"},
		"Idempotency Key": {"key_hash": mark},
		"Sensitive Access Log": {"purpose": "Emergency"},
		"Shipped Record": {"reference_doctype": "Role", "reference_name": "Operator"},
		"Residential Compound": {"compound_name": f"{mark}{uuid4().hex}", "grid": "421281001002"},
		"Household": {"grid": "421281001002001", "address": mark},
		"Visit": {"resident": records[("Resident", "near")], "due_on": "2024-09-27"},
		"Residence Record": {"resident": records[("Resident", "near")], "event": "Died"},
		"Resident Merge": {"kept": records[("Resident", "near")], "reason": mark},
		"Retention Run": {"dry_run": 1},
		"Volunteer Registration": registration_values(),
		"Volunteer Activity": activity_values(datetime(2039, 1, 1, 9)),
		"Activity Sign-up": {"volunteer": records[("Volunteer", "near")]},
		"Help Request": {"household": records[("Household", "near")], "help_kind": "理发", "need": mark},
		"Worker Assessment": {"worker": "gridworker@demo.example", "month": "2024-09-01", "score": 100},
		"Volunteer Team": {"team_name": f"队伍{mark}{uuid4().hex[:6]}", "grid": "421281001002"},
		"Service Record": {
			"volunteer": records[("Volunteer", "near")],
			**free_hour(),
		},
		"Service Project": {
			"project_name": f"项目{mark}{uuid4().hex[:6]}",
			"project_kind": "Environment",
			"grid": CHIBI_GRID,
		},
		"Point Rule": {"rule_name": mark, "role": mark, "points_per_hour": 1, "valid_from": "2024-01-01"},
		"Patrol Point": {"point_name": mark, "grid": CHIBI_GRID, "latitude": 29.7205, "longitude": 113.881},
		"Patrol": {"worker": "gridworker@demo.example", "grid": CHIBI_GRID},
		"Training Session": {"topic": mark, "grid": CHIBI_GRID, "begins_at": "2024-09-27 14:00", "hours": 2},
	}[doctype]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("doctype", CREATORS)
def test_create(doctype, role, records, login):
	answer = login(role).create(doctype, **new_values(doctype, role or "guest", records))
	assert (answer.status == 200) == (role in CREATORS[doctype]), answer
	if answer.status == 200 and doctype == "Bulletin":
		login("chief").call("bulletin.act", bulletin=answer.data["name"], action="Discard", note="test")
	if answer.status == 200 and doctype == "Case Adjustment":
		login(role).call("clock.rule", adjustment=answer.data["name"], action="Withdraw")
	if answer.status == 200 and doctype in DELETED_AGAIN:
		login("admin").delete(doctype, answer.data["name"])
