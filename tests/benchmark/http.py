"""Requests per second of the report endpoint with two web workers, and what an empty request costs."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from community_gov.demo.people import PASSWORD, email
from tests.benchmark.run import GRID
from tests.support.http import User

CLIENTS = 4


def run(rounds: int):
	from devtools.processes import WebServer

	path = {"PYTHONPATH": os.getcwd()}
	bench, site = os.environ["COMMUNITY_GOV_BENCH"], os.environ["COMMUNITY_GOV_SITE"]
	with WebServer(bench, site, name="web-benchmark", workers=2, env=path) as server:
		users = [User(server.url, email("gridworker"), PASSWORD) for _number in range(CLIENTS)]
		empty = rate(users, lambda user: user.request("GET", "/api/method/ping"), rounds * 4)
		reports = rate(users, report, rounds * 4)
	yield f"{'report endpoint, 2 workers, 4 clients':<46} {reports:6.1f} requests/s"
	yield f"{'empty request / report':<46} {empty / reports:6.2f} x   ({empty:.0f}/s, {reports:.0f}/s)"


def report(user: User):
	return user.call("case.report", description=f"Heap {uuid4().hex}", grid=GRID, category="M06010")


def rate(users: list[User], action, requests: int) -> float:
	"""Answered requests per second; every answer must be 200."""
	started = time.perf_counter()
	with ThreadPoolExecutor(len(users)) as pool:
		answers = list(pool.map(lambda number: action(users[number % len(users)]), range(requests)))
	seconds = time.perf_counter() - started
	refused = [answer for answer in answers if answer.status != 200]
	assert not refused, refused[0]
	return requests / seconds
