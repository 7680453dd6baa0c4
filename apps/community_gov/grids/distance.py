"""How far two points lie apart. Pure."""

from math import asin, cos, radians, sin, sqrt


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
	"""Great-circle distance of two (latitude, longitude) points in kilometres, by the haversine formula."""
	lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
	half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
	return 2 * 6371.0088 * asin(sqrt(half))
