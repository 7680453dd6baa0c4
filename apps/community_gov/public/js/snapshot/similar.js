// Before a report is sent: is it perhaps one of the open cases near? Then following it is enough.
import { __, by_id, data, element, get, new_key, post } from "./page";

/**
 * Shows open cases that may be the same.
 * Resolves to {followed: answer}, or to {} where it is another problem or nothing is alike.
 */
export async function ask_similar({ position, category, description }) {
	const rows = position ? await find({ ...position, category, description }) : [];
	if (!rows.length) return {};
	return new Promise((resolve, reject) => draw(rows, description, resolve, reject));
}

async function find(asked) {
	try {
		return await get("public.similar", asked);
	} catch {
		// A report matters more than the question whether it is the first.
		return [];
	}
}

function draw(rows, description, resolve, reject) {
	const box = by_id("similar");
	const end = (settle, value) => {
		box.hidden = true;
		settle(value);
	};
	const follow = (row) =>
		post("public.follow", { handle: row.handle, text: description, idempotency_key: new_key() }).then(
			(answer) => end(resolve, { followed: answer }),
			(error) => end(reject, error)
		);
	const items = rows.map((row) =>
		element(
			"li",
			{},
			element("span", { class: "dot" }),
			element("span", { class: "kind-name" }, row.category || __("Kind not known yet")),
			element("span", { class: "hint" }, facts_of(row)),
			element("button", { type: "button", class: "button follow", onclick: () => follow(row) }, __("It is this one: follow it"))
		)
	);
	const other = element(
		"button",
		{ type: "button", class: "button primary wide", id: "another", onclick: () => end(resolve, {}) },
		__("It is another problem: send my report")
	);
	box.replaceChildren(element("h2", {}, __("Reported already?")), element("ul", { class: "cases" }, ...items), other);
	box.hidden = false;
	box.scrollIntoView({ block: "center" });
}

const facts_of = (row) =>
	[data.stages[row.stage], row.reported_on, __("about {0} m away", [row.distance])].join(" · ");
