"""Micro-projects at every stage, groups with their members, 23 red stewards and 29 party branches, through the real steps."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import add_days, getdate

from community_gov.demo.homes import inserted
from community_gov.demo.people import email
from community_gov.demo.persons import make_person
from community_gov.demo.places import community
from community_gov.demo.scenes import street_photo
from community_gov.participation.groups import groups, members
from community_gov.participation.micro_projects import reviews
from community_gov.team import stewards
from demo_town import project_stories as stories
from demo_town.acting import take
from demo_town.council import acting_at, day_before

# Members of groups in the series of persons, beyond everybody else's.
FIRST = 700_000
REVIEWERS = ("overseer", "handler", "handler2")
OPENED, CLOSED, REVIEWED, SHOWN, DECIDED, CHECKED, DONE = 210, 190, 180, 170, 155, 120, 90
WHERE = {"chuhe": ".chuhe", "chibi": "", "zhelu": None}


def _clerk_of(place: str) -> str:
	return "manager.zhelu" if WHERE[place] is None else f"clerk{WHERE[place]}"


def load_groups() -> None:
	"""Groups with leads and members who joined themselves; one is halted."""
	for number, club in enumerate(stories.CLUBS):
		_found_club(club, FIRST + 100 * number, number)


def _found_club(club: stories.Club, first: int, number: int) -> None:
	clerk = _clerk_of(club.place)
	with acting_at(clerk, day_before(300 - number)):
		values = {
			"group_name": club.name,
			"kind": club.kind,
			"purpose": club.purpose,
			"how_to_join": club.join,
		}
		group = inserted("Interest Group", grid=f"{community(club.place).code}001", **values)
	with acting_at(clerk, day_before(299 - number)):
		for index in range(first, first + club.members + 1):
			person = make_person(index)
			name = members.join(group.name, person["full_name"], person["mobile"])
			if index == first:
				members.set_lead(groups.lock(group.name), name, True)
		filing = {
			"filing_number": f"社备〔2024〕{number + 1:03d}号",
			"review_due": add_days(getdate(), 120 + number),
		}
		take(frappe.get_doc("Interest Group", group.name), "On File", **filing)
	if club.stage == "Halted":
		with acting_at(clerk, day_before(30)):
			take(frappe.get_doc("Interest Group", group.name), "Halted", note=stories.HALTED)


def load_projects() -> None:
	"""A call in Chuhe from half a year ago with a project at each stage, and one in Chibi that is open today."""
	call = _call("chuhe", "滁河社区微项目征集", day_before(OPENED), day_before(CLOSED), day_before(REVIEWED))
	made = [
		(work, _apply(work, call, "chuhe", day_before(CLOSED + 5), number))
		for number, work in enumerate(stories.WORKS)
	]
	for work, name in made:
		_check(work, name)
	for work, name in made:
		_show(work, name)
	for work, name in made:
		_carry_out(work, name)
	_begin_today()


def _call(place: str, title: str, opens: datetime, closes: datetime, until: datetime) -> str:
	with acting_at(_clerk_of(place), opens):
		call = frappe.new_doc("Project Call")
		times = {"opens_at": opens, "closes_at": closes, "reviews_until": until, "notice_days": 5}
		money = {"total": 50000, "cap": 20000}
		call.update({**stories.CALL, **times, **money, "title": title, "grid": community(place).code})
		for criterion, weight, explanation in stories.CRITERIA:
			row = {"criterion": criterion, "weight": weight, "explanation": explanation}
			call.append("criteria", row)
		take(call.insert(), "Open for Applications")
	return call.name


def _apply(work: stories.Work, call: str, place: str, at: datetime, number: int) -> str:
	person = make_person(FIRST + 5000 + 10 * number + len(work.title))
	group = frappe.db.get_value("Interest Group", {"group_name": work.group}) if work.group else None
	who = {"applicant_kind": "Interest Group", "interest_group": group}
	if not group:
		who = {"representative_name": person["full_name"], "mobile": person["mobile"]}
	with acting_at(_clerk_of(place), at):
		project = frappe.new_doc("Micro-project")
		texts = {"title": work.title, "need": work.need, "plan": work.plan, "outcome_measure": work.measure}
		where = {"grid": f"{community(place).code}001", "place": work.place, "handover_to": work.handover}
		project.update({**texts, **where, **who, "project_call": call, "beneficiaries": work.beneficiaries})
		for item, amount in work.budget:
			project.append("budget", {"item": item, "amount": amount})
		project.requested = sum(amount for _item, amount in work.budget)
		project.append("milestones", {"milestone": "完工", "due_on": add_days(getdate(at), 90)})
		return project.insert().name


def _check(work: stories.Work, name: str) -> None:
	"""Passed and reviewed, or excluded."""
	with acting_at("clerk.chuhe", day_before(CLOSED - 2)):
		project = frappe.get_doc("Micro-project", name)
		if work.stage == "Excluded":
			take(project, "Excluded", note=work.note)
			return
		take(project, "Checked")
		asked = [(key, reviews.ask(reviews.lock_project(name), email(key))) for key in REVIEWERS]
	for number, (key, review) in enumerate(asked):
		with acting_at(key, day_before(REVIEWED + 3)):
			scores = {
				row[0]: max(score - number % 2, 0)
				for row, score in zip(stories.CRITERIA, work.scores, strict=True)
			}
			reviews.submit(frappe.get_doc("Project Review", review), scores, "方案具体，居民愿意出力。")
	with acting_at("manager.chuhe", day_before(REVIEWED - 2)):
		take(frappe.get_doc("Micro-project", name), "Scored")


def _show(work: stories.Work, name: str) -> None:
	if work.stage == "Excluded":
		return
	with acting_at("manager.chuhe", day_before(SHOWN)):
		stage = "Not Funded" if work.stage == "Not Funded" else "On Show"
		take(frappe.get_doc("Micro-project", name), stage, note=work.note)


def _carry_out(work: stories.Work, name: str) -> None:
	"""From the end of the notice to the published accounts, as far as the project got."""
	if work.stage in ("Excluded", "Not Funded"):
		return
	requested = frappe.db.get_value("Micro-project", name, "requested")
	with acting_at("manager.chuhe", day_before(DECIDED)):
		notice = frappe.db.get_value("Micro-project", name, "notice")
		take(frappe.get_doc("Public Notice", notice), "Passed")
		take(frappe.get_doc("Micro-project", name), "Funded", granted=requested)
	if work.stage == "Funded":
		return
	with acting_at("clerk.chuhe", day_before(CHECKED)):
		take(
			frappe.get_doc("Micro-project", name),
			"Half-way Checked",
			mid_check="材料到位，居民出工二十余人次。",
		)
	if work.stage == "Accounts Published":
		_account(work, name)


def _account(work: stories.Work, name: str) -> None:
	"""Receipts, photos of before and after, acceptance, and what was left over returned."""
	with acting_at("clerk.chuhe", day_before(DONE)):
		project = frappe.get_doc("Micro-project", name)
		for number, (item, amount) in enumerate(work.budget, 1):
			file = _file(f"票据{number}.txt", f"{name} {item} {amount - 100}".encode())
			row = {
				"budget_line": number,
				"payee": f"{item}商行（演示）",
				"number": f"{getdate():%Y}{number:08d}",
			}
			project.append("receipts", {**row, "paid_on": getdate(), "amount": amount - 100, "file": file})
		for moment, solved in (("Before", False), ("After", True)):
			photo = _file(f"{moment}.jpg", street_photo("bins", "三栋楼道", solved))
			caption = "改造前" if moment == "Before" else "改造后"
			project.append("photos", {"moment": moment, "photo": photo, "caption": caption})
		project.save()
		result = "六层楼道堆物清零，十八户认养花箱，居民投票满意。"
		take(frappe.get_doc("Micro-project", name), "Result Accepted", result=result)
		take(frappe.get_doc("Micro-project", name), "Accounts Published", returned=100 * len(work.budget))


def _file(name: str, content: bytes) -> str:
	file = {"doctype": "File", "file_name": name, "content": content, "is_private": 1}
	return frappe.get_doc(file).insert().file_url


def _begin_today() -> None:
	"""A call that is open, two applications, and one that waits for its reviews."""
	ahead = [day_before(-days) for days in (20, 35)]
	call = _call("chibi", "北街社区微项目征集", day_before(10), *ahead)
	for number, work in enumerate(stories.UNDER_WAY):
		name = _apply(work, call, "chibi", day_before(5 - number), 50 + number)
		if work.stage == "Checked":
			with acting_at("clerk", day_before(2)):
				take(frappe.get_doc("Micro-project", name), "Checked")
				asked = [
					reviews.ask(reviews.lock_project(name), email(key)) for key in ("supervisor", *REVIEWERS)
				]
			with acting_at("supervisor", day_before(1)):
				scores = {row[0]: 8 for row in stories.CRITERIA}
				reviews.submit(
					frappe.get_doc("Project Review", asked[0]), scores, "位置合适，后期养护要落实到人。"
				)


def load_stewards() -> None:
	"""23 red stewards in Chuhe, volunteers of its teams, each with six households of a compound."""
	code = community("chuhe").code
	here = {"grid": ["like", f"{code}%"], "status": "Active"}
	people = frappe.get_all("Volunteer", here, pluck="name", order_by="name asc", limit=stories.STEWARDS)
	shares = [people[number::3] for number in range(3)]
	compound = inserted("Residential Compound", compound_name="滁河花园（演示）", grid=code, built_year=2006)
	for number, share in enumerate(shares, 1):
		_join_team(f"{code}00{number}", share)
		homes = _build(compound.name, f"{code}00{number}", number, len(share) * stories.HOMES_EACH)
		for at, volunteer in enumerate(share):
			own = homes[at * stories.HOMES_EACH : (at + 1) * stories.HOMES_EACH]
			stewards.assign(own, None, volunteer)


def _join_team(grid: str, volunteers: list[str]) -> None:
	doc = frappe.get_doc("Grid", grid)
	for volunteer in volunteers:
		since = getdate() - timedelta(days=200)
		doc.append("team", {"team_role": stewards.ROLE, "volunteer": volunteer, "from_date": since})
	doc.save()


def _build(compound: str, grid: str, number: int, homes: int) -> list[str]:
	"""A building whose homes nobody is registered in yet; returns their names."""
	size = {"unit_count": 2, "floor_count": homes // 4 + 1}
	building = inserted("Building", compound=compound, building_number=f"{number}栋", grid=grid, **size)
	rooms = [(str(at % 2 + 1), f"{at // 4 + 1}0{at // 2 % 2 + 1}") for at in range(homes)]
	return [
		inserted("Household", building=building.name, unit_number=unit, room_number=room).name
		for unit, room in rooms
	]


def load_branches() -> None:
	"""26 branches on the grids of Zhelu and three of compounds in Chuhe, below the committees of their communities."""
	for number, lane in enumerate(stories.LANES):
		grid = f"{community('zhelu').code}00{number % 3 + 1}"
		_found_branch("zhelu", f"{lane}网格党支部", "Grid", grid, 18 + 7 * number % 41)
	for number, name in enumerate(stories.COMPOUNDS):
		grid = f"{community('chuhe').code}00{number + 1}"
		_found_branch("chuhe", f"{name}小区党支部", "Compound", grid, 22 + 5 * number)


def _found_branch(place: str, name: str, kind: str, grid: str, people: int) -> None:
	above = frappe.db.get_value("Party Branch", {"branch_name": community(place).party_branch})
	values = {"branch_name": name, "kind": kind, "grid": grid, "parent_branch": above, "member_count": people}
	inserted("Party Branch", grids=[{"grid": grid}], **values)
