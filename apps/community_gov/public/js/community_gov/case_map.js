// The cases of a list on a map, in the colours of their stage light, without any server of tiles from outside.
import { add_tiles, draw_boundaries, draw_conflicts } from "../maps/boundaries";
import { in_sight, load_maps, overlap_text } from "../maps/in_sight";
import { escaped } from "./markup";

const WIDEST = 0.5; // degrees: the server draws boundaries for no wider part of the world
const KINDS = {
	Red: ["#d03b3b", () => __("Overdue")],
	Yellow: ["#e0a100", () => __("Nearly Due")],
	Green: ["#2f9e5b", () => __("In Time")],
	Open: ["#3b7dd8", () => __("Without a Limit")],
	Paused: ["#8a63b8", () => __("Suspended", null, "Case")],
	Done: ["#98a2ad", () => __("Done")],
};
const kind_of = ({ light, stage_category }) => light || stage_category;

class CaseMap extends frappe.views.ListView {
	get view_name() {
		return "Map";
	}

	async setup_defaults() {
		await load_maps();
		await super.setup_defaults();
		this.page_title = __("Map of Cases");
		// What is done hides what is to be done; whoever wants to see it clears the filter.
		const saved = Array.isArray(this.view_user_settings.filters);
		if (!saved) this.filters = [[this.doctype, "stage_category", "!=", "Done"]];
	}

	setup_page() {
		this.hide_page_form = true;
		this.hide_sort_selector = true;
		super.setup_page();
	}

	setup_view() {}

	render_header() {}

	get_call_args() {
		const filters = JSON.stringify(this.get_filters_for_args());
		return { type: "GET", method: "community_gov.api.v1.case_views.points", args: { filters } };
	}

	prepare_data(answer) {
		this.found = answer.message;
		this.data = this.found.points;
	}

	toggle_result_area() {
		this.$result.show();
		this.$no_result.hide();
		this.$paging_area.hide();
	}

	/** The map has a height of its own. */
	set_result_height() {}

	process_document_refreshes() {
		this.pending_document_refreshes = [];
		if (frappe.get_route_str() === this.page_name) this.refresh();
	}

	render() {
		if (!this.map) this.make_map();
		this.$told.text(told(this.found));
		this.points.clearLayers();
		// The most urgent come first in the answer, and are drawn last, on top.
		for (const point of [...this.data].reverse()) marker(point).addTo(this.points);
		// While somebody looks at a part of the map, new data must not move it.
		const asked = JSON.stringify(this.get_filters_for_args());
		if (asked !== this.shown) this.show_all();
		this.shown = asked;
	}

	make_map() {
		this.$result.html(`<div class="cg-map"><p class="cg-map-told" role="status"></p>
			<div class="cg-map-box"></div><p class="cg-map-legend">${legend()}</p></div>`);
		this.$told = this.$result.find(".cg-map-told");
		this.map = community_gov.new_map(this.$result.find(".cg-map-box")[0], { maxZoom: 18, zoomSnap: 0.5 });
		add_tiles(this.map, this.found);
		this.boundaries = L.layerGroup().addTo(this.map);
		this.points = L.featureGroup().addTo(this.map);
		if (frappe.model.can_read("Grid")) {
			this.map.on("moveend", () => this.draw_boundaries());
		}
	}

	show_all() {
		if (this.data.length) this.map.fitBounds(this.points.getBounds(), { padding: [40, 40], maxZoom: 16 });
		else if (!this.shown) this.map.setView([35, 105], 4);
	}

	async draw_boundaries() {
		const box = this.map.getBounds();
		if (box.getEast() - box.getWest() > WIDEST) return this.boundaries.clearLayers();
		const { boundaries, overlaps } = await in_sight(this.map);
		if (!box.equals(this.map.getBounds())) return;
		this.boundaries.clearLayers();
		draw_boundaries(boundaries, this.boundaries, "cg-map-place");
		draw_conflicts(overlaps, this.boundaries, overlap_text);
	}
}

function told({ points, total, placed, cap }) {
	const counts = __("{0} cases, {1} of them without a position.", [total, total - placed]);
	if (placed <= points.length) return counts;
	return `${counts} ${__("Only the {0} most urgent are shown; filter to see others.", [cap])}`;
}

const legend = () =>
	Object.values(KINDS)
		.map(([colour, label]) => `<span><i style="background: ${colour}"></i>${escaped(label())}</span>`)
		.join("");

function marker(point) {
	const kind = kind_of(point);
	const drawn = L.circleMarker([point.latitude, point.longitude], {
		radius: point.urgent ? 10 : 8,
		color: "#fff",
		weight: 2,
		fillColor: KINDS[kind][0],
		fillOpacity: 0.95,
		className: `cg-point ${kind.toLowerCase()}`,
	});
	const lines = [
		frappe.utils.html2text(point.title),
		[community_gov.stage_label(point.stage, "Case"), point.category, point.place].filter(Boolean).join(" · "),
		point.light && __("Due {0}", [moment(point.due_at).format("MM-DD HH:mm")]),
	];
	drawn.bindTooltip(lines.filter(Boolean).map(escaped).join("<br>"), { direction: "top" });
	return drawn.on("click", () => frappe.set_route("Form", "Case", point.case));
}

community_gov.use_own_view("Map", CaseMap);
