"""How soon pages show something on a weak phone, what their scripts weigh, and what axe finds. Prints a table, asserts nothing."""

import argparse
import os
import statistics
import sys

# A weak mobile network and a weak phone: kbit/s, milliseconds until the first byte, times slower than this machine.
KBITS, LATENCY, SLOWER = 400, 400, 4
PHONE = {"width": 390, "height": 844}
# Address, account, and what people came for; of /work that is what the server answers to its script.
PAGES = (
	("/", None, "#front a"),
	("/snapshot", None, "#report .kind"),
	("/snapshot/track", None, "#code"),
	("/snapshot/progress", None, "main .notice, #progress"),
	("/work", "gridworker", ".queue-row, .empty:not([role=status])"),
)
SHOWN = "(what) => document.querySelector(what)?.checkVisibility() && performance.now()"
# Paints so far; the largest one may still change while pictures come.
PAINTS = """() => new Promise((resolve) => {
	const found = { first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime || 0, largest: 0 };
	new PerformanceObserver((list) => { for (const one of list.getEntries()) found.largest = one.startTime; })
		.observe({ type: "largest-contentful-paint", buffered: true });
	setTimeout(() => resolve(found), 500);
})"""


def main(argv: list[str] | None = None) -> int:
	"""Measures each page so many times and prints medians; returns 0."""
	parser = argparse.ArgumentParser(prog="./dev benchmark --pages")
	parser.add_argument("--rounds", type=int, default=3, help="loads of each page, each with an empty cache")
	rounds = parser.parse_args(argv).rounds
	from devtools.processes import WebServer
	from tests.conftest import connect
	from tests.support.world import build_world

	connect()
	build_world()
	bench, site = os.environ["COMMUNITY_GOV_BENCH"], os.environ["COMMUNITY_GOV_SITE"]
	with WebServer(bench, site, name="web-pages", env={"PYTHONPATH": os.getcwd()}) as server:
		print(f"{KBITS} kbit/s, {LATENCY} ms, CPU ÷ {SLOWER}; medians of {rounds}", flush=True)
		print(
			"| Page | First paint | Largest paint | Content | Scripts | All | axe |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
		)
		for line in lines(server.url, rounds):
			print(line, flush=True)
	return 0


def lines(url: str, rounds: int):
	from playwright.sync_api import sync_playwright

	from devtools.system import need
	from tests.desk.desk import ARGUMENTS

	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=need("chromium"), args=ARGUMENTS)
		for path, key, content in PAGES:
			# The first load fills the server's caches.
			seen = [measured(browser, url, path, key, content) for _round in range(rounds + 1)][1:]
			yield line(path, seen)
		browser.close()


def line(path: str, seen: list[dict]) -> str:
	middle = {name: statistics.median(one[name] for one in seen) for name in seen[0]}
	times = (
		f"{middle['first'] / 1000:.1f} s | {middle['largest'] / 1000:.1f} s | {middle['shown'] / 1000:.1f} s"
	)
	return f"| `{path}` | {times} | {middle['script'] / 1000:.0f} KB | {middle['bytes'] / 1000:.0f} KB | {middle['axe']:.0f} |"


def measured(browser, url: str, path: str, key: str | None, content: str) -> dict:
	"""{first, largest, shown: milliseconds; script, bytes: compressed bytes that came; axe: violations} of one load with an empty cache."""
	from tests.support.page_weight import Weight, violations

	context = browser.new_context(base_url=url, viewport=PHONE, locale="zh-CN", has_touch=True)
	if key:
		sign_in(context, key)
	page = context.new_page()
	weight = Weight(page)
	weight.slow_down(KBITS, LATENCY, SLOWER)
	page.goto(path, wait_until="commit", timeout=120_000)
	shown = page.wait_for_function(SHOWN, arg=content, timeout=120_000).json_value()
	page.wait_for_load_state("networkidle")
	paints = page.evaluate(PAINTS)
	weight.slow_down(0, 0, 1)
	found = {
		**paints,
		"shown": max(shown, paints["first"]),
		"script": weight.of("Script"),
		"bytes": weight.of(),
		"axe": len(violations(page)),
	}
	context.close()
	return found


def sign_in(context, key: str) -> None:
	from community_gov.demo.people import PASSWORD, email

	form = {"usr": email(key), "pwd": PASSWORD}
	assert context.request.post("/api/method/login", form=form).ok


if __name__ == "__main__":
	os.environ.setdefault("COMMUNITY_GOV_SITE", "test.localhost")
	sys.exit(main())
