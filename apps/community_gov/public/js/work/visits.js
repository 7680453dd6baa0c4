// Today's visits in the order of a walk.
import { __, element } from "../snapshot/page";
import { get } from "./api";
import { button, empty, failure, loading } from "./parts";
import { visit_kind } from "./words";

let is_mine = true;

export async function show_visits(box, { open }) {
	box.replaceChildren(loading());
	const again = () => show_visits(box, { open });
	try {
		const { visits } = await get("visit.day_list", { mine: is_mine ? 1 : 0 });
		const toggle = button(is_mine ? __("Show all of my area") : __("Show only mine"), () => {
			is_mine = !is_mine;
			again();
		});
		const rows = visits.map((visit, index) => element("li", {}, line(visit, index + 1, open)));
		const none = is_mine ? __("No visits are due for you today.") : __("No visits are due in your area today.");
		box.replaceChildren(rows.length ? element("ol", { class: "queue" }, ...rows) : empty(none), toggle);
	} catch (error) {
		box.replaceChildren(failure(error, again));
	}
}

function line(visit, number, open) {
	const row = { doctype: "Visit", name: visit.name, task: visit.visit_kind, title: visit.address };
	const words = [visit_kind(visit.visit_kind), visit.care_tag, visit.address].filter(Boolean).join(" · ");
	return element(
		"button",
		{ type: "button", class: "queue-row", "data-name": visit.name, onclick: () => open(row) },
		element("span", { class: "thumb number" }, String(number)),
		element("span", { class: "queue-words" }, element("strong", {}, visit.full_name || visit.address), element("span", { class: "hint" }, words)),
		visit.overdue ? element("span", { class: "clock Red" }, __("Since {0}", [visit.due_on.slice(5)])) : null
	);
}
