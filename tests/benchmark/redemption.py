"""Redeeming one item against bare inserts of the same fields: in one process, and by four clients at once over HTTP."""

import os
from uuid import uuid4

import frappe

from community_gov.demo.people import PASSWORD, email
from community_gov.volunteering.points import ledger
from tests.benchmark.cases import make_doctype
from tests.benchmark.http import CLIENTS, rate
from tests.benchmark.run import interleaved_ms, ratio_line
from tests.support.http import User
from tests.support.volunteers import make_volunteer

BARE, COORDINATOR = "Benchmark Redemption", "Volunteer Coordinator"
PRICE, PLENTY = 1, 100_000


def run(rounds: int):
	make_bare_doctype()
	frappe.db.begin()
	yield from in_one_process(rounds)
	frappe.db.rollback()
	yield from by_four_clients(rounds * 2)


def make_bare_doctype() -> None:
	"""The fields and naming of Point Redemption without its code; for coordinators, who redeem for volunteers."""
	if frappe.db.exists("DocType", BARE):
		return
	fields = [df for df in frappe.get_meta("Point Redemption").fields]
	right = {"role": COORDINATOR, "read": 1, "write": 1, "create": 1}
	make_doctype(BARE, fields, autoname="BENCHR-.YYYY..MM..DD.-.#####", track_changes=1, permissions=[right])
	frappe.db.commit()


def in_one_process(rounds: int):
	volunteer, item = rich_volunteer(), make_item()
	steps = {
		"bare": lambda number: insert(BARE, volunteer, item),
		"redeem": lambda number: insert("Point Redemption", volunteer, item),
	}
	times = interleaved_ms(steps, rounds)
	yield ratio_line("redeem (hold points and stock)", times["redeem"], times["bare"], "–")


def insert(doctype: str, volunteer: str, item: str) -> None:
	doc = frappe.new_doc(doctype)
	doc.update({"volunteer": volunteer, "reward_item": item, "quantity": 1})
	doc.insert()


def rich_volunteer() -> str:
	name = make_volunteer(frappe).name
	ledger.write_entry(name, "Credit", PLENTY, source_doctype="Volunteer", source_name=name, reason="bench")
	return name


def make_item() -> str:
	values = {"item_name": f"测速毛巾{uuid4().hex[:6]}", "points": PRICE, "stock": PLENTY}
	return frappe.new_doc("Reward Item").update(values).insert().name


def by_four_clients(requests: int):
	"""All redeem the same item, whose row each locks in turn; the volunteers differ."""
	from devtools.processes import WebServer

	item, volunteers = make_item(), [rich_volunteer() for _number in range(CLIENTS)]
	frappe.db.commit()
	bench, site = os.environ["COMMUNITY_GOV_BENCH"], os.environ["COMMUNITY_GOV_SITE"]
	with WebServer(bench, site, name="web-benchmark", workers=2, env={"PYTHONPATH": os.getcwd()}) as server:
		users = [User(server.url, email("coordinator"), PASSWORD) for _number in range(CLIENTS)]
		whose = dict(zip(map(id, users), volunteers, strict=True))

		def redeem(user: User):
			return user.call("redemption.redeem", volunteer=whose[id(user)], reward_item=item)

		def bare(user: User):
			return user.create(BARE, volunteer=whose[id(user)], reward_item=item, quantity=1)

		# The first of the day opens its series, over which others would stumble.
		bare(users[0])
		bares, redemptions = rate(users, bare, requests), rate(users, redeem, requests)
	frappe.db.set_value("Reward Item", item, "enabled", 0)
	frappe.db.commit()
	yield f"{'redeem endpoint, one item, 4 clients':<46} {redemptions:6.1f} requests/s"
	label = "bare insert over REST / redeem"
	yield f"{label:<46} {bares / redemptions:6.2f} x   ({bares:.0f}/s, {redemptions:.0f}/s)"
