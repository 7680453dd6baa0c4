// Activities that look for volunteers; with an account also signing up, and checking in by a scanned code (#a=…&c=…).
import { best_first, minute_of, span_of } from "./formats";
import { behind_hash, keep_hash } from "./forms";
import { draw_places, make_map, put_pin } from "./map";
import { ways_of } from "./ways";
import { __, by_id, data, element, get, new_key, post, say } from "./page";
import { facts } from "./parts";

const STATUSES = {
	"Signed Up": () => __("Signed Up"),
	Waiting: () => __("Waiting"),
	Cancelled: () => __("Cancelled"),
	Attended: () => __("Attended"),
	Missed: () => __("Missed"),
};

const FIRST_REQUESTS = 5;

export function start_activity() {
	window.addEventListener("hashchange", show_attend);
	by_id("attend-send").addEventListener("click", attend);
	show_attend();
	show_all();
}

function show_attend() {
	const { a, c, k } = behind_hash();
	by_id("attend").hidden = !(a && c);
	by_id("attend-title").textContent = k === "out" ? __("You are leaving the activity") : __("You are at the activity");
	by_id("attend-send").textContent = k === "out" ? __("Check out") : __("Check in");
}

function where_am_i() {
	return new Promise((resolve) => {
		if (!navigator.geolocation) return resolve({});
		const found = ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude });
		navigator.geolocation.getCurrentPosition(found, () => resolve({}), { timeout: 5000 });
	});
}

async function attend() {
	const { a, c, k } = behind_hash();
	by_id("attend-send").disabled = true;
	const step = k === "out" ? "activity.check_out" : "activity.check_in";
	const position = k === "out" ? {} : await where_am_i();
	const done = await tried(step, { activity: a, code: c, ...position });
	by_id("attend-send").disabled = false;
	if (!done) return;
	const words = k === "out" ? __("You are checked out. Hours counted: {0}", [done.hours]) : __("You are checked in.");
	say("told", words);
	keep_hash("");
	by_id("attend").hidden = true;
	show_all();
}

async function tried(method, values) {
	say("problem", "");
	say("told", "");
	try {
		return await post(method, { ...values, idempotency_key: new_key() });
	} catch (error) {
		say("problem", error.message);
		return null;
	}
}

async function show_all() {
	try {
		const area = new URLSearchParams(location.search).get("place");
		const [offered, own, fits] = await Promise.all([get("activity.recruiting", { area }), own_ones(), for_me()]);
		const mine = own.filter((row) => row.status !== "Cancelled");
		const known = new Set(mine.map((row) => row.activity));
		by_id("own-activities").replaceChildren(...mine.map(own_card));
		show_requests(fits.requests);
		const others = best_first(offered.filter((row) => !known.has(row.activity)), fits.activities);
		const nothing = element("p", { class: "notice" }, __("No activity looks for volunteers now."));
		by_id("activities").replaceChildren(...(others.length ? others.map(card) : [nothing]));
	} catch (error) {
		say("problem", error.message);
	}
}

/** Guests, and accounts that are no volunteer's, have none. */
async function own_ones() {
	if (!data.volunteer) return [];
	return (await get("activity.mine")).activities;
}

/** What fits the volunteer who is signed in. */
async function for_me() {
	return data.volunteer ? get("volunteer.for_me") : { requests: [], activities: [] };
}

/** The first few, so that the activities below stay in reach; the rest at a press. */
function show_requests(rows, count = FIRST_REQUESTS) {
	by_id("help-near").hidden = !rows.length;
	by_id("help-requests").replaceChildren(...rows.slice(0, count).map(request_card));
	if (rows.length <= count) return;
	const label = __("Show all {0} requests", [rows.length]);
	const more = element("button", { type: "button", class: "button wide", "data-more": "1" }, label);
	more.addEventListener("click", () => show_requests(rows, rows.length));
	by_id("help-requests").append(more);
}

function request_card(row) {
	const made = element("section", { class: "card request", "data-request": row.help_request });
	if (row.urgency === "Urgent") made.append(element("p", { class: "badge" }, __("Urgent")));
	made.append(element("h2", {}, row.need || row.help_kind));
	made.append(element("p", {}, [row.help_kind, row.place].filter(Boolean).join(" · ")));
	made.append(element("p", { class: "hint fit" }, __("Fits you: {0}", [row.reason])));
	const button = element("button", { type: "button", class: "button primary wide", "data-claim": "1" }, __("I will help"));
	button.addEventListener("click", () => claim(button, row.help_request));
	made.append(button);
	return made;
}

