"""Who may do what with what people decide together."""

from tests.support.access.declared import Access, rights
from tests.support.projects import CALL, PROJECT
from tests.support.registry import GRID

KEEPERS = ("admin", "manager", "clerk")
READ = (*KEEPERS, "overseer")
RULE = "议事协商会"
KEPT = rights(read=("overseer",), write=KEEPERS)
SEEN = rights(read=READ)


def _poll(records, mark: str) -> dict:
	times = {"opens_at": "2024-09-27 08:00", "closes_at": "2024-09-28 20:00"}
	return {"title": f"表决{mark}", "roll": records[("Voting Roll", "near")], **times}


TABLE = {
	"Decision Rule": Access(
		field="source",
		near=rights(read=("manager", "clerk", "overseer"), write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {
			**{"rule_name": f"规则{mark}", "body": "Consultation", "unit": "Representative"},
			"valid_from": "2024-01-01",
		},
	),
	"Participant Pattern": Access(
		field="description",
		near=rights(read=("manager", "clerk", "overseer"), write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {"pattern_name": f"模式{mark}", "seats": [{"seat_class": "居民"}]},
		deletable=True,
	),
	"Voting Roll": Access(
		field="note",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {
			**{"title": f"名册{mark}", "grid": GRID, "rule": RULE},
			"voting_day": "2024-10-01",
		},
	),
	"Roll Entry": Access(
		field="label",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {
			**{"roll": records[("Voting Roll", "near")], "unit_key": f"key {mark}"},
			"label": mark,
		},
	),
	"Poll": Access(field="description", near=KEPT, creators=KEEPERS, new=_poll),
	"Ballot Issue": Access(
		field="label",
		near=SEEN,
		new=lambda records, mark: {"poll": records[("Poll", "near")], "label": mark},
	),
	"Ballot": Access(
		field="choice",
		near=rights(read=("admin", "overseer")),
		new=lambda records, mark: {"poll": records[("Poll", "near")], "choice": 1},
	),
	"Paper Count": Access(
		field="reason",
		near=SEEN,
		new=lambda records, mark: {
			**{"poll": records[("Poll", "near")], "papers": 1},
			"second_counter": "manager@demo.example",
		},
	),
	"Participation Event": Access(
		field="note",
		near=SEEN,
		new=lambda records, mark: {
			**{"subject_doctype": "Poll", "subject": records[("Poll", "near")]},
			"event": mark,
		},
	),
	"Public Notice": Access(
		field="body",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {"title": f"公示{mark}", "grid": GRID, "body": mark, "days": 5},
	),
	"Notice Objection": Access(
		field="text",
		near=SEEN,
		new=lambda records, mark: {"notice": records[("Public Notice", "near")], "text": mark},
	),
	"Action Item": Access(
		field="result",
		near=rights(read=("overseer",), write=(*KEEPERS, "gridworker")),
		creators=KEEPERS,
		new=lambda records, mark: {
			**{"task": f"任务{mark}", "grid": GRID, "due_on": "2099-01-01"},
			"owner_user": "gridworker@demo.example",
		},
	),
	"Deliberation Venue": Access(
		field="opening_hours",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {"venue_name": f"厅{mark}", "kind": "Council Hall", "grid": GRID},
		deletable=True,
	),
	"Deliberation Topic": Access(
		field="theme",
		near=rights(read=("overseer", "gridworker"), write=KEEPERS),
		creators=(*KEEPERS, "gridworker"),
		new=lambda records, mark: {"title": f"议题{mark}", "grid": GRID, "description": mark},
	),
	"Deliberation Session": Access(
		field="agenda",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {
			**{"topic": records[("Deliberation Topic", "near")], "place": "广场", "agenda": mark},
			**{"begins_at": "2099-01-01 19:00", "chair": "manager@demo.example"},
			"clerk": "clerk@demo.example",
		},
	),
	"Opinion Theme": Access(
		field="theme_name_en",
		near=rights(
			read=("manager", "clerk", "overseer", "gridworker", "gridworker.zhelu"), write=("admin",)
		),
		creators=("admin",),
		new=lambda records, mark: {"theme_name": f"主题{mark}", "window_days": 30},
		deletable=True,
	),
	"Opinion": Access(
		field="referral",
		near=rights(read=("overseer", "gridworker"), write=KEEPERS),
		creators=(*KEEPERS, "gridworker"),
		new=lambda records, mark: {"text": f"停车太难{mark}", "grid": GRID},
	),
	"Community Notice": Access(
		field="issuing_body",
		near=rights(read=("overseer",), write=(*KEEPERS, "gridworker")),
		creators=(*KEEPERS, "gridworker"),
		new=lambda records, mark: {"title": f"通知{mark}", "grid": GRID, "kind": "Information"},
	),
	"Notice Delivery": Access(
		field="note",
		near=rights(read=("admin", "manager", "gridworker")),
		new=lambda records, mark: {"notice": records[("Community Notice", "near")], "channel": "Door"},
	),
	"Resolution": Access(
		field="title",
		near=KEPT,
		new=lambda records, mark: {
			**{"topic": records[("Deliberation Topic", "near")], "title": mark, "text": mark},
		},
	),
	"Deed List": Access(
		field="description",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {
			**{"title": f"清单{mark}", "grid": GRID, "list_year": 2024, "budget": 1000, "seats": 1},
			"collected_until": "2099-01-01",
		},
	),
	"Livelihood Deed": Access(
		field="baseline",
		near=rights(read=("overseer", "gridworker"), write=KEEPERS),
		creators=(*KEEPERS, "gridworker"),
		new=lambda records, mark: {
			**{"title": f"实事{mark}", "deed_list": records[("Deed List", "near")]},
			"reason": mark,
		},
	),
	"Policy Lecture": Access(
		field="audience",
		near=rights(read=("overseer", "gridworker"), write=KEEPERS),
		creators=KEEPERS,
		new=lambda records, mark: {
			**{"title": f"宣讲{mark}", "grid": GRID, "begins_at": "2099-01-01 19:00"},
			"ends_at": "2099-01-01 20:00",
		},
	),
	"Lecture Question": Access(
		field="answer",
		near=rights(read=(*READ, "gridworker")),
		new=lambda records, mark: {"lecture": records[("Policy Lecture", "near")], "question": mark},
	),
	"Participation Slot": Access(
		field="day",
		near=SEEN,
		new=lambda records, mark: {
			**{"subject_doctype": "Policy Lecture", "purpose": "Rating"},
			"subject": records[("Policy Lecture", "near")],
		},
	),
	"Interest Group": Access(
		field="how_to_join",
		near=rights(read=("overseer", "coordinator"), write=KEEPERS),
		creators=KEEPERS,
		new=lambda records, mark: {
			**{"group_name": f"棋社{mark}", "kind": "Skills and Hobbies", "grid": GRID},
			"purpose": "下棋",
		},
	),
	"Group Member": Access(
		field="group_role",
		near=SEEN,
		new=lambda records, mark: {
			**{"interest_group": records[("Interest Group", "near")], "member_name": mark},
			"mobile": "13812345678",
		},
	),
	"Project Call": Access(
		field="funder",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {**CALL, "title": f"征集{mark}"},
	),
	"Micro-project": Access(
		field="kind",
		near=KEPT,
		creators=KEEPERS,
		new=lambda records, mark: {
			**{**PROJECT, "title": f"项目{mark}", "place": mark},
			"project_call": records[("Project Call", "near")],
		},
	),
	"Project Review": Access(
		field="comment",
		near=rights(read=("overseer",)),
		new=lambda records, mark: {
			"project": records[("Micro-project", "near")],
			"reviewer": "clerk@demo.example",
		},
	),
}
