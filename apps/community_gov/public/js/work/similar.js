// Before a report is sent: is it one of the open cases near? Then following it is enough.
import { __, data, element, new_key } from "../snapshot/page";
import { get, post } from "./api";
import { open_panel } from "./panel";
import { failure } from "./parts";

const PATIENCE = 4_000;

export const SEND = "send";
export const FOLLOWED = "followed";

/** Shows open cases that may be the same; resolves to SEND, FOLLOWED, or nothing where somebody went back to the form. */
export async function ask_similar({ latitude, longitude, grid, category, description }) {
	const rows = await find({ latitude, longitude, grid, category, description: description.slice(0, 500) });
	return rows.length ? new Promise((resolve) => show(rows, description, resolve)) : SEND;
}

/** A report matters more than the question whether it is the first: without an answer it is sent. */
async function find(asked) {
	const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, { similar: [] }));
	const answer = get("case.similar", asked).catch(() => ({ similar: [] }));
	return (await Promise.race([answer, late])).similar.slice(0, 5);
}

function show(rows, text, resolve) {
	let chosen = null;
	const panel = open_panel(__("Reported already?"), { closed: () => resolve(chosen) });
	const choose = (what) => {
		chosen = what;
		panel.close();
	};
	const follow = async (row, button) => {
		button.disabled = true;
		try {
			await post("case.follow", { case: row.case, text, idempotency_key: new_key() });
			choose(FOLLOWED);
		} catch (error) {
			button.disabled = false;
			panel.body.prepend(failure(error, () => follow(row, button)));
		}
	};
	const other = element("button", { type: "button", class: "button primary wide", id: "another", onclick: () => choose(SEND) }, __("It is another problem: send my report"));
	panel.body.append(...rows.map((row) => card(row, follow)), other);
}

function card(row, follow) {
	const facts = [data.stages[row.stage], row.reported_at.slice(5, 16), row.distance === null ? "" : __("about {0} m away", [Math.round(row.distance)])];
	const button = element("button", { type: "button", class: "button wide follow" }, __("It is this one: follow it"));
	button.addEventListener("click", () => follow(row, button));
	return element("section", { class: "card" }, element("strong", {}, row.title), element("p", { class: "hint" }, facts.filter(Boolean).join(" · ")), button);
}
