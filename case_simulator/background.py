"""Stores chunks of rows on a connection of its own while the next chunk is computed."""

from queue import Queue
from threading import Thread

import frappe

from case_simulator.rows import Rows, inserts

AHEAD = 2


class Background:
	"""`with Background() as store: Writer(store)…`: each chunk in one transaction, in order.

	A chunk that fails ends the run: nothing behind it is stored, and the failure is raised here.
	"""

	def __enter__(self):
		self.queue: Queue[list[str] | None] = Queue(AHEAD)
		self.failure: Exception | None = None
		self.connection = frappe.db.get_connection()
		self.thread = Thread(target=self.work, daemon=True)
		self.thread.start()
		return self

	def __call__(self, rows: dict[str, Rows]) -> None:
		chunk = list(inserts(rows))
		# The numbers are taken before the rows that bear them are stored; a crash leaves a gap at worst.
		frappe.db.commit()
		if self.failure:
			raise self.failure
		self.queue.put(chunk)

	def work(self) -> None:
		while (chunk := self.queue.get()) is not None:
			if not self.failure:
				try:
					self.store(chunk)
				except Exception as error:
					self.failure = error

	def store(self, chunk: list[str]) -> None:
		cursor = self.connection.cursor()
		for statement in chunk:
			cursor.execute(statement)
		self.connection.commit()

	def __exit__(self, kind, *_rest) -> None:
		self.queue.put(None)
		self.thread.join()
		self.connection.close()
		if self.failure and not kind:
			raise self.failure
