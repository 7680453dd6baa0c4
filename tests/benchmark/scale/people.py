"""Users whose requests run through Frappe's whole web application in this process, and the clock on them."""

import os
import time

from werkzeug.test import Client

from community_gov.demo.people import PASSWORD, email


class Person:
	"""A signed-in user, or a guest where `key` is None."""

	def __init__(self, key: str | None):
		from frappe import app

		app._site, app._sites_path = os.environ["COMMUNITY_GOV_SITE"], "."
		self.client = Client(app.application)
		if key:
			form = {"usr": email(key), "pwd": PASSWORD}
			answer = self.client.post("/api/method/login", data=form)
			assert answer.status_code == 200, answer.text

	def ask(self, method: str, arguments: dict, posted: bool = False) -> tuple[float, bytes]:
		"""(seconds, body) of a GET, or of a POST."""
		started = time.perf_counter()
		address = f"/api/method/{method}"
		if posted:
			answer = self.client.post(address, data=arguments)
		else:
			answer = self.client.get(address, query_string=arguments)
		body = answer.get_data()
		seconds = time.perf_counter() - started
		assert answer.status_code == 200, (method, arguments, answer.text[-2000:])
		return seconds, body


class People:
	"""Everybody who asks, signed in when first needed."""

	def __init__(self):
		self.known: dict[str | None, Person] = {}

	def get(self, key: str | None) -> Person:
		if key not in self.known:
			self.known[key] = Person(key)
		return self.known[key]
