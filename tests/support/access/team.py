"""Who may do what with grid workers' own work."""

from tests.support.access.declared import Access, rights
from tests.support.registry import GRID

TABLE = {
	"Patrol Point": Access(
		field="instruction",
		near=rights(read=("gridworker", "supervisor"), write=("admin", "manager")),
		creators=("admin", "manager"),
		new=lambda records, mark: {
			"point_name": mark,
			"grid": GRID,
			"latitude": 29.7205,
			"longitude": 113.881,
		},
		deletable=True,
	),
	"Patrol": Access(
		field="note",
		near=rights(read=("admin", "supervisor", "manager"), write=("gridworker",)),
		new=lambda records, mark: {"worker": "gridworker@demo.example", "grid": GRID},
	),
	"Training Session": Access(
		field="note",
		near=rights(read=("gridworker", "supervisor"), write=("admin", "manager")),
		creators=("admin", "manager"),
		new=lambda records, mark: {"topic": mark, "grid": GRID, "begins_at": "2024-09-27 14:00", "hours": 2},
		deletable=True,
	),
	"Worker Assessment": Access(
		field="remarks",
		near=rights(read=("supervisor",), write=("admin", "manager")),
		new=lambda records, mark: {"worker": "gridworker@demo.example", "month": "2024-09-01", "score": 100},
	),
	"Party Branch": Access(
		field="branch_name",
		near=rights(read=("gridworker", "clerk", "overseer"), write=("admin", "manager")),
		creators=("admin", "manager"),
		new=lambda records, mark: {"branch_name": f"第{mark}党支部", "kind": "Grid", "grid": GRID},
		deletable=True,
	),
	"Steward Household": Access(
		field="end_reason",
		near=rights(read=("admin", "manager", "gridworker")),
		new=lambda records, mark: {"household": records[("Household", "near")], "user": mark},
	),
}
