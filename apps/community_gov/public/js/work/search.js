// Cases by their words or number, above what waits; the list of what waits comes back when the field is empty.
import { __, element } from "../snapshot/page";
import { post } from "./api";
import { empty, loading } from "./parts";
import { stage_words } from "./words";

const PAUSE = 400;
const MOST = 20;

/**
 * The place below a search field in a box, where `draw` puts what is shown without a search; `open` gets {doctype, name}.
 * What somebody searches for stays when the queue is asked for anew.
 */
export function below_search(box, open, draw) {
	const known = box.querySelector("#work-search");
	const input = known || field();
	const list = known ? box.querySelector("#work-list") : element("div", { id: "work-list" });
	const show = () => (input.value.trim() ? null : draw(list));
	if (!known) {
		box.replaceChildren(input, list);
		let wait;
		input.addEventListener("input", () => {
			clearTimeout(wait);
			wait = setTimeout(() => search(input, list, open), PAUSE);
		});
	}
	input.draw = () => draw(list);
	show();
}

function field() {
	const label = __("Search cases");
	return element("input", { id: "work-search", type: "search", maxlength: 140, autocomplete: "off", placeholder: label, "aria-label": label });
}

async function search(input, list, open) {
	const text = input.value.trim();
	if (!text) return input.draw();
	list.replaceChildren(loading());
	const rows = await found(text);
	// What is typed meanwhile has its own answer.
	if (input.value.trim() !== text) return;
	list.replaceChildren(typeof rows === "string" ? empty(rows) : element("ul", { class: "queue" }, ...rows.map((row) => line(row, open))));
}

/** The cases of a text, or a sentence that says why there are none. */
async function found(text) {
	try {
		const { hits, is_short } = await post("search.find", { text, limit: MOST });
		const cases = hits.filter((hit) => hit.doctype === "Case");
		if (cases.length) return cases;
		return is_short ? __("Type two signs that stand together, or a word.") : __("Nothing was found.");
	} catch (error) {
		return error.message;
	}
}

function line(hit, open) {
	const words = element(
		"span",
		{ class: "queue-words" },
		element("span", { class: "queue-task" }, stage_words(hit.stage)),
		element("strong", {}, hit.title),
		element("span", { class: "hint" }, [hit.place, hit.name].filter(Boolean).join(" · "))
	);
	const attributes = { type: "button", class: "queue-row", "data-name": hit.name, onclick: () => open(hit) };
	return element("li", {}, element("button", attributes, words));
}
