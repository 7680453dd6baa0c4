"""Notices to a building of our own, in the test's transaction or over REST."""

from uuid import uuid4

from tests.support.clocks import acting
from tests.support.polls import take
from tests.support.registry import GRID, make_building, make_household, make_resident

WORDS = {"plain_summary": "明天上午九点到十二点停水，请提前接水。", "body": "因管网检修，停水三小时。"}


def make_homes(site, count: int = 3):
	"""A building with so many households of one person each: (building, [(household, resident)])."""
	building = make_building(site, number=f"{uuid4().int % 10**6}栋")
	homes = []
	for number in range(count):
		home = make_household(site, building, room=str(101 + number))
		homes.append((home, make_resident(site, home, relation_to_head="Head")))
	return building, homes


def values_for(building, **values) -> dict:
	"""A notice to a building by all ways but boards."""
	ways = {"by_portal": 1, "by_sms": 1, "by_door": 1}
	audience = [{"building": building.name}]
	known = {"title": "停水通知", "grid": GRID, "kind": "Information", "valid_until": "2031-04-30"}
	return {**known, **WORDS, **ways, "audience": audience, **values}


def make_notice(site, building, key: str = "clerk", **values):
	with acting(site, key):
		doc = site.new_doc("Community Notice")
		doc.update(values_for(building, **values))
		return doc.insert()


def approved(site, building, key: str = "clerk", approver: str = "manager", **values):
	"""A notice that somebody else has approved."""
	notice = take(site, make_notice(site, building, key, **values), "Submit for Approval", key)
	return take(site, notice, "Approve", approver)


def scheduled(site, building, **values):
	return take(site, approved(site, building, **values), "Schedule", "clerk")


def sent(site, building, **values):
	"""A notice whose time has come, whose deliveries are written and whose messages have gone out."""
	from community_gov.participation.announcements import sending

	notice = scheduled(site, building, **values)
	assert sending.begin(notice.name) == 1
	sending.work_through(notice.name)
	return site.get_doc("Community Notice", notice.name)


def states_of(site, notice, channel: str) -> list[tuple]:
	"""[(status, reason)] of the deliveries of a way."""
	filters = {"notice": notice.name, "channel": channel}
	rows = site.get_all("Notice Delivery", filters, ["status", "reason"], order_by="household asc")
	return [(row.status, row.reason or None) for row in rows]
