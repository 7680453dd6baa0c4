// Search in Chinese: cases, residents and volunteers among the answers of Ctrl+K and Ctrl+G, and in Frappe's search dialog.
import { escaped } from "./markup";

frappe.provide("community_gov");
frappe.provide("frappe.search");

const SEARCHED = ["Case", "Resident", "Volunteer"];
// Below "Search for …", which Enter takes, and above the lists and reports of the same words.
const [BELOW_THE_FIRST, ABOVE_ALL] = [99, 120];
const PAUSE = 250;
const IN_DIALOG = 20;
const HIT = "community_gov_hit";

/** The kinds of documents that the account may search. */
const readable = () => SEARCHED.filter((doctype) => frappe.model.can_read(doctype));

/** How a hit stands and where it is, behind its number: people are told apart by their place. */
const told = ({ doctype, name, place, stage }) =>
	[doctype === "Resident" ? "" : name, stage && __(stage, null, doctype), place].filter(Boolean).join(" · ");

/** Promise of what a text leads to; nothing where it may not be asked, as somebody who types is not to be stopped. */
const ask = (text, limit) =>
	new Promise((resolve) => {
		if (!readable().length) return resolve(null);
		frappe
			.call({ type: "POST", method: "community_gov.api.v1.search.find", args: { text, limit }, silent: true })
			.then((answer) => resolve(answer.message), () => resolve(null));
	});

const { AwesomeBar } = frappe.search;
const { make_global_search } = AwesomeBar.prototype;
AwesomeBar.prototype.make_global_search = function (text, ...more) {
	make_global_search.call(this, text, ...more);
	clearTimeout(this.community_gov_timer);
	if (text[0] !== "#") this.community_gov_timer = setTimeout(() => add_hits(this, text), PAUSE);
};

async function add_hits(bar, text) {
	const { input } = bar.awesomplete;
	const is_asked = () => input.value.trim().replace(/\s\s+/g, " ") === text;
	if (!is_asked()) return;
	const answer = await ask(text, 5);
	// What is typed meanwhile has its own answer.
	if (!answer || !is_asked()) return;
	const hits = answer.hits.map((hit, at) => hit_option(hit, text, at));
	const others = [...(answer.is_phone ? [phone_option(text)] : []), ...answer.more.map((kind) => more_option(kind, text))];
	bar.options = bar.options.filter((option) => !option[HIT]).concat(hits, others);
	bar.awesomplete.list = bar.deduplicate(bar.options);
}

function hit_option(hit, text, at) {
	const kind = `<span class="text-muted">${escaped(__(hit.doctype))}</span>`;
	return {
		[HIT]: true,
		label: `${kind} <b>${escaped(hit.title)}</b>`,
		value: `${hit.doctype} ${hit.name}`,
		description: escaped(told(hit)),
		route: ["Form", hit.doctype, hit.name],
		index: (is_key_of(hit, text) ? ABOVE_ALL : BELOW_THE_FIRST) - at / 100,
	};
}

/** Whether a text is the number of a document and no mere part of it: then Enter opens it. */
function is_key_of({ name }, text) {
	const typed = text.replace(/\W/g, "").toUpperCase();
	const key = name.replace(/\W/g, "").toUpperCase();
	return typed.length > 8 && key.endsWith(typed);
}

const more_option = (doctype, text) => ({
	[HIT]: true,
	label: escaped(__("More of {0}: {1}", [__(doctype), text])),
	value: `${doctype} ${text}`,
	index: BELOW_THE_FIRST - 0.5,
	onclick: () => community_gov.search_list(doctype, text),
});

const phone_option = (text) => ({
	[HIT]: true,
	label: escaped(__("Whose telephone number is {0}?", [text])),
	value: `tel ${text}`,
	index: ABOVE_ALL,
	onclick: () => ask_phone(text),
});

function ask_phone(phone) {
	const dialog = new frappe.ui.Dialog({
		title: __("Find by Telephone Number"),
		fields: [
			{ fieldname: "phone", fieldtype: "Data", label: __("Telephone Number"), default: phone, reqd: 1 },
			community_gov.purpose_field(),
		],
		primary_action_label: __("Find"),
		primary_action: async (values) => {
			const { hits } = await community_gov.post("search.phone", values);
			dialog.hide();
			if (hits.length === 1) frappe.set_route("Form", hits[0].doctype, hits[0].name);
			else show_hits(hits);
		},
	});
	dialog.show();
}

function show_hits(hits) {
	const lines = hits.map((hit) => {
		const link = frappe.utils.get_form_link(hit.doctype, hit.name, true, escaped(hit.title));
		return `<li>${escaped(__(hit.doctype))} ${link} <span class="text-muted">${escaped(told(hit))}</span></li>`;
	});
	const none = __("Nobody whom you may see has this number.");
	frappe.msgprint({
		title: __("Find by Telephone Number"),
		message: lines.length ? `<ul>${lines.join("")}</ul>` : none,
	});
}

const { get_global_results } = frappe.search.utils;
frappe.search.utils.get_global_results = async function (text, start, limit, doctype = "") {
	const theirs = await get_global_results.call(this, text, start, limit, doctype);
	const is_first = !start && !doctype;
	const answer = is_first ? await ask(text, IN_DIALOG) : null;
	const sets = SEARCHED.map((kind) => dialog_set(kind, answer?.hits || [])).filter((set) => set.results.length);
	const known = new Set(sets.map((set) => set.title));
	return [...sets, ...theirs.filter((set) => !known.has(set.title))];
};

function dialog_set(doctype, hits) {
	const results = hits
		.filter((hit) => hit.doctype === doctype)
		.map((hit) => ({
			label: escaped(hit.title),
			value: hit.name,
			description: escaped(told(hit)),
			route: ["Form", doctype, hit.name],
		}));
	return { title: doctype, results, fetch_type: "Nav" };
}
