// Maps of grid boundaries and points with Leaflet, as Frappe ships it; tiles only where the settings name some.
import { add_tiles, draw_boundaries } from "../maps/boundaries";
import { __, data } from "./page";

const LOOK = {
	grid: { color: "#1d5fa8", weight: 2, fillColor: "#1d5fa8", fillOpacity: 0.05 },
	community: { color: "#5b6b7d", weight: 3, dashArray: "6 6", fill: false },
};
export const COLOURS = { Open: "#c2410c", Paused: "#8a6100", Done: "#2f7d4f" };

/** A map in an element, or null where the library did not load: the page works without. */
export function make_map(box, centre) {
	if (!window.L) return null;
	box.hidden = false;
	const map = L.map(box, { attributionControl: Boolean(data.credit), zoomControl: true, maxZoom: 18 });
	if (map.attributionControl) map.attributionControl.setPrefix(false);
	add_tiles(map, data);
	map.setView([centre.latitude, centre.longitude], 15);
	return map;
}

/** Boundaries in a group of their own, which can be taken away again. */
export const draw_places = (map, boundaries) =>
	draw_boundaries(boundaries, L.featureGroup().addTo(map), "grid-name", LOOK);

/** Points that tell what they are when tapped, unless taps are for choosing a place. */
export function draw_cases(map, cases, interactive = true) {
	return L.layerGroup(cases.map((row) => point(row, interactive))).addTo(map);
}

function point(row, interactive) {
	const colour = COLOURS[row.stage_category] || COLOURS.Open;
	const marker = L.circleMarker([row.latitude, row.longitude], {
		radius: 9,
		color: "#fff",
		weight: 2,
		fillColor: colour,
		fillOpacity: 0.9,
		interactive,
	});
	if (!interactive) return marker;
	const text = document.createElement("div");
	text.append(row.category || __("Kind not known yet"), document.createElement("br"));
	text.append(`${data.stages[row.stage]} · ${row.reported_on}`);
	return marker.bindPopup(text);
}

/** A pin that a tap sets; `chosen` gets {latitude, longitude}. */
export function let_choose(map, chosen) {
	let pin = null;
	const set = (latlng) => {
		if (pin) pin.setLatLng(latlng);
		else pin = put_pin(map, latlng);
	};
	map.on("click", ({ latlng }) => {
		set(latlng);
		chosen({ latitude: latlng.lat, longitude: latlng.lng });
	});
	return set;
}

export function put_pin(map, latlng) {
	const icon = L.divIcon({ className: "pin", iconSize: [30, 40], iconAnchor: [15, 40] });
	return L.marker(latlng, { icon, interactive: false }).addTo(map);
}
