// The patrol: begun, point after point, ended; points that nobody visited. Without a network its steps wait with their times.
import { __, element } from "../snapshot/page";
import { get } from "./api";
import * as outbox from "./outbox";
import { after_answer, code_in, on_their_way, with_waiting } from "./patrol_rules";
import { button, empty, failure, field, loading, notice, toast } from "./parts";
import { Place } from "./place";
import { sent_position } from "./positions";
import { scan } from "./scan";
import * as store from "./store";

const BACK = 7;
// The view that is shown: {box, app, day, place, is_alone, drawn, problem, is_code_open, typed}; `scanned` is the code that the page was opened with.
let view = null;
let scanned = null;

export const set_scanned = (code) => (scanned = code);

export function leave_patrol() {
	view?.place?.stop();
	view = null;
}

export async function show_patrol(box, app) {
	leave_patrol();
	const own = { box, app, place: null, is_alone: false };
	view = own;
	box.replaceChildren(loading());
	try {
		own.day = await asked_day(app);
	} catch (error) {
		own.day = store.known_patrol(app.account);
		own.is_alone = true;
		if (view === own && (error.status || !own.day)) box.replaceChildren(failure(error, () => show_patrol(box, app)));
		if (error.status || !own.day) return;
	}
	if (view !== own) return;
	own.place = new Place({ grid: own.day.grid, has_pin: false });
	own.place.start();
	await draw();
}

/** The server's word on the day, kept for when there is no network: points and times, nobody's name. */
async function asked_day(app) {
	const [day, missed] = await Promise.all([get("patrol.today"), missed_of(app.day)]);
	const known = { ...day, missed };
	store.set_known_patrol(app.account, known);
	return known;
}

async function missed_of(day) {
	const end = new Date(`${day}T00:00:00Z`);
	const before = (days) => new Date(end - days * 86_400_000).toISOString().slice(0, 10);
	return (await get("patrol.missed", { from_date: before(BACK), to_date: before(1) })).rows;
}

/** A step has reached the server, perhaps long after it was taken. */
export function note_patrol_step(account, { method }, answer) {
	const day = store.known_patrol(account);
	if (!method.startsWith("patrol.") || !day) return;
	const next = after_answer(day, method, answer);
	store.set_known_patrol(account, next);
	if (view?.day) view.day = next;
}

/** What waits has changed: the points say so. */
export async function redraw_patrol(rows) {
	if (!view?.place || view.drawn === shape_of(rows)) return;
	await draw();
}

const shape_of = (rows) => JSON.stringify(on_their_way(rows).map(({ id }) => id));

async function draw() {
	const own = view;
	const rows = await outbox.rows();
	if (view !== own) return;
	own.drawn = shape_of(rows);
	own.box.replaceChildren(...parts_of(with_waiting(own.day, rows)));
	if (own.problem) own.box.querySelector(".notice.danger").scrollIntoView({ block: "center" });
}

function parts_of(day) {
	const own = view;
	const problem = notice();
	if (own.problem) Object.assign(problem, { textContent: own.problem, hidden: false });
	/** A button's work: refusals are shown here, and nothing is pressed twice. */
	const take = (work) => async (event) => {
		event.currentTarget.disabled = true;
		own.problem = "";
		await work().catch((error) => (own.problem = error.message));
		if (view === own) await draw();
	};
	const { running } = day;
	const begin = button(__("Begin the patrol"), take(() => begin_patrol(day)), "button wide primary");
	const end = button(__("End the patrol"), take(() => send("patrol.finish", running, {}, __("End the patrol"), ended_words)), "button wide");
	const check_in = (point) => take(async () => check_in_with(running, { point: point.name, ...(await here()) }, point.point_name));
	const points = day.points.map((point) => element("li", {}, point_card(point, running && check_in(point))));
	return [
		view.is_alone ? element("p", { class: "notice warning" }, __("No network. Steps are kept here with their time and sent later. Points of {0}.", [day.day])) : null,
		scanned ? scanned_card(day, take) : null,
		running ? view.place.node : begin,
		problem,
		points.length ? element("ol", { class: "points-list" }, ...points) : empty(__("No points are set for this grid.")),
		day.codes ? element("p", { class: "hint" }, __("Check-ins by code that wait for the network: {0}", [day.codes])) : null,
		running ? by_code(take, running) : null,
		running ? end : null,
		missed_card(day.missed),
	].filter(Boolean);
}

const ended_words = ({ point_count, case_count }) => __("Patrol ended: {0} points, {1} reports.", [point_count, case_count]);

