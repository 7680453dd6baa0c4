"""Links into phones' maps: each with the coordinates that this map reads."""

from urllib.parse import parse_qs, urlsplit

from community_gov.grids.coordinates import GCJ_02, to_wgs_84
from community_gov.grids.navigation import ways_to


def test_amap_gets_its_own_coordinates():
	query = parse_qs(urlsplit(ways_to(29.7222, 113.8812, "陆水湖北渠, 12 号")["amap"]).query)
	longitude, latitude, name = query["to"][0].split(",")
	assert query["coordinate"] == ["gaode"] and name == "陆水湖北渠  12 号"
	assert abs(float(longitude) - 113.8812) > 0.001, "moved by some hundred metres"
	back = to_wgs_84(float(latitude), float(longitude), GCJ_02)
	assert abs(back[0] - 29.7222) < 1e-5 and abs(back[1] - 113.8812) < 1e-5


def test_the_phone_gets_what_satellites_say():
	told = ways_to(29.7222, 113.8812, "渠边 (东)")["geo"]
	assert told == "geo:29.722200,113.881200?q=29.722200,113.881200(%E6%B8%A0%E8%BE%B9%20%28%E4%B8%9C%29)"


def test_without_a_position_there_is_no_way():
	assert ways_to(0, 0, "x") is None and ways_to(None, None, None) is None
