"""A gateway for short messages that keeps what it is sent."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit


class MessageGateway:
	"""`with MessageGateway() as gateway:`; `gateway.messages` are {to, text, …}, `gateway.status` what it answers."""

	def __init__(self):
		self.messages: list[dict] = []
		self.headers: list[dict] = []
		self.status = 200

	def __enter__(self) -> "MessageGateway":
		gateway = self

		class Handler(BaseHTTPRequestHandler):
			def do_GET(self):
				self._take(dict(parse_qsl(urlsplit(self.path).query)))

			def do_POST(self):
				body = self.rfile.read(int(self.headers["Content-Length"])).decode()
				is_json = self.headers["Content-Type"] == "application/json"
				self._take(json.loads(body) if is_json else dict(parse_qsl(body)))

			def _take(self, values: dict) -> None:
				gateway.messages.append(values)
				gateway.headers.append(dict(self.headers))
				self.send_response(gateway.status)
				self.end_headers()

			def log_message(self, *_words):
				"""Nothing on the screen."""

		self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
		self.url = f"http://127.0.0.1:{self._server.server_port}/send"
		Thread(target=self._server.serve_forever, daemon=True).start()
		return self

	def __exit__(self, *_error) -> None:
		self._server.shutdown()
		self._server.server_close()

	def settings(self, **more) -> dict:
		"""What SMS Settings hold for it."""
		values = {"sms_gateway_url": self.url, "message_parameter": "text", "receiver_parameter": "to"}
		return {**values, "parameters": [], "use_post": 1, **more}
