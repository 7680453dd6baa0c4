"""Live updates of one site: what Frappe publishes in Redis goes to the browsers that may have it, as its node server does.

The registry's Frappe has no such server. Speaks socket.io (python-socketio); who somebody is and what they may hear is asked of the web
server with their cookies. Rooms and events are those of frappe/realtime.py.
"""

import json
import os
import time
from contextlib import suppress
from threading import Lock, Thread

import redis
import requests
import socketio

SITE, WEB = os.environ["COMMUNITY_GOV_SITE"], os.environ["COMMUNITY_GOV_WEB"]
NAMESPACE = f"/{SITE}"
PATIENCE = 30
# The same server under both of its names; other pages of this machine hear nothing.
ORIGINS = [WEB, WEB.replace("127.0.0.1", "localhost")]

server = socketio.Server(async_mode="threading", cors_allowed_origins=ORIGINS, namespaces=[NAMESPACE])
application = socketio.WSGIApp(server, socketio_path="socket.io")
_listening = Lock()


def _asked(method: str, cookie: str, **values) -> dict | bool | None:
	"""What the web server answers somebody; None where it refuses."""
	headers = {"Cookie": cookie, "Accept": "application/json"}
	answer = requests.get(f"{WEB}/api/method/{method}", params=values, headers=headers, timeout=PATIENCE)
	return answer.json().get("message") if answer.ok else None


@server.on("connect", namespace=NAMESPACE)
def connect(sid: str, environ: dict, auth: object = None) -> None:
	"""Lets accounts in, each into the rooms of what is for them."""
	cookie = environ.get("HTTP_COOKIE", "")
	known = _asked("frappe.realtime.get_user_info", cookie)
	if not isinstance(known, dict) or known["user"] == "Guest":
		raise ConnectionRefusedError("sign in first")
	server.save_session(sid, {"cookie": cookie}, namespace=NAMESPACE)
	rooms = [f"user:{known['user']}", "website", *(["all"] if known["user_type"] == "System User" else [])]
	for room in rooms:
		server.enter_room(sid, room, namespace=NAMESPACE)
	_listen()


def _join(sid: str, room: str, method: str, **values) -> None:
	cookie = server.get_session(sid, namespace=NAMESPACE)["cookie"]
	if _asked(method, cookie, **values):
		server.enter_room(sid, room, namespace=NAMESPACE)


@server.on("doctype_subscribe", namespace=NAMESPACE)
def doctype_subscribe(sid: str, doctype: str) -> None:
	"""A list is open: its changes are told to who may read the DocType."""
	_join(sid, f"doctype:{doctype}", "frappe.realtime.can_subscribe_doctype", doctype=doctype)


@server.on("doctype_unsubscribe", namespace=NAMESPACE)
def doctype_unsubscribe(sid: str, doctype: str) -> None:
	server.leave_room(sid, f"doctype:{doctype}", namespace=NAMESPACE)


@server.on("doc_subscribe", namespace=NAMESPACE)
def doc_subscribe(sid: str, doctype: str, docname: str) -> None:
	"""A form is open: its changes are told to who may read the document."""
	room = f"doc:{doctype}/{docname}"
	_join(sid, room, "frappe.realtime.can_subscribe_doc", doctype=doctype, docname=docname)


@server.on("doc_unsubscribe", namespace=NAMESPACE)
def doc_unsubscribe(sid: str, doctype: str, docname: str) -> None:
	server.leave_room(sid, f"doc:{doctype}/{docname}", namespace=NAMESPACE)


@server.on("task_subscribe", namespace=NAMESPACE)
def task_subscribe(sid: str, task_id: str) -> None:
	"""The number of a task is known to who began it only."""
	server.enter_room(sid, f"task_progress:{task_id}", namespace=NAMESPACE)


def _listen() -> None:
	"""Begins to listen to Redis with the first browser: threads of before the fork are gone."""
	if _listening.acquire(blocking=False):
		Thread(target=_relay_always, daemon=True).start()


def _relay_always() -> None:
	"""Goes on after Redis was started anew."""
	while True:
		with suppress(redis.ConnectionError):
			_relay()
		time.sleep(1)


def _relay() -> None:
	channel = redis.from_url(os.environ["FRAPPE_REDIS_QUEUE"]).pubsub(ignore_subscribe_messages=True)
	channel.subscribe("events")
	for told in channel.listen():
		event = json.loads(told["data"])
		# One Redis serves all sites of the bench; without a room nobody is meant.
		if event["namespace"] == SITE and event.get("room"):
			server.emit(event["event"], event["message"], room=event["room"], namespace=NAMESPACE)
