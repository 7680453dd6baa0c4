// Parts that several forms of the workbench are put together from.
import { __, by_id, element } from "../snapshot/page";

let timer = null;
let count = 0;

/** A short word at the top that goes away by itself. */
export function toast(text) {
	clearTimeout(timer);
	by_id("toast").textContent = text;
	by_id("toast").hidden = false;
	timer = setTimeout(() => (by_id("toast").hidden = true), 6_000);
}

export const button = (label, onclick, class_name = "button wide") => element("button", { type: "button", class: class_name, onclick }, label);

export const notice = () => element("p", { class: "notice danger", role: "alert", hidden: true });

export function show_notice(node, text) {
	node.textContent = text || "";
	node.hidden = !text;
	if (text) node.scrollIntoView({ block: "center" });
}

/** A labelled field: {node, input}. */
export function field(label, tag, attributes = {}, ...children) {
	const id = attributes.id || `field-${++count}`;
	const input = element(tag, { ...attributes, id }, ...children);
	return { node: element("div", { class: "field" }, element("label", { for: id }, label), input), input };
}

/** Large buttons of which one or, with `is_many`, several are chosen: {node, chosen}; `options` are [{value, label}]. */
export function choices(label, options, { is_many = false, changed = () => {} } = {}) {
	const box = element("div", { class: "kinds", role: is_many ? "group" : "radiogroup", "aria-label": label });
	const made = { node: box, chosen: [], options };
	const toggle = (value) => {
		const is_there = made.chosen.includes(value);
		const others = is_many ? made.chosen.filter((one) => one !== value) : [];
		made.chosen = is_there ? others : [...others, value];
		draw();
		changed(made.chosen);
	};
	const draw = () => box.replaceChildren(...made.options.map(tile));
	const tile = ({ value, label: words }) => {
		const is_chosen = String(made.chosen.includes(value));
		const state = is_many ? { "aria-pressed": is_chosen } : { role: "radio", "aria-checked": is_chosen };
		return element("button", { type: "button", class: "kind", "data-value": value, ...state, onclick: () => toggle(value) }, words);
	};
	made.set = (chosen) => {
		made.chosen = chosen;
		draw();
	};
	made.set_options = (more) => {
		made.options = more;
		draw();
	};
	draw();
	return made;
}

/** A search whose results are large buttons; `find(words)` resolves to [{value, label}]. */
export function picker(label, find, { is_many = false } = {}) {
	const { node, input } = field(label, "input", { type: "search", autocomplete: "off" });
	const found = choices(label, [], { is_many });
	let asked = null;
	const search = async () => {
		const words = input.value.trim();
		asked = words;
		const rows = await find(words).catch(() => []);
		if (asked !== words) return;
		const kept = found.options.filter(({ value }) => found.chosen.includes(value));
		found.set_options([...kept, ...rows.filter(({ value }) => !found.chosen.includes(value))]);
	};
	let wait;
	input.addEventListener("input", () => {
		clearTimeout(wait);
		wait = setTimeout(search, 300);
	});
	search();
	return { node: element("div", {}, node, found.node), value: () => found.chosen };
}

export const empty = (text) => element("p", { class: "empty" }, text);

/** What is shown while something is asked for. */
export const loading = () => element("p", { class: "empty", role: "status" }, __("Loading …"));

/** A sentence and a way to try again. */
export const failure = (error, again) =>
	element("div", { class: "card" }, element("p", { class: "notice danger", role: "alert" }, error.message), button(__("Try again"), again));
