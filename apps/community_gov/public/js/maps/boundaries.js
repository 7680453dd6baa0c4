// Boundaries of grids and communities on maps of the desk, and tiles where the settings name some.
const GRID = { color: "#4f9be8", weight: 2, fillColor: "#4f9be8", fillOpacity: 0.07 };
const COMMUNITY = { color: "#9fb4cc", weight: 2, dashArray: "6 6", fill: false };

/** What lies in the part of the world that a map shows: {boundaries, tiles, credit}. */
export function in_sight(map) {
	const box = map.getBounds().pad(0.2);
	const args = { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
	return community_gov.get("hall.boundaries", args);
}

/** Draws boundaries into a layer; grids carry their names. */
export function draw_boundaries(boundaries, layer, class_name) {
	for (const row of boundaries) {
		const style = row.level === "Community" ? COMMUNITY : GRID;
		const drawn = L.geoJSON(row.shape, { style, interactive: false }).addTo(layer);
		if (row.level === "Community") continue;
		const name = frappe.utils.escape_html(row.name);
		drawn.bindTooltip(name, { permanent: true, direction: "center", className: class_name });
	}
}

export function add_tiles(map, { tiles, credit }) {
	const attribution = frappe.utils.escape_html(credit || "");
	if (tiles) L.tileLayer(tiles, { maxZoom: 18, attribution }).addTo(map);
}
