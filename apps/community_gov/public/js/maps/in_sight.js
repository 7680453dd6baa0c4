/** Loads the library of maps: Frappe 15 brings it with the desk, 16 does not. */
export async function load_maps() {
	const leaflet = "/assets/frappe/js/lib/leaflet/leaflet";
	if (!window.L?.map) await frappe.require([`${leaflet}.css`, `${leaflet}.js`]);
}

/** What lies in the part of the world that a map of the desk shows: {boundaries, overlaps, tiles, credit}. */
export function in_sight(map) {
	const box = map.getBounds().pad(0.2);
	const args = { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
	return community_gov.get("hall.boundaries", args);
}

/** What an overlap of two boundaries is called on a map. */
export const overlap_text = ({ name, other_name, square_metres }) =>
	__("{0} and {1} overlap: {2} m²", [name, other_name, square_metres]);
