// Boundaries of grids and communities, and tiles where the settings name some: for maps of the desk and of public pages.

/** How the desk draws them, over dark and light tiles alike. */
const DESK = {
	grid: { color: "#4f9be8", weight: 2, fillColor: "#4f9be8", fillOpacity: 0.07 },
	community: { color: "#9fb4cc", weight: 2, dashArray: "6 6", fill: false },
};

/** Draws boundaries into a layer and returns it; grids carry their names in labels of the class. */
export function draw_boundaries(boundaries, layer, class_name, look = DESK) {
	for (const { level, shape, name } of boundaries) {
		const is_community = level === "Community";
		const style = is_community ? look.community : look.grid;
		const drawn = L.geoJSON(shape, { style, interactive: false }).addTo(layer);
		if (is_community) continue;
		drawn.bindTooltip(markup_of(name), { permanent: true, direction: "center", className: class_name });
	}
	return layer;
}

const CONFLICT = { color: "#d03b3b", weight: 2, fillColor: "#d03b3b", fillOpacity: 0.4, className: "cg-overlap" };

/** Draws where boundaries disagree; `text_of` gives what a conflict {name, other_name, square_metres} is called. */
export function draw_conflicts(conflicts, layer, text_of) {
	for (const conflict of conflicts) {
		L.geoJSON(conflict.shape, { style: CONFLICT })
			.bindTooltip(markup_of(text_of(conflict)), { sticky: true })
			.addTo(layer);
	}
	return layer;
}

/** Tiles, and above them the names where a provider has these apart. */
export function add_tiles(map, { tiles, tile_labels, tile_hosts, credit }) {
	const options = { maxZoom: 18, subdomains: tile_hosts || "abc", attribution: markup_of(credit) };
	for (const address of [tiles, tile_labels].filter(Boolean)) L.tileLayer(address, options).addTo(map);
}

/** Leaflet takes markup; a browser knows best how to write a text as such. */
function markup_of(text) {
	const box = document.createElement("span");
	box.textContent = text || "";
	return box.innerHTML;
}
