"""A list of livelihood deeds in the test's own transaction, as far along as a test wants it."""

from uuid import uuid4

from community_gov.demo.people import WATER_BUREAU
from community_gov.participation.decisions import ballots
from community_gov.participation.deeds.deed_stages import CRITERIA
from tests.support.clocks import acting
from tests.support.photos import picture
from tests.support.polls import entries_of, make_roll, take
from tests.support.registry import GRID

OPENS, CLOSES = "2024-09-27 08:00", "2024-09-28 20:00"
SCREENED = {"is_public_benefit": 1, "is_lawful": 1}
UNIT = WATER_BUREAU


def make_list(site, **values):
	with acting(site, "clerk"):
		doc = site.new_doc("Deed List")
		given = {
			"title": "2024年民生实事",
			"list_year": 2026,
			"grid": GRID[:12],
			"budget": 100_000,
			"seats": 2,
		}
		doc.update({**given, "collected_until": "2024-09-30", "works_cap": 60_000, **values})
		return doc.insert()


def make_deed(site, deed_list, title: str, key: str = "gridworker", **values):
	with acting(site, key):
		doc = site.new_doc("Livelihood Deed")
		given = {"deed_list": deed_list.name, "title": title, "reason": "居民反映多年", "grid": GRID}
		doc.update({**given, "kind": "Works", "budget": 30_000, "target": "十二月前建成", **values})
		return doc.insert()


def make_session(site, grid: str = GRID, key: str = "clerk"):
	"""A session that was held, as a row: how sessions are held is tested elsewhere."""
	with acting(site, key):
		topic = site.new_doc("Deliberation Topic")
		topic.update({"title": "民生实事", "grid": grid, "description": "今年做哪些"})
		topic.insert()
		session = site.new_doc("Deliberation Session")
		times = {"begins_at": "2024-09-25 19:00", "place": "广场", "agenda": "民生实事"}
		session.update({"topic": topic.name, **times, "chair": "manager@demo.example"})
		session.clerk = "clerk@demo.example"
		session.insert()
	session.db_set({"stage": "Held", "workflow_state": "Held", "stage_category": "Open"})
	return session


def deliberated(site, deed_list, titles: tuple[str, ...], **values) -> list:
	session = make_session(site)
	deeds = []
	for title in titles:
		deed = make_deed(site, deed_list, title, **values)
		deed = take(site, deed, "Shortlist", **SCREENED, lead_unit=UNIT)
		deeds.append(take(site, deed, "Note Deliberation", deliberated_in=session.name))
	return deeds


def voted(site, travel, titles: tuple[str, ...] = ("健身角", "晾衣架", "停车棚"), **values):
	"""(list in stage Voting with a confirmed poll, deeds): the last deed gets no vote."""
	deed_list = make_list(site, **values)
	deeds = deliberated(site, deed_list, titles)
	take(site, deed_list, "Close Collection")
	roll = make_roll(site, 3)
	deed_list = take(site, deed_list, "Put to Vote", roll=roll.name, opens_at=OPENS, closes_at=CLOSES)
	poll = site.get_doc("Poll", deed_list.poll)
	take(site, poll, "Open Voting")
	travel("2024-09-27 09:00")
	for entry in entries_of(site, roll):
		ballots.cast(poll.name, entry, list(range(1, deed_list.seats + 1)), ballots.ONLINE)
	travel("2024-09-29 09:00:00.1")
	poll = take(site, take(site, poll, "Close Voting"), "Count", "manager")
	take(site, poll, "Confirm Result", "admin")
	return deed_list, deeds


def under_way(site, travel, **values):
	"""(list under way, deeds that are being done, with one milestone each)."""
	deed_list, deeds = voted(site, travel, **values)
	deed_list = take(site, deed_list, "Take Result")
	for deed in deeds[:2]:
		add_milestone(site, deed)
	take(site, deed_list, "Put on Show")
	travel("2024-10-14 09:00:00.1")
	end_notice(site, deed_list)
	return take(site, deed_list, "Start"), [site.get_doc(one.doctype, one.name) for one in deeds[:2]]


def add_milestone(site, deed, task: str = "建成") -> None:
	with acting(site, "clerk"):
		doc = site.get_doc("Livelihood Deed", deed.name)
		doc.append("milestones", {"task": task, "due_on": "2024-11-30"})
		doc.save()


def end_notice(site, deed_list) -> None:
	notice = site.get_doc("Public Notice", site.db.get_value("Deed List", deed_list.name, "notice"))
	take(site, notice, "End Showing")


def paper(site, key: str) -> str:
	"""A private file of somebody."""
	with acting(site, key):
		values = {"file_name": f"{uuid4().hex}.jpg", "is_private": 1, "content": picture(colour=9)}
		return site.get_doc({"doctype": "File", **values}).insert().file_url


def score(site, deed, points: int = 80, key: str = "manager", **values) -> None:
	with acting(site, key):
		doc = site.get_doc("Livelihood Deed", deed.name)
		doc.set("scores", [{"criterion": name, "score": points} for name in CRITERIA])
		doc.update(values)
		doc.save()
