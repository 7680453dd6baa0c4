// What a step asks of whoever takes it, and sending it: at once, or later when there is a network again.
import { RATINGS } from "../snapshot/parts";
import { __, data, element } from "../snapshot/page";
import { get } from "./api";
import * as outbox from "./outbox";
import { button, choices, field, notice, picker, show_notice, toast } from "./parts";
import { Photos } from "./photos";
import { Place } from "./place";
import { sent_position } from "./positions";

const TAKES_PHOTOS = ["Case Dispatch", "Case Check"];

/**
 * A form for something that is sent about an item.
 * `parts` are [{node, read}], where read gives values or throws an Error with what is missing; `sent` is called at the end.
 */
export function send_form({ item, label, method, values, parts, photos, place, sent, is_danger }) {
	const problem = notice();
	const submit = element("button", { type: "submit", class: `button wide primary${is_danger ? " danger" : ""}` }, label);
	const reload = button(__("Load it again"), () => sent({ is_stale: true }));
	reload.hidden = true;
	let row_id = null;
	const send = async () => {
		const read = Object.assign({}, ...parts.map((part) => part.read()));
		const position = place ? await place.answer() : null;
		if (place?.is_needed && !position) throw new Error(place.text.textContent);
		const about = { doctype: item.doctype, name: item.name };
		const title = `${label} · ${item.case?.title || item.title || item.name}`;
		const all = { ...values, ...read, ...sent_position(position, Date.now()) };
		const outcome = await outbox.write({ id: row_id, kind: "step", title, method, values: all, photos: photos?.list, about });
		if (outcome.refused) {
			row_id = outcome.row.id;
			reload.hidden = outcome.status !== 409;
			throw new Error(outcome.refused);
		}
		place?.stop();
		toast(outcome.answer ? __("Done: {0}", [label]) : __("No network: kept on this phone and sent later."));
		sent({ is_later: !outcome.answer });
	};
	const form = element("form", { class: "step-form", novalidate: true }, ...parts.map((part) => part.node), photos?.node || null, place?.node || null, problem, submit, reload);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		show_notice(problem, "");
		submit.disabled = true;
		send()
			.catch((error) => show_notice(problem, error.message))
			.finally(() => (submit.disabled = false));
	});
	return { node: form, say: (text) => show_notice(problem, text) };
}

/** The form of a workflow step; `is_plain` says that it asks nothing. */
export function step_form(item, step, sent) {
	const asks = (name) => step.asks.includes(name);
	const fields = {};
	const parts = parts_of(item, step, fields);
	const read_fields = { node: "", read: () => ({ fields: read_all(fields) }) };
	let form;
	const photos = asks("answer") && TAKES_PHOTOS.includes(item.doctype) ? new_photos(() => form) : null;
	const place = photos && new Place({ grid: item.case?.place.grid });
	place?.start();
	const values = { doctype: item.doctype, name: item.name, action: step.action, modified: item.modified };
	form = send_form({ item, label: step.label, method: "step.take", values, parts: [...parts, read_fields], photos, place, sent });
	return { ...form, is_plain: !parts.length && !photos, stop: () => place?.stop() };
}

export const new_photos = (form) => new Photos({ most: data.max_photos, changed: () => {}, say: (text) => form()?.say(text) });

/** What a step asks as parts; what goes into `fields` of the request is written there by its reader. */
function parts_of(item, step, fields) {
	const makers = {
		grid: () => chosen(fields, "grid", __("Grid"), find_grids),
		category: () => chosen(fields, "category", __("Kind of problem"), (words) => find_kinds(words || item.case?.description || "")),
		units: () => units(fields),
		volunteer: () => helper(fields, item),
		voice: () => voice(fields),
		answer: () => text(fields, item.doctype === "Help Request" ? "result" : "answer", __("What Was Done")),
		reason: () => note(),
	};
	const parts = step.asks.filter((name) => makers[name]).map((name) => makers[name]());
	if (item.doctype === "Case" && ["Closed", "Rejected"].includes(step.stage)) parts.push(resolution(fields));
	return parts;
}

