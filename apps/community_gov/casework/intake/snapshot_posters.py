"""The QR code of a place: who scans it reports for that grid without being located."""

from frappe.utils import get_url

from community_gov.casework.intake.snapshot_map import full_name, grid_of
from community_gov.core.qr_codes import svg_of


def poster(place: str) -> dict:
	"""What the poster of a place shows.

	Returns:
	        {place, name, address, svg}; svg is the code of the address, without size, for print.
	Raises:
	        BadInputError: no such grid at work.
	"""
	grid = grid_of(place)
	address = get_url(f"/snapshot?place={grid.name}")
	return {"place": grid.name, "name": full_name(grid.name), "address": address, "svg": svg_of(address)}
