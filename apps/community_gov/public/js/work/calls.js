// Calls that a notice asks for: whom to call, the number on demand, and what came of it. Results wait where there is no network.
import { __, element } from "../snapshot/page";
import { get, post } from "./api";
import { METHOD } from "./door_rules";
import { note_row } from "./noting";
import { button, notice, show_notice } from "./parts";

/** Calls that wait for the account; none where the server cannot be reached, as numbers are looked up there. */
export const waiting_calls = async () => (await get("community_notice.call_list").catch(() => ({ calls: [] }))).calls;

/** A section with the calls that are left; null where there is none. */
export function call_section(calls) {
	if (!calls.length) return null;
	let left = calls.length;
	const words = () => __("{0} calls to make", [left]);
	const title = element("h2", {}, words());
	const made = () => {
		left -= 1;
		title.textContent = words();
	};
	return element("div", { id: "calls" }, title, ...calls.slice(0, 50).map((call) => call_card(call, made)));
}

function call_card(call, made) {
	const problem = notice();
	const number = element("div", {}, button(__("Show the number"), () => show_number(number, call, problem)));
	const confirms = element("input", { type: "checkbox", id: `confirms-${call.delivery}` });
	const line = call.asks_confirmation ? element("label", { class: "choice", for: confirms.id }, confirms, element("span", {}, __("The household confirms it"))) : null;
	const card = element("section", { class: "card door", "data-call": call.delivery }, element("h3", {}, call.address || __("Without an address: ask in the office")), element("p", { class: "hint" }, call.title), element("p", {}, call.summary), call.resident ? number : null, problem, line);
	const take = (result) => () => note(call, card, { result, confirms: result === "Told" && confirms.checked ? 1 : 0 }, { problem, made });
	card.append(button(__("Told"), take("Told"), "button wide primary"), button(__("No answer"), take("No Answer")), button(__("Refused to listen"), take("Refused")));
	return card;
}

/** Whose number is shown is noted with the purpose. */
async function show_number(box, { resident, notice: number }, problem) {
	try {
		const { value } = await post("person.reveal", { doctype: "Resident", name: resident, fieldname: "mobile", purpose: "Service to the Person", detail: number });
		box.replaceChildren(element("a", { class: "button wide", href: `tel:${value}` }, __("Call {0}", [value])));
	} catch (error) {
		show_notice(problem, error.message);
	}
}

async function note(call, card, values, { problem, made }) {
	for (const one of card.querySelectorAll("button")) one.disabled = true;
	const title = call.is_restricted ? call.address : `${call.address} · ${call.title}`;
	const row = { kind: "door", title, method: METHOD, values: { delivery: call.delivery, note: "", ...values } };
	if (!(await note_row(row, problem))) {
		for (const one of card.querySelectorAll("button")) one.disabled = false;
		return;
	}
	card.remove();
	made();
}