const read_all = (fields) => Object.fromEntries(Object.entries(fields).map(([name, read]) => [name, read()]).filter(([, value]) => value));

function required(value, label) {
	if (!value || value.length === 0) throw new Error(__("{0} is missing. Fill it in.", [label]));
	return value;
}

function text(fields, name, label) {
	const { node, input } = field(label, "textarea", { rows: 3, maxlength: 2000, "data-field": name });
	fields[name] = () => required(input.value.trim(), label);
	return { node, read: () => ({}) };
}

export function note(label = __("Reason"), is_required = true) {
	const { node, input } = field(label, "textarea", { rows: 3, maxlength: 2000, "data-field": "note" });
	return { node, read: () => ({ note: is_required ? required(input.value.trim(), label) : input.value.trim() }) };
}

function resolution(fields) {
	const { node, input } = field(__("Answer to the reporter (may stay empty)"), "textarea", { rows: 2, maxlength: 2000, "data-field": "resolution" });
	fields.resolution = () => input.value.trim();
	return { node, read: () => ({}) };
}

function chosen(fields, name, label, find) {
	const made = picker(label, find);
	fields[name] = () => required(made.value()[0], label);
	return { node: made.node, read: () => ({}) };
}

async function find_grids(words) {
	const rows = await get("grid.search", { txt: words, page_length: 8, filters: JSON.stringify({ enabled: 1 }) });
	return rows.map(([value, name, path]) => ({ value, label: `${name} · ${path.split(" / ").slice(-2).join(" / ")}` }));
}

const find_kinds = async (words) => (await get("work.kinds", { words })).kinds.map(({ code, name }) => ({ value: code, label: name }));

/** The first unit that is chosen leads, the others help. */
function units(fields) {
	const label = __("Units (the first one leads)");
	let known = null;
	const find = async (words) => {
		known ||= (await get("work.units")).units;
		const fitting = known.filter(({ unit_name }) => unit_name.includes(words)).slice(0, 12);
		return fitting.map(({ name, unit_name }) => ({ value: name, label: unit_name }));
	};
	const made = picker(label, find, { is_many: true });
	fields.units = () => required(made.value(), label).map((unit, index) => ({ unit, duty: index ? "Helping" : "Lead" }));
	return { node: made.node, read: () => ({}) };
}

function helper(fields, item) {
	const label = __("Who helps");
	const find = async (words) => {
		const { volunteers, teams } = await get("help_request.candidates", { help_request: item.name });
		const people = volunteers.map(({ volunteer, full_name, reason }) => ({ value: PERSON + volunteer, label: `${full_name} · ${reason}` }));
		const groups = teams.map(({ team, reason }) => ({ value: TEAM + team, label: __("{0} (team) · {1}", [team, reason]) }));
		return [...people, ...groups].filter(({ label: name }) => name.includes(words));
	};
	const made = picker(label, find);
	const read = (kind) => () => value_of(required(made.value()[0], label), kind);
	Object.assign(fields, { volunteer: read(PERSON), team: read(TEAM) });
	return { node: made.node, read: () => ({}) };
}

// One list offers people and teams: what is chosen says which it is.
const PERSON = "person:";
const TEAM = "team:";
const value_of = (chosen_value, kind) => (chosen_value.startsWith(kind) ? chosen_value.slice(kind.length) : "");

function voice(fields) {
	const ways = [
		{ value: "By Phone", label: __("By phone") },
		{ value: "In Person", label: __("In person") },
	];
	const how = choices(__("How the person was asked"), ways);
	how.set(["By Phone"]);
	const ratings = choices(__("What the person said"), Object.entries(RATINGS).map(([value, name]) => ({ value, label: name() })));
	fields.confirmation = () => how.chosen[0];
	fields.rating = () => ratings.chosen[0];
	const title = (words) => element("p", { class: "label" }, words);
	return { node: element("div", {}, title(__("How the person was asked")), how.node, title(__("What the person said")), ratings.node), read: () => ({}) };
}
