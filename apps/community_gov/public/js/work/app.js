// The page: who is on this phone, which parts they have, what is shown, what waits to be sent.
import { __, by_id, element } from "../snapshot/page";
import { get } from "./api";
import { scan_any } from "./codes";
import { open_item } from "./item";
import { show_mine } from "./mine";
import * as outbox from "./outbox";
import { show_outbox } from "./outbox_panel";
import { wait_after } from "./outbox_rules";
import { note_door, redraw_doors, leave_doors, set_scanned_door, show_doors } from "./doors";
import { close_panels, start_panels } from "./panel";
import { button, failure, loading, toast } from "./parts";
import { leave_patrol, note_patrol_step, redraw_patrol, set_scanned, show_patrol } from "./patrol";
import { code_in } from "./patrol_rules";
import { draw_queue } from "./queue";
import { leave_report, show_report } from "./report";
import * as store from "./store";
import { site_time } from "./times";
import { show_visits } from "./visits";

const SIGN_IN = "/login?redirect-to=/work";
const TABS = {
	queue: { label: () => __("To do"), icon: "list", show: show_queue },
	report: { label: () => __("Report a case"), icon: "camera", show: (box) => show_report(box, { ...app, grid: app.place || app.grid, sent: reported }) },
	visits: { label: () => __("Visits"), icon: "home", show: (box) => show_visits(box, { open }) },
	patrol: { label: () => __("Patrol"), icon: "walk", show: (box) => show_patrol(box, app) },
	doors: { label: () => __("Doors"), icon: "door", show: (box) => show_doors(box, app) },
	mine: { label: () => __("My own"), icon: "user", show: (box) => show_mine(box, { open }) },
};
// Where a scanned code leads.
const CODES = {
	point: (code) => {
		set_scanned(code);
		show("patrol");
	},
	place: (grid) => {
		app.place = grid;
		show("report");
		toast(__("You report in {0}. A position that the phone tells comes first.", [grid.path]));
	},
	door: (deliveries) => {
		set_scanned_door(deliveries);
		show("doors");
	},
	visit: (name) => {
		show("visits");
		open({ doctype: "Visit", name });
	},
};
const OLD = 60_000;
const app = { account: null, tabs: [], kinds: [], grid: null, queue: null, day: null, shown: null, asked_at: 0, misses: 0, timer: null };

export async function start() {
	start_panels();
	take_scanned();
	outbox.start(draw_outbox, { signed_out: ask_to_sign_in, delivered: note_delivered, site_clock });
	by_id("outbox-button").addEventListener("click", () => show_outbox({ open, report: () => show("report") }));
	by_id("reload").addEventListener("click", changed);
	by_id("scan").addEventListener("click", () => app.account && scan_any(app, CODES));
	window.addEventListener("online", () => load());
	window.addEventListener("offline", () => tell_network(false));
	window.addEventListener("hashchange", () => app.account && show(wanted_tab()));
	document.addEventListener("visibilitychange", look_again);
	by_id("main").replaceChildren(loading());
	await load();
	if (app.account) show(wanted_tab());
	keep_frame();
}

/** What has arrived is no longer open in the parts that know it without a network. */
function note_delivered(row, answer) {
	note_patrol_step(app.account, row, answer);
	note_door(app.account, row);
}

/** Asks who is signed in and what waits; without a network the page goes on with what it knows. */
async function load() {
	try {
		const home = await get("work.home");
		if (app.account && app.account !== home.account) return location.reload();
		const { account, tabs, kinds, grid, now, day } = home;
		clearTimeout(app.timer);
		Object.assign(app, home, { asked_at: Date.now(), misses: 0 });
		store.set_known({ account, tabs, kinds, grid, now, day, asked_at: Date.now() });
		tell_network(true);
		await outbox.use_account(account, true);
		draw_tabs();
		if (app.shown === "queue") draw_rows();
	} catch (error) {
		if (error.status === 401 || error.status === 403) return leave();
		await go_on_alone(error);
	}
}

/** Signed out: the page forgets who was here; what is not sent stays for that account. */
function leave() {
	store.forget_known();
	location.replace(SIGN_IN);
}

