// Notices that are to hang on boards: where the sheet hangs, which building passes it, and a photo, which wait where there is no network.
import { __, element } from "../snapshot/page";
import { get } from "./api";
import { note_row } from "./noting";
import { button, field, notice, show_notice } from "./parts";
import { Photos } from "./photos";

const METHOD = "community_notice.post_board";

/** What is to be posted; nothing where the server cannot be reached. */
export const boards_to_post = () => get("community_notice.board_list").catch(() => ({ notices: [], buildings: [] }));

/** A section with the notices; null where there is none. */
export function board_section({ notices, buildings }) {
	if (!notices.length) return null;
	const title = element("h2", {}, __("{0} notices to post on boards", [notices.length]));
	return element("div", { id: "boards" }, title, ...notices.map((row) => board_card(row, buildings)));
}

function board_card(row, buildings) {
	const hangs = row.boards.map(({ place, posted_at }) => element("li", {}, [place, posted_at].filter(Boolean).join(" · ")));
	const list = element("ul", { class: "lines" }, ...hangs);
	const form = element("details", {}, element("summary", {}, __("Note a board")));
	// The form is made when somebody opens it.
	form.addEventListener("toggle", () => form.childElementCount === 1 && form.append(...parts(row, list, buildings)), { once: true });
	return element("section", { class: "card", "data-board": row.notice }, element("h3", {}, row.title), list, form);
}

function parts(row, list, buildings) {
	const problem = notice();
	const place = field(__("Where it hangs"), "input", { type: "text", maxlength: 140 });
	const near = buildings.filter(({ grid }) => grid.startsWith(row.grid));
	const options = near.map(({ name, title }) => element("option", { value: name }, title));
	const building = field(__("Whose households pass it"), "select", {}, element("option", { value: "" }, __("No particular building")), ...options);
	const photo = new Photos({ most: 1, changed: () => {}, say: (text) => show_notice(problem, text) });
	const send = button(__("It hangs there"), () => note(row, list, { place, building, photo, send, problem }), "button wide primary");
	return [place.node, near.length ? building.node : null, photo.node, problem, send].filter(Boolean);
}

async function note(row, list, { place, building, photo, send, problem }) {
	const where = place.input.value.trim();
	if (!where || !photo.list.length) return show_notice(problem, __("Write where it hangs and take a photo of it."));
	send.disabled = true;
	const values = { notice: row.notice, place: where, building: building.input.value };
	const is_noted = await note_row({ kind: "board", title: `${row.title} · ${where}`, method: METHOD, values, photos: photo.list }, problem);
	send.disabled = false;
	if (!is_noted) return;
	list.append(element("li", {}, where));
	[place.input.value, building.input.value] = ["", ""];
	photo.set([]);
}
