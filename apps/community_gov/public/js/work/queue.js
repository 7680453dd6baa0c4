// What waits for me: one large row each, with clock, picture and place.
import { __, address_of, element } from "../snapshot/page";
import { left_words, task_of } from "./words";
import { empty } from "./parts";
import { below_search } from "./search";

/** Draws the rows of work.home below a search for cases; `open` gets {doctype, name}. */
export const draw_queue = (box, rows, open) => below_search(box, open, (list) => draw_waiting(list, rows, open));

function draw_waiting(box, rows, open) {
	if (!rows.length) return box.replaceChildren(empty(__("Nothing waits for you.")));
	const late = rows.filter((row) => row.light === "Red").length;
	const summary = late ? __("{0} things wait, {1} of them over time.", [rows.length, late]) : __("{0} things wait.", [rows.length]);
	box.replaceChildren(
		element("p", { class: "hint", id: "queue-summary" }, summary),
		element("ul", { class: "queue" }, ...rows.map((row) => element("li", {}, line(row, open))))
	);
}

function line(row, open) {
	const place = [row.place, row.address].filter(Boolean).join(" · ");
	return element(
		"button",
		{ type: "button", class: "queue-row", "data-name": row.name, "data-light": row.light, onclick: () => open(row) },
		picture(row),
		element(
			"span",
			{ class: "queue-words" },
			element("span", { class: "queue-task" }, task_of(row), row.urgent ? element("span", { class: "urgent" }, __("Urgent")) : null),
			element("strong", {}, row.title || row.case || row.name),
			place ? element("span", { class: "hint" }, place) : null
		),
		row.minutes_left === null ? null : element("span", { class: `clock ${row.light || ""}` }, left_words(row.minutes_left))
	);
}

const ICONS = { Visit: "home", "Help Request": "hand", "Case Check": "check", "Community Notice": "bell" };

/** A small copy of the first photo: a list of full ones would be heavy. */
function picture({ thumbnail, doctype, case: name }) {
	const src = thumbnail && `${address_of("work.thumbnail")}?${new URLSearchParams({ case: name })}`;
	if (src) return element("img", { class: "thumb", src, alt: "", loading: "lazy" });
	return element("span", { class: "thumb" }, element("span", { class: `icon icon-${ICONS[doctype] || "case"}`, "aria-hidden": "true" }));
}
