// Maps of grid boundaries and points with Leaflet, as Frappe ships it; tiles only where the settings name some.
import { __, data } from "./page";

const BOUNDARY = { color: "#1d5fa8", weight: 2, fillColor: "#1d5fa8", fillOpacity: 0.05 };
const COMMUNITY = { color: "#5b6b7d", weight: 3, dashArray: "6 6", fill: false };
export const COLOURS = { Open: "#c2410c", Paused: "#8a6100", Done: "#2f7d4f" };

/** A map in an element, or null where the library did not load: the page works without. */
export function make_map(box, centre) {
	if (!window.L) return null;
	box.hidden = false;
	const map = L.map(box, { attributionControl: Boolean(data.credit), zoomControl: true, maxZoom: 18 });
	if (map.attributionControl) map.attributionControl.setPrefix(false);
	if (data.tiles) {
		const safe = document.createElement("span");
		safe.textContent = data.credit || "";
		L.tileLayer(data.tiles, { attribution: safe.innerHTML, maxZoom: 18 }).addTo(map);
	}
	map.setView([centre.latitude, centre.longitude], 15);
	return map;
}

export function draw_boundaries(map, boundaries) {
	const group = L.featureGroup().addTo(map);
	for (const row of boundaries) {
		const style = row.level === "Community" ? COMMUNITY : BOUNDARY;
		const layer = L.geoJSON(row.shape, { style, interactive: false }).addTo(group);
		if (row.level !== "Community") label(layer, row.name);
	}
	return group;
}

function label(layer, name) {
	const text = document.createElement("span");
	text.textContent = name;
	layer.bindTooltip(text.innerHTML, { permanent: true, direction: "center", className: "grid-name" });
}

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
