"""Links that lead a phone's map to a place. Pure, no site."""

from urllib.parse import quote, urlencode

from community_gov.grids.coordinates import to_gcj_02

AMAP = "https://uri.amap.com/navigation"


def ways_to(latitude: float | None, longitude: float | None, name: str | None) -> dict | None:
	"""Links to a point in degrees WGS 84: {amap, geo}; None without a position.

	Amap (https://lbs.amap.com/api/uri-api) wants GCJ-02, longitude first; `geo:` (RFC 5870) is WGS 84.
	"""
	if latitude is None or longitude is None or not (latitude or longitude):
		return None
	north, east = to_gcj_02(latitude, longitude)
	label = (name or "").replace(",", " ")
	query = {"to": f"{east:.6f},{north:.6f},{label}", "mode": "walk", "coordinate": "gaode"}
	spot = f"{latitude:.6f},{longitude:.6f}"
	return {
		"amap": f"{AMAP}?{urlencode({**query, 'src': 'community_gov', 'callnative': 1})}",
		"geo": f"geo:{spot}?q={spot}({quote(label)})",
	}
