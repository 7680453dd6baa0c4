"""The columns of a sheet of residents, as the one reader of sheets takes them. Pure, no site."""

from collections.abc import Mapping

from community_gov.core.headings import Columns, Continued, plain
from community_gov.core.sheets import HEADINGS_WITHIN, Sheet, Size
from community_gov.core.sheets import read_sheet as read_any_sheet
from community_gov.registry.resident_import.words import CHOICES, HEADINGS, NO

MAX_ROWS = 20_000
MAX_COLUMNS = 80

NO_HEADINGS = "The first ten rows hold no heading for the name. Name the columns as in the template."
TOO_LARGE = "The sheet has more than 20,000 rows or 20 MB. Split it by building or grid."
SAME_HEADING = "Two columns have the same meaning. Remove one of them or rename it."
SIZE = Size(MAX_ROWS + HEADINGS_WITHIN, MAX_COLUMNS, TOO_LARGE, MAX_ROWS + HEADINGS_WITHIN)


def is_member(values: Mapping[str, object]) -> bool:
	"""Whether a line says that it is somebody of a household, and not its head."""
	relation = CHOICES["relation_to_head"].get(plain(values.get("relation_to_head") or "").lower())
	if relation:
		return relation != "Head"
	return plain(values.get("is_head") or "").lower() in NO


COLUMNS = Columns(
	HEADINGS,
	required=frozenset({"full_name"}),
	no_headings=(NO_HEADINGS,),
	identifiers=frozenset(
		(
			*("identity_number", "mobile", "guardian_mobile", "grid"),
			*("household_number", "building_number", "unit_number", "room_number"),
		)
	),
	same_heading=SAME_HEADING,
	# Offices write a household's home beside its head alone, merged over the members or not.
	continued=Continued(
		fields=("compound", "building_number", "unit_number", "room_number", "household_number", "address"),
		is_part=is_member,
		along=("grid",),
	),
)


def read_sheet(content: bytes) -> Sheet:
	"""The lines of a sheet that hold anything.

	Raises:
	        SheetError: unreadable, too large, or without headings.
	"""
	return read_any_sheet(content, COLUMNS, SIZE)
