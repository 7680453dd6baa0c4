"""REST as an integrator calls it: one session per user, answers as objects."""

import json
from datetime import datetime

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

API = "/api/method/community_gov.api.v1."


class Answer:
	"""Status, error type, message and data of a response."""

	def __init__(self, response: requests.Response):
		self.status, self.headers = response.status_code, response.headers
		try:
			self.body = response.json()
		except ValueError:
			self.body = {}
		self.text = response.text

	@property
	def data(self):
		return self.body.get("message", self.body.get("data"))

	@property
	def exc_type(self) -> str | None:
		return self.body.get("exc_type")

	@property
	def messages(self) -> str:
		"""The texts for people, joined."""
		rows = json.loads(self.body.get("_server_messages") or "[]")
		return " | ".join(json.loads(row).get("message", "") for row in rows)

	def __repr__(self) -> str:
		return f"<{self.status} {self.exc_type} {self.messages or self.text[:400]}>"


class User:
	"""A logged-in user, or a guest where `email` is None."""

	def __init__(self, url: str, email: str | None = None, password: str | None = None):
		self.url, self.email = url, email
		self.session = requests.Session()
		self.session.headers["Accept"] = "application/json"
		# The server may close an idle connection just when the next request is sent on it: sent once more.
		retry = Retry(total=1, status=0, allowed_methods=None, respect_retry_after_header=False)
		self.session.mount("http://", HTTPAdapter(max_retries=retry))
		if email:
			answer = self.request("POST", "/api/method/login", json={"usr": email, "pwd": password})
			assert answer.status == 200, answer

	def request(self, method: str, path: str, clock: datetime | None = None, **options) -> Answer:
		headers = options.pop("headers", {})
		if clock:
			headers["X-Test-Clock"] = clock.isoformat()
		return Answer(self.session.request(method, self.url + path, headers=headers, timeout=60, **options))

	def call(self, method: str, clock: datetime | None = None, **body) -> Answer:
		"""POST to a v1 endpoint with a JSON body."""
		return self.request("POST", API + method, clock, json=body)

	def query(self, method: str, **params) -> Answer:
		"""GET from a v1 endpoint."""
		return self.request("GET", API + method, params=params)

	def rows(self, doctype: str, filters: list | None = None, **params) -> Answer:
		params = {"filters": json.dumps(filters or []), "limit_page_length": 100, **params}
		return self.request("GET", f"/api/resource/{doctype}", params=params)

	def names(self, doctype: str, filters: list | None = None) -> list[str]:
		answer = self.rows(doctype, filters)
		return [row["name"] for row in answer.data or []]

	def read(self, doctype: str, name: str) -> Answer:
		return self.request("GET", f"/api/resource/{doctype}/{name}")

	def create(self, doctype: str, **values) -> Answer:
		return self.request("POST", f"/api/resource/{doctype}", json=values)

	def update(self, doctype: str, name: str, **values) -> Answer:
		return self.request("PUT", f"/api/resource/{doctype}/{name}", json=values)

	def delete(self, doctype: str, name: str) -> Answer:
		return self.request("DELETE", f"/api/resource/{doctype}/{name}")
