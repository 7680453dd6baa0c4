let loading = null;

/** Loads the library of maps, once: Frappe 15 brings it with the desk, 16 does not. */
export async function load_maps() {
	if (window.L?.map) return;
	const leaflet = "/assets/frappe/js/lib/leaflet/leaflet";
	loading ||= frappe.require([`${leaflet}.css`, `${leaflet}.js`]);
	await loading;
}

/** What lies in the part of the world that a map of the desk shows: {boundaries, overlaps, tiles, credit}. */
export const in_sight = (map) => community_gov.get("hall.boundaries", box_of(map));

/** The same; without a connection no message comes up, the promise is rejected. */
export const in_sight_quietly = (map) => quietly("hall.boundaries", box_of(map));

function box_of(map) {
	const box = map.getBounds().pad(0.2);
	return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
}

/** Reads from one of our endpoints what a page can do without: a refusal or a lost connection is told by nobody else. */
export async function quietly(method, args) {
	const answer = await fetch(`/api/method/community_gov.api.v1.${method}?${new URLSearchParams(args)}`, { headers: { Accept: "application/json" } });
	if (!answer.ok) throw new Error(`${answer.status} ${method}`);
	return (await answer.json()).message;
}

/** What an overlap of two boundaries is called on a map. */
export const overlap_text = ({ name, other_name, square_metres }) =>
	__("{0} and {1} overlap: {2} m²", [name, other_name, square_metres]);
