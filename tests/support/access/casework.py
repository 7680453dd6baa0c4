"""Who may do what with cases, what belongs to them, and the places they lie in."""

from community_gov.demo.people import WATER_BUREAU
from tests.support.access.declared import CENTRE, STAFF, Access, rights
from tests.support.registry import COMMUNITY, GRID

TABLE = {
	"Case": Access(
		field="address",
		near=rights(read=("gridworker", "supervisor", "manager", "handler"), write=CENTRE),
		far=rights(read=("handler2", "gridworker.zhelu"), write=CENTRE),
		creators=(*CENTRE, "gridworker", "manager", "integration"),
		new=lambda records, mark: {"description": "x", "grid": GRID, "source": "Patrol"},
	),
	"Case Dispatch": Access(
		field="instruction",
		near=rights(read=(*CENTRE, "gridworker", "supervisor", "manager", "handler")),
		far=rights(read=("operator", "gridworker.zhelu"), write=("chief", "admin", "handler2")),
		new=lambda records, mark: {"case_file": records[("Case", "near")], "unit": WATER_BUREAU},
	),
	"Case Check": Access(
		field="note", near=rights(read=("gridworker", "manager"), write=(*CENTRE, "supervisor"))
	),
	"Case Adjustment": Access(
		field="step_note",
		near=rights(read=("supervisor", "manager"), write=(*CENTRE, "handler")),
		creators=CENTRE,
		new=lambda records, mark: {
			"case_file": records[("Case", "asked")],
			"kind": "Extension",
			"amount": 1 + len(mark) / 100,
			"reason": mark,
		},
	),
	"Bulletin": Access(
		field="remarks",
		near=rights(read=CENTRE, write=("chief", "admin")),
		creators=("chief", "admin"),
		new=lambda records, mark: {
			"kind": "Special",
			"from_date": f"2019-01-{len(mark):02d}",
			"to_date": "2019-02-01",
		},
	),
	"Supervision Order": Access(
		field="step_note",
		near=rights(read=("operator", "supervisor", "manager"), write=("chief", "admin", "handler")),
		creators=("chief", "admin"),
		new=lambda records, mark: {
			"case_file": records[("Case", "asked")],
			"unit": WATER_BUREAU,
			"ground": "Other",
			"demand": mark,
		},
	),
	"Case Event": Access(
		field="note",
		near=rights(read=(*CENTRE, "gridworker", "supervisor", "manager", "handler", "auditor")),
		far=rights(read=(*CENTRE, "handler2", "gridworker.zhelu", "auditor")),
		new=lambda records, mark: {"case_file": records[("Case", "near")], "event": "Close"},
	),
	"Case Feedback": Access(
		field="comment",
		near=rights(read=(*CENTRE, "gridworker", "supervisor", "manager")),
		new=lambda records, mark: {"case_file": records[("Case", "near")], "rating": "Satisfied"},
	),
	"Case Appeal": Access(
		field="step_note",
		near=rights(read=(*CENTRE, "manager"), write=("chief",)),
		new=lambda records, mark: {"case_file": records[("Case", "near")], "reason": "x"},
	),
	"Reply Template": Access(
		field="text_en",
		near=rights(read=CENTRE, write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {"template_name": f"模板{mark}", "stage": "Filed", "text": "x"},
		deletable=True,
	),
	"Responsible Unit": Access(
		field="duty_phone",
		near=rights(read=STAFF, write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {"unit_name": f"单位{mark}"},
		deletable=True,
	),
	"Case Category": Access(
		field="standard",
		near=rights(read=STAFF, write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {"code": f"M0698{len(mark)}", "category_name": "本地", "kind": "Matter"},
		deletable=True,
	),
	"Reception Record": Access(
		field="place",
		near=rights(read=(*CENTRE, "gridworker", "manager"), write=("admin", "manager")),
		creators=("admin", "manager"),
		new=lambda records, mark: {
			"reception_date": "2024-09-27",
			"grid": GRID,
			"receptionist": "李演示",
			"matter": "x",
			"promised_reply_date": "2024-09-30",
		},
	),
	"Case Follower": Access(
		field="source_text",
		near=rights(read=CENTRE),
		new=lambda records, mark: {"case_file": records[("Case", "near")]},
	),
	"Sheet Import": Access(
		field="note",
		near=rights(write=("operator", "admin")),
		new=lambda records, mark: {"kind": "Hotline Orders", "note": mark},
		deletable=True,
	),
	"Routing Rule": Access(
		field="note",
		near=rights(read=CENTRE, write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {
			"rule_name": f"by {mark}",
			"enabled": 0,
			"units": [{"unit": "赤壁市城市管理执法局", "duty": "Lead"}],
		},
		deletable=True,
	),
	"Grid": Access(
		field="grid_name",
		near=rights(read=(*STAFF, "volunteer"), write=("admin", "manager")),
		far=rights(read=(*STAFF, "volunteer"), write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {"code": f"{COMMUNITY}9{len(mark):02d}", "grid_name": "新网格"},
		deletable=True,
	),
	"Shipped Record": Access(
		field="newest",
		new=lambda records, mark: {"reference_doctype": "Role", "reference_name": "Operator"},
	),
	"Workflow Change": Access(new=lambda records, mark: {"workflow": "Case Approval", "told": mark}),
	"Clock Run": Access(new=lambda records, mark: {"reminded": 1}),
	"Bulletin Objection": Access(
		field="text",
		near=rights(read=(*CENTRE, "handler")),
		new=lambda records, mark: {
			"bulletin": records[("Bulletin", "near")],
			"unit": WATER_BUREAU,
			"text": mark,
		},
	),
	"Working Calendar": Access(
		creators=("admin",),
		new=lambda records, mark: {
			"calendar_name": f"日历{mark}",
			"periods": [{"start_time": "09:00:00", "end_time": "17:00:00"}],
		},
	),
	"Idempotency Key": Access(new=lambda records, mark: {"key_hash": mark}),
}
