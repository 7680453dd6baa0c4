"""What a page costs a phone: bytes that came over the network by kind of resource, and what axe-core finds wrong."""

from axe_playwright_python.sync_playwright import Axe

# WCAG 2.1 A and AA, as GB/T 37668-2019 asks for.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


class Weight:
	"""Counts the bytes of a page from now on, as they came: compressed, heads of the answers included."""

	def __init__(self, page):
		self.session = page.context.new_cdp_session(page)
		self.kinds: dict[str, str] = {}
		self.bytes: dict[str, float] = {}
		self.session.on("Network.responseReceived", self._kind)
		self.session.on("Network.loadingFinished", self._end)
		self.session.send("Network.enable")

	def _kind(self, told: dict) -> None:
		self.kinds[told["requestId"]] = told["type"]

	def _end(self, told: dict) -> None:
		self.bytes[told["requestId"]] = told["encodedDataLength"]

	def of(self, kind: str | None = None) -> float:
		"""Bytes of one kind (Script, Stylesheet, Document, Image …), or of all."""
		return sum(size for name, size in self.bytes.items() if kind in (None, self.kinds.get(name)))

	def slow_down(self, kbits: int, latency: int, slower: int) -> None:
		"""A network of so many kbit/s and milliseconds, no limit for 0; a processor that many times slower."""
		speed = kbits * 1000 / 8 if kbits else -1
		limits = {"downloadThroughput": speed, "uploadThroughput": speed, "latency": latency}
		self.session.send("Network.emulateNetworkConditions", {"offline": False, **limits})
		self.session.send("Emulation.setCPUThrottlingRate", {"rate": slower})


def violations(page) -> list[str]:
	"""What axe-core finds on a page: rule and element, each once."""
	found = Axe().run(page, options=RULES).response["violations"]
	return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]