async function claim(button, help_request) {
	button.disabled = true;
	const done = await tried("help_request.claim", { help_request });
	button.disabled = false;
	if (!done) return;
	await show_all();
	// Whom to help and where stands in the desk, where each look is logged.
	say("told", __("The request is yours. Open it to see whom to help and where."));
	const address = `/app/help-request/${encodeURIComponent(help_request)}`;
	by_id("told").append(" ", element("a", { href: address }, __("Open the request")));
}

const facts_of = (row) =>
	facts([
		[__("Time"), span_of(row.starts_at, row.ends_at)],
		[__("Meeting Place"), row.place],
		[__("Sign up Until"), minute_of(row.sign_up_until)],
	]);

/** The meeting place on a map of the grids around, once somebody asks for it; nothing where no position is known. */
function whereabouts(row) {
	if (!row.latitude && !row.longitude) return "";
	const label = __("Map of the meeting place");
	const box = element("div", { class: "map", role: "application", "aria-label": label, hidden: true });
	const button = element("button", { type: "button", class: "button wide", "data-map": "1" }, __("Show the meeting place"));
	button.addEventListener("click", () => show_map(row, box, button));
	return element("div", {}, button, box, ways_of(row.ways));
}

async function show_map({ latitude, longitude }, box, button) {
	const map = make_map(box, { latitude, longitude });
	if (!map) return say("problem", __("The map could not be loaded. The meeting place stands on the card."));
	button.hidden = true;
	put_pin(map, [latitude, longitude]);
	try {
		draw_places(map, (await get("public.nearby", { latitude, longitude })).boundaries);
	} catch (error) {
		say("problem", error.message);
	}
}

function card(row) {
	const made = element("section", { class: "card activity", "data-activity": row.activity });
	made.append(element("h2", {}, row.title), facts_of(row), whereabouts(row));
	if (row.fit) made.append(element("p", { class: "hint fit" }, __("Fits you: {0}", [row.fit.reason])));
	if (row.description) made.append(element("p", {}, row.description));
	for (const role of row.roles) made.append(role_line(row, role));
	return made;
}

function role_line(row, role) {
	const places = role.free
		? __("{0} of {1} places free", [role.free, role.capacity])
		: __("full, {0} waiting", [role.waiting]);
	const line = element("div", { class: "role" }, element("p", {}, `${role.role} · ${places}${role.skill ? ` · ${role.skill}` : ""}`));
	if (!data.volunteer) return line;
	const label = role.free ? __("Take part") : __("Join the waiting list");
	const button = element("button", { type: "button", class: "button primary", "data-role": role.role }, label);
	button.addEventListener("click", () => step("activity.sign_up", { activity: row.activity, role: role.role }));
	line.append(button);
	return line;
}

function own_card(row) {
	const made = element("section", { class: "card activity own", "data-activity": row.activity });
	made.append(element("p", { class: "badge" }, `${STATUSES[row.status]()} · ${row.role}`));
	made.append(element("h2", {}, row.title), facts_of(row), whereabouts(row));
	if (row.asked_again) made.append(asked_again(row));
	if (["Signed Up", "Waiting"].includes(row.status) && !row.checked_in_at) {
		const button = element("button", { type: "button", class: "button wide", "data-cancel": "1" }, __("Cancel my sign-up"));
		button.addEventListener("click", () => step("activity.cancel", { activity: row.activity }));
		made.append(button);
	}
	return made;
}

function asked_again(row) {
	const button = element("button", { type: "button", class: "button primary wide" }, __("I still come"));
	button.addEventListener("click", () => step("activity.come_still", { activity: row.activity }));
	return element("div", {}, element("p", { class: "notice" }, __("Time or place has changed.")), button);
}

async function step(method, values) {
	const keyed = method === "activity.come_still" ? values : { ...values, idempotency_key: new_key() };
	say("problem", "");
	try {
		await post(method, keyed);
		await show_all();
	} catch (error) {
		say("problem", error.message);
	}
}
