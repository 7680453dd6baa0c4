// The door round: the next household, what is to be told there, and what came of it. Without a network results wait with their times.
import { __, element } from "../snapshot/page";
import { get } from "./api";
import { board_section, boards_to_post } from "./boards";
import { call_section, waiting_calls } from "./calls";
import { METHOD, after_result, left_of, on_their_way, storable } from "./door_rules";
import * as outbox from "./outbox";
import { button, empty, failure, field, loading, notice, show_notice, toast } from "./parts";
import * as store from "./store";

let view = null;
// Deliveries of the door whose code was scanned: they come first.
let scanned = [];

export const set_scanned_door = (deliveries) => (scanned = deliveries);

export function leave_doors() {
	view = null;
}

export async function show_doors(box, app) {
	const own = { box, app, is_alone: false };
	view = own;
	box.replaceChildren(loading());
	try {
		own.doors = (await get("community_notice.door_round")).doors;
		store.set_known_doors(app.account, storable(own.doors));
	} catch (error) {
		own.doors = store.known_doors(app.account);
		own.is_alone = true;
		if (error.status || !own.doors) {
			if (view === own) box.replaceChildren(failure(error, () => show_doors(box, app)));
			return;
		}
	}
	if (view !== own) return;
	own.further = element("div", {});
	await draw();
	if (!own.is_alone) await show_further(own);
}

/** Calls and boards come beside the doors, which do not wait for them. */
async function show_further(own) {
	const [calls, boards] = await Promise.all([waiting_calls(), boards_to_post()]);
	if (view === own) own.further.replaceChildren(...[call_section(calls), board_section(boards)].filter(Boolean));
}

/** A result has reached the server, perhaps long after it was noted. */
export function note_door(account, { method, values }) {
	if (method !== METHOD) return;
	const known = store.known_doors(account);
	if (known) store.set_known_doors(account, after_result(known, values));
	if (view?.doors) view.doors = after_result(view.doors, values);
}

export async function redraw_doors(rows) {
	if (!view?.doors || view.drawn === JSON.stringify(on_their_way(rows))) return;
	await draw();
}

async function draw() {
	const own = view;
	const rows = await outbox.rows();
	if (view !== own) return;
	own.drawn = JSON.stringify(on_their_way(rows));
	const left = at_first(left_of(own.doors, rows));
	const waiting = own.doors.length - left.length;
	const [next, ...later] = left;
	own.box.replaceChildren(
		...[
			own.is_alone ? element("p", { class: "notice warning" }, __("No network. Results are kept here with their time and sent later.")) : null,
			element("p", { class: "hint", id: "doors-left" }, waiting ? __("{0} doors to go to, {1} results not sent yet", [left.length, waiting]) : __("{0} doors to go to", [left.length])),
			next ? door_card(next) : empty(__("No door is to be gone to.")),
			later.length ? element("details", { class: "card" }, element("summary", {}, __("Afterwards")), element("ul", { class: "lines" }, ...later.slice(0, 100).map(line))) : null,
			own.further,
		].filter(Boolean)
	);
}

const at_first = (doors) => [...doors].sort((one, other) => scanned.includes(other.delivery) - scanned.includes(one.delivery));

const line = ({ address, title, tries }) => element("li", {}, [address, title, tries ? __("nobody home {0} times", [tries]) : ""].filter(Boolean).join(" · "));

function door_card(door) {
	const problem = notice();
	const note = field(__("Note"), "input", { type: "text", maxlength: 200 });
	const confirms = element("input", { type: "checkbox", id: "door-confirms" });
	const confirm_line = door.asks_confirmation ? element("label", { class: "choice", for: "door-confirms" }, confirms, element("span", {}, __("The household confirms it"))) : null;
	const take = (result) => async (event) => {
		event.currentTarget.disabled = true;
		const values = { delivery: door.delivery, result, confirms: result === "Told" && confirms.checked ? 1 : 0, note: note.input.value };
		const outcome = await outbox.write({ kind: "door", title: door.is_restricted ? door.address : `${door.address} · ${door.title}`, method: METHOD, values });
		if (outcome.refused) {
			await outbox.drop(outcome.row.id);
			// Somebody else was there first.
			if (view && outcome.status === 409) view.doors = view.doors.filter(({ delivery }) => delivery !== door.delivery);
			if (view) await draw();
			const shown = view?.box.querySelector(".notice.danger");
			if (shown) show_notice(shown, outcome.refused);
			return;
		}
		toast(outcome.answer ? __("Noted.") : __("No network: kept on this phone and sent later."));
		if (view) await draw();
	};
	const words = [door.title, door.tries ? __("nobody home {0} times", [door.tries]) : ""].filter(Boolean).join(" · ");
	return element(
		"section",
		{ class: "card door", "data-delivery": door.delivery },
		element("h3", {}, door.address || __("Without an address: ask in the office")),
		element("p", { class: "hint" }, words),
		element("p", {}, door.summary),
		problem,
		confirm_line,
		note.node,
		button(__("Told"), take("Told"), "button wide primary"),
		button(__("Nobody home"), take("Nobody Home")),
		button(__("Refused to listen"), take("Refused"))
	);
}
