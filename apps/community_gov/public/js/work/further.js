// What can be done with a thing beyond the steps of its workflow: another unit, more time, a pause, a supervision order.
import { __, element } from "../snapshot/page";
import { get } from "./api";
import { button, choices, field, picker } from "./parts";
import { note, send_form } from "./step_form";

const GROUNDS = {
	Overdue: () => __("Over time"),
	Refused: () => __("Refused to act"),
	Unsolved: () => __("Not solved"),
	Harmful: () => __("Caused harm"),
	Other: () => __("Something else"),
};

/** What each asks, and where it is sent; `of` gives the values that the item knows. */
const WAYS = {
	Reassign: {
		label: () => __("Give it to another unit"),
		method: "dispatch.reassign",
		of: (item) => ({ dispatch: item.name }),
		parts: () => [unit_part(), reason()],
	},
	Transfer: {
		label: () => __("Pass it to a unit below"),
		method: "dispatch.transfer",
		of: (item) => ({ dispatch: item.name }),
		parts: (item) => [unit_part(item.unit), reason()],
	},
	Extension: {
		label: () => __("Ask for more time"),
		method: "adjustment.request",
		of: (item) => asked(item, "Extension"),
		parts: () => [amount(), reason(__("Why more time is needed"))],
	},
	Suspension: {
		label: () => __("Ask for a suspension"),
		method: "adjustment.request",
		of: (item) => asked(item, "Suspension"),
		parts: () => [resume_day(), reason()],
	},
	Return: {
		label: () => __("Ask to return the order"),
		method: "adjustment.request",
		of: (item) => asked(item, "Return"),
		parts: () => [reason()],
	},
	Supervise: {
		label: () => __("Issue a supervision order"),
		method: "supervision.issue",
		of: (item) => ({ case: item.name }),
		parts: (item) => [case_unit(item.case_units), ground(), reason(__("What is demanded"), "demand")],
	},
	Approve: {
		label: () => __("Approve"),
		method: "community_notice.approve",
		of: (item) => ({ notice: item.name }),
		parts: () => [],
	},
	Escalate: {
		label: () => __("Send it up one level"),
		method: "case.escalate",
		of: (item) => ({ case: item.name }),
		parts: () => [reason()],
	},
};

const asked = (item, kind) => ({ case: item.case?.case, kind, dispatch: item.doctype === "Case Dispatch" ? item.name : null });

/** Buttons of what is possible; `show` gets a label and the form that asks for the rest. */
export function further_buttons(item, sent, show) {
	const made = item.further.filter((name) => WAYS[name]).map((name) => {
		const { label, method, of, parts } = WAYS[name];
		const pressed = button(label(), () => show(label(), send_form({ item, label: label(), method, values: of(item), parts: parts(item), sent })));
		pressed.dataset.further = name;
		if (name === "Extension") pressed.id = "ask-time";
		return pressed;
	});
	if (made.length < 2) return made;
	return [element("details", { class: "further" }, element("summary", {}, __("More")), ...made)];
}

/** The open orders of a case, each a button that opens it. */
export function orders_of(item, open) {
	if (!item.dispatches.length) return null;
	const rows = item.dispatches.map((row) => {
		const words = [row.due_at && __("Due {0}", [row.due_at.slice(5)])].filter(Boolean).join(" · ");
		const show = () => open({ doctype: "Case Dispatch", name: row.name, task: row.stage, stage: row.stage, title: row.unit_name });
		return element("li", {}, element("button", { type: "button", class: "line-button", "data-dispatch": row.name, onclick: show }, element("strong", {}, row.unit_name), " ", element("span", { class: "hint" }, words)));
	});
	return element("section", { class: "card" }, element("h3", {}, __("Open orders")), element("ul", { class: "lines" }, ...rows));
}

function reason(label = __("Reason"), name = "reason") {
	const made = note(label);
	return { node: made.node, read: () => ({ [name]: made.read().note }) };
}

function required(value, label) {
	if (!value) throw new Error(__("{0} is missing. Fill it in.", [label]));
	return value;
}

/** Units by their name; `below` narrows them to those under one unit. */
function unit_part(below) {
	const label = __("Unit");
	let known = null;
	const find = async (words) => {
		known ||= (await get("work.units", { below })).units;
		return known.filter(({ unit_name }) => unit_name.includes(words)).slice(0, 12).map(({ name, unit_name }) => ({ value: name, label: unit_name }));
	};
	const made = picker(label, find);
	return { node: made.node, read: () => ({ unit: required(made.value()[0], label) }) };
}

function case_unit(units) {
	const label = __("Unit");
	const made = choices(label, units.map(({ name, unit_name }) => ({ value: name, label: unit_name })));
	if (units.length) made.set([units[0].name]);
	return { node: titled(label, made.node), read: () => ({ unit: required(made.chosen[0], label) }) };
}

function ground() {
	const label = __("Why it is supervised");
	const made = choices(label, Object.entries(GROUNDS).map(([value, words]) => ({ value, label: words() })));
	made.set(["Overdue"]);
	return { node: titled(label, made.node), read: () => ({ ground: required(made.chosen[0], label) }) };
}

function amount() {
	const { node, input } = field(__("How much more (in the unit of the limit; empty: as much again)"), "input", { type: "number", min: 0, step: "any", inputmode: "decimal" });
	return { node, read: () => ({ amount: input.value }) };
}

function resume_day() {
	const label = __("Goes on again on");
	const { node, input } = field(label, "input", { type: "date" });
	return { node, read: () => ({ resume_on: required(input.value, label) }) };
}

const titled = (label, node) => element("div", {}, element("p", { class: "label" }, label), node);
