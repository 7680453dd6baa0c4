// The boundary of a grid on a map of its form, with its neighbours and where they claim the same ground.
import { add_tiles, draw_boundaries, draw_conflicts } from "../maps/boundaries";
import { in_sight, load_maps, overlap_text } from "../maps/in_sight";
import { escaped } from "./markup";

frappe.provide("community_gov");

const OWN = { color: "#1f6fc4", weight: 3, fillColor: "#4f9be8", fillOpacity: 0.2 };

/** Draws into the field `boundary_map`; leaves it empty where the grid has no boundary. */
community_gov.draw_grid = async (frm) => {
	const { doc } = frm;
	const $wrapper = frm.get_field("boundary_map").$wrapper.empty();
	if (!doc.boundary) return;
	const found = await community_gov.get("grid.overlaps", { grid: doc.name });
	if (frm.doc !== doc || !found.shape) return;
	await load_maps();
	const lines = told(found).map((line) => `<p class="cg-map-told" role="status">${escaped(line)}</p>`);
	$wrapper.html(`<div class="cg-map cg-grid">${lines.join("")}<div class="cg-map-box"></div></div>`);
	draw($wrapper.find(".cg-map-box")[0], found);
};

async function draw(box, { shape, overlaps, beyond }) {
	const map = community_gov.new_map(box, { maxZoom: 18, zoomSnap: 0.5, scrollWheelZoom: false });
	const own = L.geoJSON(shape, { style: OWN, interactive: false }).addTo(map);
	map.fitBounds(own.getBounds(), { padding: [30, 30], maxZoom: 17 });
	const around = await in_sight(map);
	add_tiles(map, around);
	draw_boundaries(around.boundaries, L.layerGroup().addTo(map), "cg-map-place");
	const conflicts = L.layerGroup().addTo(map);
	draw_conflicts(overlaps, conflicts, overlap_text);
	if (beyond) draw_conflicts([beyond], conflicts, beyond_text);
}

const told = ({ overlaps, beyond }) => [...overlaps.map(overlap_text), ...(beyond ? [beyond_text(beyond)] : [])];

const beyond_text = ({ name, other_name, square_metres }) =>
	__("{0} reaches beyond {1}: {2} m²", [name, other_name, square_metres]);
