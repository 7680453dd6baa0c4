// What pages have in common on which a proven number speaks: its binding, work that is done once, lists.
import { __, by_id, data, element, say } from "./page";
import { stored } from "./storage";

let is_busy = false;

/** The token of the bound phone, or undefined. */
export const binding = () => stored("community_gov.binding")?.binding;

/** What the work answers; null where it failed, which the page then says. */
export async function tried(work) {
	try {
		return await work();
	} catch (error) {
		if (by_id("told")) say("told", "");
		say("problem", error.message);
		return null;
	}
}

/** A second tap while the first one is under way is none. */
export async function once(work) {
	if (is_busy) return;
	is_busy = true;
	say("problem", "");
	await tried(work);
	is_busy = false;
}

export const fill = (id, rows, draw, nothing) =>
	by_id(id).replaceChildren(...(rows.length ? rows.map(draw) : [element("p", { class: "notice" }, nothing)]));

/** A link to where a number is proven; `look` is of a button. */
export const prove_link = (look = "button wide") =>
	element("a", { class: look, href: `/front?_lang=${data.lang}#phone` }, __("Prove my mobile number"));

/** Says that something was done, in the place of a problem. */
export function tell(words) {
	say("problem", "");
	say("told", words);
}

/** A button that does its work once, however often it is tapped. */
export function button(label, work, look = "button wide") {
	const made = element("button", { type: "button", class: look }, label);
	made.addEventListener("click", () => once(work));
	return made;
}

/** 1 to 5 as buttons with stars; `rate` gets the number that was pressed. */
export function stars(label, rate) {
	const made = [1, 2, 3, 4, 5].map((number) =>
		element(
			"button",
			{ type: "button", class: "star", "aria-label": __("{0} of 5", [number]), onclick: () => once(() => rate(number)) },
			"★".repeat(number)
		)
	);
	return element("div", { class: "stars", role: "group", "aria-label": label }, ...made);
}
