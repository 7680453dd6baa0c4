"""Where the tiles behind maps come from."""

import frappe


def tile_source() -> dict:
	"""Where the tiles of maps come from, as the settings say: {tiles, credit}; both None where there are none."""
	settings = frappe.get_cached_doc("Community Gov Settings")
	return {"tiles": settings.map_tile_url or None, "credit": settings.map_tile_credit or None}
