// Grids and what their teams lack, on a map without any server of tiles from outside.
import { add_tiles } from "../maps/boundaries";
import { load_maps } from "../maps/in_sight";
import { escaped } from "./markup";

frappe.provide("community_gov");

const COLOURS = ["#2f9e5b", "#e0a100", "#e8710a", "#d03b3b"];
const LEGEND = [() => __("Complete", null, "Grid Strength"), () => __("One gap"), () => __("Two gaps"), () => __("Three gaps")];

community_gov.show_strength = async (area) => {
	await load_maps();
	const found = await community_gov.get("grid.strength_map", { area });
	const dialog = new frappe.ui.Dialog({ title: __("Gaps of the Grid Teams"), size: "extra-large" });
	dialog.$body.html(`<div class="cg-map"><p class="cg-map-told" role="status"></p>
		<div class="cg-map-box"></div><p class="cg-map-legend">${legend()}</p></div>`);
	// The map measures itself, so the dialog must stand first.
	dialog.$wrapper.on("shown.bs.modal", () => draw(dialog.$body, found));
	dialog.show();
};

function draw($body, found) {
	const lacking = found.grids.filter((row) => row.gaps.length).length;
	const text = __("{0} grids with a boundary, {1} of them with gaps.", [found.grids.length, lacking]);
	$body.find(".cg-map-told").text(text);
	const map = community_gov.new_map($body.find(".cg-map-box")[0], { maxZoom: 18, zoomSnap: 0.5 });
	add_tiles(map, found);
	const layer = L.featureGroup().addTo(map);
	for (const row of found.grids) add_grid(row, found.words, layer);
	if (found.grids.length) map.fitBounds(layer.getBounds(), { padding: [20, 20] });
	else map.setView([35, 105], 4);
}

function add_grid({ grid, grid_name, gaps, shape }, words, layer) {
	const color = COLOURS[gaps.length];
	const style = { color, weight: 2, fillColor: color, fillOpacity: 0.35 };
	const lines = [grid_name, ...gaps.map((gap) => words[gap])];
	L.geoJSON(shape, { style })
		.bindTooltip(lines.map(escaped).join("<br>"), { sticky: true })
		.on("click", () => frappe.set_route("Form", "Grid", grid))
		.addTo(layer);
}

const legend = () =>
	LEGEND.map((label, gaps) => `<span><i style="background: ${COLOURS[gaps]}"></i>${escaped(label())}</span>`).join("");
