// A case at a glance, above the forms of Case, Case Dispatch and Case Check: stages, clock, place, words, photos.
import { add_tiles, draw_boundaries } from "../maps/boundaries";
import { in_sight, load_maps } from "../maps/in_sight";
import { escaped } from "./markup";

frappe.provide("community_gov");

const COLOURS = { Green: "green", Yellow: "yellow", Red: "red" };

/** Shows the case on a form; `name` is its number, `frm` any form that belongs to it. */
community_gov.show_glance = async (frm, name) => {
	if (frm.is_new() || !name) return;
	const { doc } = frm;
	const case_ = await community_gov.get("case_views.glance", { case: name });
	if (frm.doc !== doc) return;
	const has_title = frm.doctype !== "Case";
	const section = community_gov.put_section(frm, "glance", "", __("At a Glance"));
	// The section is known by the box inside, so that it stands there once.
	draw_glance(section.find("[data-section-key]"), case_, has_title);
};

/** Draws what `case_views.glance` told of a case into a box; `has_title` where its title stands nowhere else. */
export function draw_glance($box, case_, has_title) {
	$box.html(markup(case_, has_title));
	$box.on("click", "[data-photo]", ({ currentTarget }) => open_large(currentTarget.dataset.photo));
	if (case_.place.latitude) draw_place($box.find(".cg-glance-map")[0], case_.place);
}

function markup(case_, has_title) {
	const { place, clock } = case_;
	const map = place.latitude ? '<div class="cg-glance-map"></div>' : "";
	return `<div class="cg-glance">
		<ol class="cg-glance-steps">${case_.steps.map((step) => step_of(step, case_)).join("")}</ol>
		<p class="cg-glance-clock">${clock_of(clock, case_)}</p>
		<div class="cg-glance-parts">
			<div class="cg-glance-words">
				${has_title ? `<b>${escaped(case_.title)}</b>` : ""}
				<p>${escaped(case_.description)}</p>
				<p class="text-muted">${escaped([place.path, place.address].filter(Boolean).join(" · "))}</p>
				${case_.units.length ? `<p>${escaped(__("With: {0}", [case_.units.join("、")]))}</p>` : ""}
			</div>
			${map}
			${photos_of(__("Photo Before"), case_.photos.before)}
			${photos_of(__("Photo After"), case_.photos.after)}
		</div>
	</div>`;
}

function step_of({ stage, at }, { stage: present }) {
	const label = escaped(community_gov.stage_label(stage, "Case"));
	const mark = stage === present ? ' aria-current="step"' : "";
	return `<li${mark}><b>${label}</b> <span class="text-muted">${moment(at).format("MM-DD HH:mm")}</span></li>`;
}

function clock_of({ light, due_at, used_hours, limit_hours, paused }, { category, urgency }) {
	const parts = [category, urgency === "Urgent" ? __("Urgent") : ""].filter(Boolean).map(escaped);
	if (due_at) {
		const due = paused ? __("The clock stands still.") : __("Due {0}", [moment(due_at).format("MM-DD HH:mm")]);
		const used = __("{0} of {1} hours used", [used_hours, limit_hours]);
		parts.unshift(`<span class="indicator ${COLOURS[light] || "gray"}">${escaped(`${due} · ${used}`)}</span>`);
	}
	return parts.join(" · ");
}

function photos_of(label, photos) {
	if (!photos.length) return "";
	const pictures = photos.map(
		(url) => `<button type="button" data-photo="${escaped(url)}" aria-label="${escaped(__("Open the photo"))}">
			<img src="${escaped(url)}" alt="" loading="lazy"></button>`
	);
	return `<figure class="cg-glance-photos"><figcaption class="text-muted">${escaped(label)}</figcaption>${pictures.join("")}</figure>`;
}

function open_large(url) {
	const dialog = new frappe.ui.Dialog({ title: __("Photo"), size: "extra-large" });
	dialog.$body.html(`<img class="cg-glance-large" src="${escaped(url)}" alt="">`);
	dialog.show();
}

async function draw_place(box, { latitude, longitude }) {
	await load_maps();
	// Whoever looks from row to row is at another case by now.
	if (!box.isConnected) return;
	const map = community_gov.new_map(box, { maxZoom: 18, zoomControl: false, scrollWheelZoom: false, dragging: false });
	map.setView([latitude, longitude], 16);
	L.circleMarker([latitude, longitude], { radius: 9, color: "#fff", weight: 2, fillColor: "#d03b3b", fillOpacity: 1 }).addTo(map);
	if (!frappe.model.can_read("Grid")) return;
	const found = await in_sight(map);
	add_tiles(map, found);
	draw_boundaries(found.boundaries, L.layerGroup().addTo(map), "cg-map-place");
}
