// One thing of the queue: what it is about, and its next steps as large buttons.
import { __, element } from "../snapshot/page";
import { get, post } from "./api";
import { further_buttons, orders_of } from "./further";
import { glance_of } from "./glance";
import { open_panel } from "./panel";
import { button, failure, loading } from "./parts";
import { Place } from "./place";
import { new_photos, note, send_form, step_form } from "./step_form";
import { visit_form } from "./visit_form";
import { task_of } from "./words";

// A step into one of these undoes or ends something: it is never the first that one is offered.
const ENDS = ["Rejected", "Refused", "Withdrawn", "Referred", "Raised", "Suspended"];

/** Opens a row of the queue, {doctype, name, task, …}; `changed` is called once something was done. */
export function open_item(row, changed) {
	const panel = open_panel(task_of(row));
	const load = async () => {
		panel.body.replaceChildren(loading());
		try {
			const item = await get("work.item", { doctype: row.doctype, name: row.name });
			draw(panel, { title: row.title, ...item }, load, changed);
		} catch (error) {
			panel.body.replaceChildren(failure(error, load));
		}
	};
	load();
}

function draw(panel, item, load, changed) {
	const sent = ({ is_stale }) => {
		if (is_stale) return load();
		panel.close();
		changed();
	};
	const facts = item.facts.flatMap(({ label, value }) => [element("dt", {}, label), element("dd", {}, value)]);
	panel.body.replaceChildren(
		...[
			item.case ? glance_of(item.case) : null,
			orders_of(item, (row) => open_item(row, sent)),
			facts.length ? element("section", { class: "card" }, element("dl", { class: "facts" }, ...facts)) : null,
			item.doctype === "Help Request" ? contact_of(item) : null,
			item.person ? person_of(item.person) : null,
			item.doctype === "Visit" ? visit_form(item, sent) : null,
			item.may_answer ? check_form(item, sent) : null,
			actions_of(item, sent),
		].filter(Boolean)
	);
}

/** The likeliest step first and filled, those that cannot succeed grey with their reason. */
function actions_of(item, sent) {
	const box = element("section", { class: "actions", "aria-label": __("Next steps") });
	const first = item.steps.find((step) => !step.refusal && !ENDS.includes(step.stage));
	const draw_all = () => {
		box.classList.add("docked");
		box.replaceChildren(...item.steps.flatMap((step) => step_button(step, step === first, show)), ...further_buttons(item, sent, ask));
	};
	const ask = (label, form) => {
		box.classList.remove("docked");
		box.replaceChildren(element("h3", {}, label), form.node, button(__("Other steps"), draw_all));
		box.scrollIntoView({ block: "start" });
	};
	const show = (step) => {
		box.classList.remove("docked");
		const form = step_form(item, step, sent);
		const back = button(__("Other steps"), () => {
			form.stop();
			draw_all();
		});
		box.replaceChildren(element("h3", {}, step.label), form.node, back);
		box.scrollIntoView({ block: "start" });
		// A step that asks nothing is taken with the first tap; what refuses it is shown there.
		if (form.is_plain) form.node.dispatchEvent(new Event("submit", { cancelable: true }));
	};
	draw_all();
	return item.steps.length || item.further.length ? box : null;
}

function step_button(step, is_first, show) {
	const made = button(step.label, () => show(step), is_first ? "button wide primary step" : "button wide step");
	made.dataset.action = step.action;
	if (!step.refusal) return [made];
	made.disabled = true;
	return [made, element("p", { class: "hint refusal" }, step.refusal)];
}

/** What a checker found: photos and place with it, then one of two answers. */
function check_form(item, sent) {
	let form;
	const photos = new_photos(() => form);
	const place = new Place({ grid: item.case?.place.grid, opens_map: item.needs_position });
	place.is_needed = item.needs_position;
	place.start();
	const words = note(__("Note"), false);
	const values = { check: item.name };
	const result = { node: "", read: () => ({ result: chosen }) };
	let chosen = "Passed";
	form = send_form({ item, label: __("Passed"), method: "check.answer", values, parts: [words, result], photos, place, sent: (how) => sent(how) });
	const passed = form.node.querySelector("[type=submit]");
	passed.addEventListener("click", () => (chosen = "Passed"));
	const failed = element("button", { type: "submit", class: "button wide danger", id: "failed" }, __("Not passed"));
	failed.addEventListener("click", () => (chosen = "Failed"));
	passed.after(failed);
	passed.id = "passed";
	const hint = item.needs_photo ? element("p", { class: "hint" }, __("A photo is needed.")) : null;
	return element("section", { class: "card actions" }, element("h3", {}, __("What you found")), hint, form.node);
}

function person_of(person) {
	const line = (rows) => rows.filter(Boolean).join(" · ");
	const home = line([person.household, ...person.tags]);
	const members = person.members.map(({ full_name, relation }) => element("li", {}, line([full_name, relation])));
	return element(
		"section",
		{ class: "card" },
		element("h3", {}, line([person.full_name, person.age === null ? "" : __("{0} years", [person.age])])),
		home ? element("p", {}, home) : null,
		members.length ? element("details", {}, element("summary", {}, __("Household: {0} people", [members.length])), element("ul", {}, ...members)) : null,
		person.last_visits.length ? element("p", { class: "hint" }, __("Visited last: {0}", [person.last_visits[0].visited_at])) : null
	);
}

/** Whom to help and where is asked for and logged, not shown by itself. */
function contact_of(item) {
	const box = element("section", { class: "card" });
	const show = async () => {
		try {
			const { full_name, address, mobile, note: told } = await post("help_request.contact", { help_request: item.name });
			const call = mobile ? element("a", { class: "button wide", href: `tel:${mobile}` }, __("Call {0}", [mobile])) : null;
			box.replaceChildren(element("p", {}, [full_name, address].filter(Boolean).join(" · ")), ...[call, told && element("p", { class: "hint" }, told)].filter(Boolean));
		} catch (error) {
			box.replaceChildren(failure(error, show));
		}
	};
	box.append(button(__("Show name, address, phone"), show), element("p", { class: "hint" }, __("Who looks is noted.")));
	return box;
}

