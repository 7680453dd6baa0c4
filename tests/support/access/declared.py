"""What the permission matrix says of one DocType: who may read, change and create, and how that is tried."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping

# Demo accounts, one a role; None is a guest. Two more stand for another unit and another city.
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
	"auditor",
	"clerk",
	"overseer",
	"gridworker.zhelu",
	None,
)
STAFF = tuple(key for key in ROLES if key not in (None, "volunteer", "auditor"))
CENTRE = ("operator", "chief", "admin")
MASTERS = (*CENTRE, "gridworker", "gridworker.zhelu", "manager", "coordinator", "volunteer")

Rights = Mapping[str, str]


def rights(read: Iterable[str] = (), write: Iterable[str] = ()) -> Rights:
	"""Role -> "r" or "rw"; who may change may read. Nobody else may do anything."""
	return {**dict.fromkeys(read, "r"), **dict.fromkeys(write, "rw")}


@dataclasses.dataclass(frozen=True)
class Access:
	"""One DocType's rows of the matrix. A new DocType is one of these, and a record in `records`."""

	# A field that a role may change without taking a step; the role's name makes the value its own.
	field: str = ""
	# "near" lies in Chibi or belongs to its unit, "far" in Wuhu.
	near: Rights | None = None
	far: Rights | None = None
	others: Mapping[str, Rights] = dataclasses.field(default_factory=dict)
	creators: tuple[str, ...] = ()
	# new(records, mark) -> the values of a new document that is complete; None: creating is tried elsewhere.
	new: Callable[[Mapping, str], dict] | None = None
	# A master that nothing uses yet may be deleted by an administrator; all others are in use or kept.
	deletable: bool = False

	def written_by(self, role: str | None) -> str:
		"""A value for `field` that this role alone writes."""
		extension = sum(str(role).encode()) % 1_000_000
		return f"12345转{extension}" if self.field.endswith("phone") else f"by {role}"

	def places(self) -> dict[str, Rights]:
		"""Place -> rights, of the places that are tried."""
		named = {"near": self.near, "far": self.far, **self.others}
		return {place: row for place, row in named.items() if row is not None}
