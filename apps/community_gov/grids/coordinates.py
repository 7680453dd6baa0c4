"""Coordinates of Chinese maps and phones as degrees WGS 84. Pure, no site.

GCJ-02 (GB 20263-2006 asks web maps for it) moves points within China by 100 to 700 m, BD-09 moves those again. The
formulas are the known approximation, good to about a metre; the way back is found step by step.
"""

from math import atan2, cos, pi, radians, sin, sqrt

WGS_84, GCJ_02, BD_09 = "WGS 84", "GCJ-02", "BD-09"
# As clients write them -> the system.
_NAMES = {
	**{"WGS84": WGS_84, "EPSG4326": WGS_84, "4326": WGS_84, "GPS": WGS_84},
	**{"GCJ02": GCJ_02, "GCJ": GCJ_02, "BD09": BD_09, "BD09LL": BD_09},
}
# The ellipsoid of Krasovsky: half axis in metres, square of the eccentricity.
_AXIS, _ECCENTRICITY = 6_378_245.0, 0.006_693_421_622_965_943
_BD_TURN = pi * 3000.0 / 180.0
_STEPS = 8


def system_of(name: str | None) -> str | None:
	"""The system that a client names, WGS 84 for nothing; None for an unknown name."""
	if not name:
		return WGS_84
	return _NAMES.get("".join(sign for sign in str(name).upper() if sign.isalnum()))


def to_wgs_84(latitude: float, longitude: float, system: str) -> tuple[float, float]:
	"""(latitude, longitude) in degrees WGS 84, seven decimals, of a point in one of the systems above."""
	if system == BD_09:
		latitude, longitude = _bd_to_gcj(latitude, longitude)
	if system != WGS_84:
		latitude, longitude = _gcj_to_wgs(latitude, longitude)
	return round(latitude, 7), round(longitude, 7)


def to_gcj_02(latitude: float, longitude: float) -> tuple[float, float]:
	"""(latitude, longitude) in GCJ-02 of a point in WGS 84; outside China the same point."""
	if not (72.004 <= longitude <= 137.8347 and 0.8293 <= latitude <= 55.8271):
		return latitude, longitude
	north, east = _offset(latitude, longitude)
	return latitude + north, longitude + east


def to_bd_09(latitude: float, longitude: float) -> tuple[float, float]:
	"""(latitude, longitude) in BD-09 of a point in WGS 84."""
	y, x = to_gcj_02(latitude, longitude)
	radius = sqrt(x * x + y * y) + 0.00002 * sin(y * _BD_TURN)
	angle = atan2(y, x) + 0.000003 * cos(x * _BD_TURN)
	return radius * sin(angle) + 0.006, radius * cos(angle) + 0.0065


def _bd_to_gcj(latitude: float, longitude: float) -> tuple[float, float]:
	x, y = longitude - 0.0065, latitude - 0.006
	radius = sqrt(x * x + y * y) - 0.00002 * sin(y * _BD_TURN)
	angle = atan2(y, x) - 0.000003 * cos(x * _BD_TURN)
	return radius * sin(angle), radius * cos(angle)


def _gcj_to_wgs(latitude: float, longitude: float) -> tuple[float, float]:
	y, x = latitude, longitude
	for _step in range(_STEPS):
		moved_y, moved_x = to_gcj_02(y, x)
		y, x = y + latitude - moved_y, x + longitude - moved_x
	return y, x


def _offset(latitude: float, longitude: float) -> tuple[float, float]:
	"""Degrees by which GCJ-02 moves a point: (north, east)."""
	x, y = longitude - 105.0, latitude - 35.0
	waves = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
	north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
	north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
	north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
	east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
	east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
	east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
	bend = 1 - _ECCENTRICITY * sin(radians(latitude)) ** 2
	north = north * 180.0 / ((_AXIS * (1 - _ECCENTRICITY)) / (bend * sqrt(bend)) * pi)
	return north, east * 180.0 / (_AXIS / sqrt(bend) * cos(radians(latitude)) * pi)
