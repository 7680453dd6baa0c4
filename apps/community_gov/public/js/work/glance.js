// A case at a glance on a phone: clock, place, words, photos before and after side by side.
import { __, data, element } from "../snapshot/page";
import { make_map, put_pin } from "../snapshot/map";
import { ways_of } from "../snapshot/ways";
import { open_panel } from "./panel";
import { load_leaflet } from "./place";
import { button } from "./parts";
import { short_time } from "./times";

export function glance_of(case_) {
	return element(
		"section",
		{ class: "card glance" },
		element("p", { class: "hint" }, [case_.case, case_.category, data.stages[case_.stage]].filter(Boolean).join(" · ")),
		element("h3", {}, case_.title),
		clock_of(case_),
		photos_of(case_.photos),
		case_.description === case_.title ? null : element("p", { class: "description" }, case_.description),
		place_of(case_.place),
		case_.units.length ? element("p", {}, __("With: {0}", [case_.units.join("、")])) : null,
		element(
			"details",
			{},
			element("summary", {}, __("Course of the case")),
			element("ol", { class: "steps" }, ...case_.steps.map(({ stage, at }) => step(stage, at, case_.stage)))
		)
	);
}

const step = (stage, at, present) =>
	element("li", { "aria-current": stage === present ? "step" : null }, data.stages[stage], " ", element("span", { class: "hint" }, short_time(at)));

function clock_of({ clock, urgency }) {
	const urgent = urgency === "Urgent" ? element("span", { class: "urgent" }, __("Urgent")) : null;
	if (!clock.due_at) return urgent;
	const due = clock.paused ? __("The clock stands still.") : __("Due {0}", [short_time(clock.due_at)]);
	const used = __("{0} of {1} hours used", [clock.used_hours, clock.limit_hours]);
	return element("p", {}, urgent, element("span", { class: `clock ${clock.light || ""}` }, `${due} · ${used}`));
}

/** Before on the left, after on the right, as checkers compare them. */
function photos_of({ before, after }) {
	if (!before.length && !after.length) return null;
	return element("div", { class: "compare" }, column(__("Before the work"), before), column(__("After the work"), after));
}

function column(label, photos) {
	const pictures = photos.map((url, index) =>
		element(
			"button",
			{ type: "button", class: "photo", "aria-label": __("{0}: open photo {1}", [label, index + 1]), onclick: () => enlarge(label, url) },
			element("img", { src: url, alt: "", loading: "lazy" })
		)
	);
	return element("figure", {}, element("figcaption", {}, label), ...(pictures.length ? pictures : [element("p", { class: "hint" }, __("No photo"))]));
}

function enlarge(label, url) {
	open_panel(label, { is_dark: true }).body.append(element("img", { class: "large", src: url, alt: label }));
}

/** The last two names say enough to whoever works there; the map shows the whole path. */
function place_of(place) {
	const near = (place.path || "").split(" / ").slice(-2).join(" ");
	const words = [near, place.address].filter(Boolean).join(" · ");
	const show = place.latitude ? button(__("See where it is"), () => show_map(place), "button") : null;
	return element("div", { class: "where" }, element("p", {}, words), show, ways_of(place.ways));
}

async function show_map(place) {
	const panel = open_panel(__("Map"));
	const box = element("div", { class: "map tall" });
	panel.body.append(element("p", {}, [place.path, place.address].filter(Boolean).join(" · ")), box);
	try {
		await load_leaflet();
		const map = make_map(box, place);
		put_pin(map, [place.latitude, place.longitude]);
	} catch {
		box.replaceWith(element("p", { class: "notice danger" }, __("The map could not be loaded.")));
	}
}
