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

export function add_tiles(map, { tiles, credit }) {
	if (tiles) L.tileLayer(tiles, { maxZoom: 18, attribution: markup_of(credit) }).addTo(map);
}

/** Leaflet takes markup; a browser knows best how to write a text as such. */
function markup_of(text) {
	const box = document.createElement("span");
	box.textContent = text || "";
	return box.innerHTML;
}
