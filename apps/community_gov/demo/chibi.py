"""The real case of Chibi, 29 September: rubbish by the north canal, reported 06:37, closed after 14:10.

Replayed through the REST endpoints by five people, each logged in, in the article's local time. The article
gives 06:37, 08:33, 11:48 and 14:10; when the unit took the order and when the chief closed are our guesses.
"""

import json
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from community_gov.demo.people import PASSWORD, WATER_BUREAU, email
from community_gov.demo.pictures import canal_photo

ZONE = ZoneInfo("Asia/Shanghai")
LATITUDE, LONGITUDE = 29.7222, 113.8812
API = "/api/method/community_gov.api.v1."
DESCRIPTION = "北干渠边堆放一处生活垃圾，有异味，影响渠道环境。电话上报，附照片和位置。"


def last_29_september(today: date) -> date:
	"""The newest 29 September that is over."""
	this_year = date(today.year, 9, 29)
	return this_year if this_year < today else date(today.year - 1, 9, 29)


class Replay:
	"""Plays the case through a client with `post(user, path, at, **body) -> answer`."""

	def __init__(self, client, day: date, key: str = "demo"):
		self.client = client
		self.day = day
		self.key = f"chibi-{day}-{key}"

	def at(self, hour: int, minute: int, second: int = 0) -> datetime:
		return datetime.combine(self.day, time(hour, minute, second), tzinfo=ZONE)

	def call(self, user: str, method: str, at: datetime, **body):
		return self.client.post(email(user), API + method, at, **body)

	def run(self) -> str:
		"""Plays all steps and returns the name of the closed case."""
		case = self.report()
		self.accept_file_dispatch(case)
		self.handle(case)
		self.inspect_and_close(case)
		return case

	def report(self) -> str:
		"""06:37: the grid worker reports with position and photo."""
		answer = self.call(
			"gridworker",
			"case.report",
			self.at(6, 37),
			title="北干渠边有垃圾",
			description=DESCRIPTION,
			address="北街社区北干渠边",
			latitude=LATITUDE,
			longitude=LONGITUDE,
			source="Patrol",
			photos=[canal_photo("before")],
			idempotency_key=self.key,
		)
		return answer["case"]

	def accept_file_dispatch(self, case: str) -> None:
		"""08:33: the centre accepts; the duty chief files and dispatches to the Water and Lakes Bureau."""
		fields = {"category": "M06025"}
		self.call("operator", "case.act", self.at(8, 33), case=case, action="Accept", fields=fields)
		self.call("chief", "case.act", self.at(8, 33, 20), case=case, action="File")
		units = [{"unit": WATER_BUREAU, "duty": "Lead", "instruction": "请清理渠边垃圾并回复照片。"}]
		fields = {"units": units}
		self.call("chief", "case.act", self.at(8, 33, 40), case=case, action="Dispatch", fields=fields)

	def handle(self, case: str) -> None:
		"""The bureau takes the order, and at 11:48 answers "done" with a photo."""
		dispatch = self.find("Case Dispatch", case, "handler")
		self.call("handler", "dispatch.act", self.at(8, 41), dispatch=dispatch, action="Accept")
		self.call(
			"handler",
			"dispatch.answer",
			self.at(11, 48),
			dispatch=dispatch,
			answer="已组织人员清理完毕，渠边恢复整洁。",
			photos=[canal_photo("after")],
		)

	def inspect_and_close(self, case: str) -> None:
		"""14:10: the grid supervisor reports the on-site check; the duty chief closes."""
		check = self.find("Case Check", case, "supervisor")
		self.call(
			"supervisor",
			"check.answer",
			self.at(14, 10),
			check=check,
			result="Passed",
			note="现场核查，垃圾已清理。",
			latitude=LATITUDE,
			longitude=LONGITUDE,
			photos=[canal_photo("check")],
		)
		self.call(
			"chief",
			"case.act",
			self.at(14, 16),
			case=case,
			action="Close",
			fields={"resolution": "您反映的渠边垃圾已清理，感谢您的关注。"},
		)

	def find(self, doctype: str, case: str, user: str) -> str:
		filters = json.dumps([["case_file", "=", case]])
		rows = self.client.get(email(user), f"/api/resource/{doctype}", filters=filters)
		return rows[0]["name"]


class InProcessClient:
	"""REST without a network: logs each user in once and sends requests to the WSGI application."""

	def __init__(self, site: str):
		from werkzeug.test import Client

		import frappe.app

		self.new_client = lambda: Client(frappe.app.application)
		self.headers = {"X-Frappe-Site-Name": site, "Accept": "application/json"}
		self.clients: dict = {}

	def client_of(self, user: str):
		if user not in self.clients:
			client = self.new_client()
			login = {"usr": user, "pwd": PASSWORD}
			self._answer(client.post("/api/method/login", data=login, headers=self.headers))
			self.clients[user] = client
		return self.clients[user]

	def post(self, user: str, path: str, at: datetime, **body):
		import time_machine

		client = self.client_of(user)
		with time_machine.travel(at, tick=True):
			return self._answer(client.post(path, json=body, headers=self.headers))["message"]

	def get(self, user: str, path: str, **query):
		response = self.client_of(user).get(path, query_string=query, headers=self.headers)
		return self._answer(response)["data"]

	@staticmethod
	def _answer(response) -> dict:
		if response.status_code >= 400:
			raise RuntimeError(f"{response.status_code}: {response.get_data(as_text=True)[:2000]}")
		return response.get_json()
