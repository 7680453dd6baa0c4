// The patrol: begun, point after point, ended; points that nobody visited. The server notes the times, so it needs a network.
import { __, element, new_key } from "../snapshot/page";
import { get, post } from "./api";
import { button, empty, failure, field, loading, notice, show_notice, toast } from "./parts";
import { Place } from "./place";
import { sent_position } from "./positions";

const BACK = 7;
let place = null;

export function leave_patrol() {
	place?.stop();
	place = null;
}

export async function show_patrol(box, app) {
	leave_patrol();
	box.replaceChildren(loading());
	try {
		const [day, missed] = await Promise.all([get("patrol.today"), missed_of(app.day)]);
		place = new Place({ grid: day.grid, has_pin: false });
		place.start();
		box.replaceChildren(...parts_of(day, missed, () => show_patrol(box, app)));
	} catch (error) {
		box.replaceChildren(failure(error, () => show_patrol(box, app)));
	}
}

async function missed_of(day) {
	const end = new Date(`${day}T00:00:00Z`);
	const before = (days) => new Date(end - days * 86_400_000).toISOString().slice(0, 10);
	return (await get("patrol.missed", { from_date: before(BACK), to_date: before(1) })).rows;
}

function parts_of(day, missed, again) {
	const problem = notice();
	const take = (method, values, words) => async (event) => {
		const pressed = event.currentTarget;
		pressed.disabled = true;
		show_notice(problem, "");
		try {
			const answer = await post(method, { ...(await values()), idempotency_key: new_key() });
			toast(words(answer));
			again();
		} catch (error) {
			pressed.disabled = false;
			show_notice(problem, error.message);
		}
	};
	const running = day.patrol;
	const begin = button(__("Begin the patrol"), take("patrol.start", () => ({ grid: day.grid }), () => __("The patrol has begun.")), "button wide primary");
	const end = button(__("End the patrol"), take("patrol.finish", () => ({ patrol: running }), ended_words), "button wide");
	const check_in = (point) => take("patrol.check_in", () => checked(running, point), () => __("Checked in: {0}", [point.point_name]));
	const points = day.points.map((point) => element("li", {}, point_card(point, running && check_in(point))));
	return [
		running ? place.node : begin,
		problem,
		points.length ? element("ol", { class: "points-list" }, ...points) : empty(__("No points are set for this grid.")),
		running ? by_code(take, running) : null,
		running ? end : null,
		missed_card(missed),
	].filter(Boolean);
}

const ended_words = ({ point_count, case_count }) => __("Patrol ended: {0} points, {1} reports.", [point_count, case_count]);

/** Where a phone tells no position, the code that hangs at the point does. */
function by_code(take, patrol) {
	const { node, input } = field(__("Code of the point"), "input", { type: "text", autocomplete: "off", autocapitalize: "characters" });
	const press = take("patrol.check_in", () => ({ patrol, code: input.value.trim() }), ({ point_count }) => __("Checked in: {0}", [point_count]));
	return element("details", { class: "card" }, element("summary", {}, __("Check in by the code at the point")), node, button(__("Check in"), press));
}

/** A check-in takes the position now, and says how exact it is; an old one is none. */
async function checked(patrol, point) {
	const found = await place.answer();
	if (!found) throw new Error(place.text.textContent);
	const { position_accuracy, ...where } = sent_position(found, Date.now());
	return { patrol, point: point.name, ...where, position_accuracy, accuracy: position_accuracy };
}

function point_card(point, check_in) {
	const state = point.checked_in ? __("Checked in") : point.due ? __("Due now") : __("Visited");
	const words = [point.instruction, point.last_checked_at && __("last {0}", [point.last_checked_at.slice(5, 16)])].filter(Boolean).join(" · ");
	const pressed = check_in && !point.checked_in ? button(__("Check in"), check_in, "button primary") : null;
	if (pressed) pressed.dataset.point = point.name;
	return element(
		"div",
		{ class: "card point" },
		element("p", {}, element("strong", {}, point.point_name), " ", element("span", { class: `clock ${point.checked_in ? "Green" : point.due ? "Yellow" : ""}` }, state)),
		words ? element("p", { class: "hint" }, words) : null,
		pressed
	);
}

function missed_card(missed) {
	if (!missed.length) return null;
	const rows = missed.slice(0, 20).map(({ due_on, point_name }) => element("li", {}, `${due_on.slice(5)} ${point_name}`));
	return element("details", { class: "card" }, element("summary", {}, __("Missed in the last {0} days: {1}", [BACK, missed.length])), element("ul", {}, ...rows));
}