async function go_on_alone(error) {
	tell_network(false);
	// Not every browser tells that the network is back.
	clearTimeout(app.timer);
	app.timer = setTimeout(load, wait_after(++app.misses));
	const before = store.known();
	if (app.account) return;
	if (!before) return by_id("main").replaceChildren(failure(error, () => location.reload()));
	Object.assign(app, before);
	await outbox.use_account(app.account, false);
	draw_tabs();
}

/** The site's time at a moment of the phone: what waits says when it happened, by one clock. */
const site_clock = (moment) => (app.now ? site_time(app.now, moment - app.asked_at) : null);

/** The printed code of a patrol point leads here; it leaves the address, so that a reload asks no second time. */
function take_scanned() {
	const code = location.search.includes("point=") && code_in(location.search);
	if (!code) return;
	set_scanned(code);
	history.replaceState(null, "", "/work#patrol");
}

function wanted_tab() {
	const wanted = location.hash.slice(1);
	return app.tabs.includes(wanted) ? wanted : app.tabs[0];
}

function draw_tabs() {
	const count = app.queue?.length;
	const made = app.tabs.map((name) => {
		const { label, icon } = TABS[name];
		const badge = name === "queue" && count ? element("span", { class: "badge" }, count > 99 ? "99+" : String(count)) : null;
		return element(
			"button",
			{ type: "button", "data-tab": name, "aria-current": name === app.shown ? "page" : null, onclick: () => show(name) },
			element("span", { class: `icon icon-${icon}`, "aria-hidden": "true" }),
			label(),
			badge
		);
	});
	by_id("tabs").replaceChildren(...made);
}

function show(name) {
	close_panels();
	leave_report();
	leave_patrol();
	leave_doors();
	app.shown = app.tabs.includes(name) ? name : app.tabs[0];
	history.replaceState(history.state, "", `#${app.shown}`);
	by_id("title").textContent = TABS[app.shown].label();
	draw_tabs();
	by_id("main").replaceChildren();
	window.scrollTo(0, 0);
	show_part();
	if (app.shown === "queue" && Date.now() - app.asked_at > 3_000) load();
}

/** The grid of a poster counts for one report. */
function reported() {
	app.place = null;
	show("queue");
}

/** Each part has a box of its own: an answer that comes when another part is shown writes where nobody looks. */
function show_part() {
	// The queue keeps what somebody searches for.
	if (app.shown === "queue") return TABS.queue.show();
	const box = element("div", { class: "part" });
	by_id("main").replaceChildren(box);
	TABS[app.shown].show(box);
}

function show_queue() {
	if (app.queue) return draw_rows();
	const text = __("Without a network what waits for you cannot be shown. You can report; it is sent later.");
	by_id("main").replaceChildren(element("p", { class: "notice warning" }, text), button(__("Try again"), () => load().then(() => show("queue"))));
}

const draw_rows = () => app.queue && draw_queue(by_id("main"), app.queue, open);

const open = (row) => open_item(row, changed);

/** Something was done: what waits may be other things now. */
async function changed() {
	await load();
	// A report that is being written is left alone.
	if (app.shown !== "report") show_part();
}

function look_again() {
	if (!document.hidden && Date.now() - app.asked_at > OLD) load();
}

function tell_network(is_there) {
	by_id("network").hidden = is_there;
	by_id("network").textContent = is_there ? "" : __("No network");
}

function draw_outbox(rows) {
	redraw_patrol(rows);
	redraw_doors(rows);
	const refused = rows.filter((row) => row.state === "refused").length;
	const box = by_id("outbox-button");
	box.hidden = !rows.length;
	box.classList.toggle("danger", refused > 0);
	box.textContent = refused ? __("{0} not taken", [refused]) : __("{0} to send", [rows.length]);
}

function ask_to_sign_in() {
	tell_network(true);
	const link = element("a", { class: "button wide primary", href: SIGN_IN }, __("Sign in"));
	const text = __("You are signed out. What you wrote is kept; sign in again with the same account to send it.");
	by_id("main").replaceChildren(element("p", { class: "notice warning" }, text), link);
}

/** The frame of the page for when there is no network; a browser without it works as before. */
function keep_frame() {
	navigator.serviceWorker?.register("/work_worker.js", { scope: "/work" }).catch(() => null);
}
