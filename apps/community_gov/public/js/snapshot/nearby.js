// What is open near: a map of moved points and the same as a list.
import { __, by_id, data, element, get, locate, say } from "./page";
import { draw_cases, draw_places, make_map } from "./map";

let map = null;
let drawn = [];

export function start_nearby() {
	const place = new URLSearchParams(location.search).get("place");
	show({ place }).catch(tell);
	by_id("locate").addEventListener("click", async () => {
		try {
			await show(await locate());
			say("problem", "");
		} catch (error) {
			tell(error);
		}
	});
}

const tell = (error) => say("problem", error.message);

async function show(where) {
	const near = await get("public.nearby", where);
	list(near.cases);
	map = map || make_map(by_id("map"), near.centre);
	if (!map) throw new Error(__("The map could not be loaded. The list below shows the same."));
	for (const layer of drawn) layer.remove();
	map.setView([near.centre.latitude, near.centre.longitude], 15);
	drawn = [draw_places(map, near.boundaries), draw_cases(map, near.cases)];
}

function list(cases) {
	by_id("count").textContent = __("Cases nearby: {0}", [cases.length]);
	const rows = cases.map((row) =>
		element(
			"li",
			{},
			element("span", { class: `dot ${row.stage_category === "Done" ? "closed" : "open"}` }),
			element("span", { class: "kind-name" }, row.category || __("Kind not known yet")),
			element("span", { class: "hint" }, `${data.stages[row.stage]} · ${row.reported_on}`)
		)
	);
	const none = element("li", { class: "hint" }, __("Nothing is open here."));
	by_id("cases").replaceChildren(...(rows.length ? rows : [none]));
}
