"""The demo's service: hours credited by rule, one still open, a shop with limits; nothing twice."""

from community_gov.demo.service import PROJECT, SERVICES, SHOP, load_service


def test_the_demo_serves_once(site):
	load_service()
	fields = ["stage", "hours", "points", "intensity", "is_late"]
	rows = site.get_all("Service Record", {"project": PROJECT}, fields, order_by="started_at asc")
	assert [(row.stage, row.hours, row.intensity) for row in rows] == [
		(stage, hours, intensity) for _days, _hour, hours, intensity, stage in SERVICES
	]
	assert all(row.points > 0 for row in rows if row.stage == "Confirmed")
	shops = site.get_all("Reward Item Shop", {"shop": SHOP}, pluck="parent", order_by="parent asc")
	assert {"牙膏", "毛巾", "洗手液"} <= set(shops)
	assert site.db.get_value("Reward Item", "毛巾", ["limit_quantity", "limit_period"]) == (
		4,
		"Calendar Month",
	)
	load_service()
	assert site.db.count("Service Record", {"project": PROJECT}) == len(rows)
	assert site.db.count("Reward Item Shop", {"shop": SHOP}) == len(shops)