/** Begins; resolves to what the next steps name the patrol by. */
async function begin_patrol(day) {
	const { row, answer } = await send("patrol.start", null, { grid: day.grid }, __("Begin the patrol"), () => __("The patrol has begun."));
	return answer ? { patrol: answer.patrol } : { started_with: row.key };
}

const check_in_with = (running, values, name) =>
	send("patrol.check_in", running, values, __("Check in: {0}", [name]), ({ point_count }) => __("Checked in: {0}", [name || point_count]));

/** Writes a step into what is to be sent. One that is refused at once is told here and waits for nothing. */
async function send(method, running, values, title, words) {
	const is_start = method === "patrol.start";
	const row = { kind: "patrol", title, method, values: { ...running, ...values }, needs: running?.started_with, keeps_key: is_start };
	const outcome = await outbox.write(row);
	if (outcome.refused) {
		await outbox.drop(outcome.row.id);
		throw new Error(outcome.refused);
	}
	toast(outcome.answer ? words(outcome.answer) : __("No network: kept on this phone and sent later."));
	return outcome;
}

/** The page was opened by the code at a point: one tap checks in, and begins the patrol where none is under way. */
function scanned_card(day, take) {
	const work = async () => {
		const code = scanned;
		const running = day.running || (await begin_patrol(day));
		scanned = null;
		await check_in_with(running, { code }, __("by code"));
	};
	const label = day.running ? __("Check in at this point") : __("Begin the patrol and check in here");
	return element("section", { class: "card", id: "scanned" }, element("p", {}, __("You scanned the code of a patrol point.")), button(label, take(work), "button wide primary"));
}

/** Where a phone tells no position, the code that hangs at the point does. */
function by_code(take, running) {
	const { node, input } = field(__("Code of the point"), "input", { type: "text", autocomplete: "off", autocapitalize: "characters" });
	const press = button(__("Check in"), take(() => check_in_typed(running, input.value)));
	const seen = async () => {
		const code = await scan(code_in, { title: __("Scan the code"), hint: __("Hold the camera over the code at the point.") });
		if (code) await check_in_with(running, { code }, __("by code"));
	};
	const look = button(__("Scan the code"), take(seen), "button wide primary");
	const box = element("details", { class: "card", open: view.is_code_open }, element("summary", {}, __("Check in by the code at the point")), look, node, press);
	keep_open(box, input);
	return box;
}

/** What waits may be drawn anew at any time: what is open stays open, and what is typed stays there. */
function keep_open(box, input) {
	const own = view;
	input.value = own.typed || "";
	input.addEventListener("input", () => (own.typed = input.value));
	box.addEventListener("toggle", () => (own.is_code_open = box.open));
}

async function check_in_typed(running, text) {
	await check_in_with(running, { code: typed(text) }, __("by code"));
	if (view) view.typed = "";
}

function typed(text) {
	if (!text.trim()) throw new Error(__("{0} is missing. Fill it in.", [__("Code of the point")]));
	return code_in(text) || text.trim();
}

/** A check-in takes the position now, and says how exact it is; an old one is none. */
async function here() {
	const found = await view.place.answer();
	if (!found) throw new Error(view.place.text.textContent);
	const { position_accuracy, ...where } = sent_position(found, Date.now());
	return { ...where, position_accuracy, accuracy: position_accuracy };
}

function point_card(point, check_in) {
	const state = point.waits ? __("Not sent yet") : point.checked_in ? __("Checked in") : point.due ? __("Due now") : __("Visited");
	const words = [point.instruction, point.last_checked_at && __("last {0}", [point.last_checked_at.slice(5, 16)])].filter(Boolean).join(" · ");
	const pressed = check_in && !point.checked_in ? button(__("Check in"), check_in, "button primary") : null;
	if (pressed) pressed.dataset.point = point.name;
	const colour = point.waits ? "Yellow" : point.checked_in ? "Green" : point.due ? "Yellow" : "";
	return element(
		"div",
		{ class: "card point", "data-name": point.name },
		element("p", {}, element("strong", {}, point.point_name), " ", element("span", { class: `clock ${colour}` }, state)),
		words ? element("p", { class: "hint" }, words) : null,
		pressed
	);
}

function missed_card(missed) {
	if (!missed?.length) return null;
	const rows = missed.slice(0, 20).map(({ due_on, point_name }) => element("li", {}, `${due_on.slice(5)} ${point_name}`));
	return element("details", { class: "card" }, element("summary", {}, __("Missed in the last {0} days: {1}", [BACK, missed.length])), element("ul", {}, ...rows));
}
