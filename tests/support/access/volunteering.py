"""Who may do what with volunteers, activities, services and points."""

from datetime import datetime
from uuid import uuid4

from tests.support.access.declared import MASTERS, Access, rights
from tests.support.activities import activity_values
from tests.support.registry import COMMUNITY, GRID
from tests.support.volunteers import free_hour, registration_values

TABLE = {
	"Volunteer": Access(
		field="note",
		near=rights(read=("manager", "volunteer"), write=("admin", "coordinator")),
		far=rights(write=("admin",)),
		creators=("admin", "coordinator"),
		new=lambda records, mark: {"full_name": f"李演示{mark}", "grid": GRID},
		deletable=True,
	),
	"Volunteer Registration": Access(
		field="note",
		near=rights(write=("admin", "manager", "coordinator")),
		creators=("admin", "manager", "coordinator"),
		new=lambda records, mark: registration_values(),
	),
	"Volunteer Activity": Access(
		field="description",
		near=rights(read=("gridworker", "volunteer"), write=("admin", "manager", "coordinator")),
		creators=("admin", "manager", "coordinator"),
		new=lambda records, mark: activity_values(datetime(2039, 1, 1, 9)),
	),
	"Service Certificate": Access(
		field="revoke_reason", near=rights(read=("admin", "manager", "coordinator", "volunteer"))
	),
	"Activity Sign-up": Access(
		field="reason",
		near=rights(read=("admin", "manager", "coordinator", "volunteer")),
		new=lambda records, mark: {"volunteer": records[("Volunteer", "near")]},
	),
	"Service Language": Access(
		field="language_name_en", near=rights(read=MASTERS, write=("admin",)), deletable=True
	),
	"Help Request": Access(
		field="result",
		near=rights(write=("admin", "gridworker", "manager", "coordinator", "volunteer")),
		others={"open": rights(write=("admin", "gridworker", "manager", "coordinator"))},
		creators=("admin", "gridworker", "manager", "coordinator"),
		new=lambda records, mark: {
			"household": records[("Household", "near")],
			"help_kind": "理发",
			"need": mark,
		},
	),
	"Volunteer Team": Access(
		field="purpose",
		near=rights(
			read=("gridworker", "manager", "volunteer", "gridworker.zhelu"), write=("admin", "coordinator")
		),
		creators=("admin", "coordinator"),
		new=lambda records, mark: {"team_name": f"队伍{mark}{uuid4().hex[:6]}", "grid": COMMUNITY},
		deletable=True,
	),
	"Help Kind": Access(field="meaning", near=rights(read=MASTERS, write=("admin",))),
	"Service Skill": Access(field="meaning", near=rights(read=MASTERS, write=("admin",))),
	"Service Project": Access(
		field="description",
		near=rights(read=MASTERS, write=("admin", "coordinator")),
		far=rights(read=MASTERS, write=("admin",)),
		creators=("admin", "coordinator"),
		new=lambda records, mark: {
			"project_name": f"项目{mark}{uuid4().hex[:6]}",
			"project_kind": "Environment",
			"grid": GRID,
		},
		deletable=True,
	),
	"Service Record": Access(
		field="content",
		near=rights(write=("admin", "manager", "coordinator", "volunteer")),
		far=rights(write=("admin",)),
		creators=("admin", "coordinator", "volunteer"),
		new=lambda records, mark: {
			"volunteer": records[("Volunteer", "near")],
			**free_hour(),
		},
	),
	"Service Intensity": Access(
		field="examples", near=rights(read=MASTERS, write=("admin",)), deletable=True
	),
	"Point Rule": Access(
		field="note",
		near=rights(read=MASTERS, write=("admin",)),
		creators=("admin",),
		new=lambda records, mark: {
			"rule_name": mark,
			"role": mark,
			"points_per_hour": 1,
			"valid_from": "2024-01-01",
		},
		deletable=True,
	),
	"Point Entry": Access(
		field="reason",
		near=rights(read=("admin", "manager", "coordinator", "volunteer", "auditor")),
		new=lambda records, mark: {
			"volunteer": records[("Volunteer", "near")],
			"kind": "Adjustment",
			"amount": 1,
			"reason": "更正",
		},
	),
	"Point Lot": Access(
		field="remaining",
		near=rights(read=("admin", "manager", "coordinator", "volunteer")),
		new=lambda records, mark: {"volunteer": records[("Volunteer", "near")], "amount": 5, "remaining": 5},
	),
	"Point Lot Use": Access(
		field="amount",
		near=rights(read=("admin", "manager", "coordinator", "volunteer")),
		new=lambda records, mark: {"volunteer": records[("Volunteer", "near")], "amount": 5},
	),
	"Point Transfer": Access(
		field="step_note",
		near=rights(write=("admin", "manager", "coordinator", "volunteer")),
		creators=("coordinator", "volunteer"),
		new=lambda records, mark: {
			"giver": records[("Volunteer", "near")],
			"taker": records[("Volunteer", "far")],
			"points": 1,
		},
	),
	"Point Adjustment": Access(
		field="step_note",
		near=rights(write=("admin", "manager", "coordinator")),
		creators=("manager", "coordinator"),
		new=lambda records, mark: {"volunteer": records[("Volunteer", "near")], "points": 1, "reason": mark},
	),
	"Point Redemption": Access(
		field="step_note",
		near=rights(read=("manager",), write=("admin", "coordinator", "volunteer")),
		creators=("admin", "coordinator", "volunteer"),
		new=lambda records, mark: {
			"volunteer": records[("Volunteer", "near")],
			"reward_item": "牙膏",
			"quantity": 1,
		},
	),
	"Reward Shop": Access(
		field="note",
		near=rights(read=("manager",), write=("admin", "coordinator")),
		creators=("admin", "coordinator"),
		new=lambda records, mark: {"shop_name": f"演示商户{mark}", "grid": GRID},
		deletable=True,
	),
	"Reward Stock Entry": Access(
		field="reason",
		near=rights(read=("admin", "manager", "coordinator", "auditor")),
		creators=("admin", "coordinator"),
		new=lambda records, mark: {"reward_item": "毛巾", "kind": "Receipt", "quantity": 1},
	),
	"Reward Item": Access(
		field="description",
		near=rights(read=("manager", "volunteer"), write=("admin", "coordinator")),
		creators=("admin", "coordinator"),
		new=lambda records, mark: {"item_name": f"杯子{mark}", "points": 3},
		deletable=True,
	),
}
