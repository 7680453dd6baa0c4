// Parts of public pages: cards, facts, ratings.
import { __, element } from "./page";

export const RATINGS = {
	Satisfied: () => __("Satisfied"),
	"Basically Satisfied": () => __("Basically Satisfied"),
	Dissatisfied: () => __("Dissatisfied"),
};

export const card = (title, ...children) => element("section", { class: "card" }, element("h2", {}, title), ...children);

/** Names and values; those without a value are left out. */
export function facts(rows) {
	const lines = rows.filter(([, value]) => value);
	const cells = lines.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, String(value))]);
	return element("dl", { class: "facts" }, ...cells);
}

/** A button with a face for each rating; `rate` gets the one that was pressed. */
export function rating_buttons(rate) {
	const buttons = Object.entries(RATINGS).map(([value, name]) =>
		element(
			"button",
			{ type: "button", class: "rate", "data-rating": value, onclick: () => rate(value) },
			element("span", { class: "face", "aria-hidden": "true" }),
			name()
		)
	);
	return element("div", { class: "ratings" }, ...buttons);
}
