// Lines of latitude and longitude under a map: what stands there before tiles have come, and where none come.

const STEPS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
const LINES = 5; // at most so many parallels
const SIGN = [70, 14]; // pixels of a label
const LOOK = { color: "#9fb0c3", weight: 1, opacity: 0.7, interactive: false };

/** Keeps the lines of the part that is in view below all that the map shows otherwise. */
export function add_graticule(map) {
	const pane = "graticule";
	map.createPane(pane).style.zIndex = 150;
	const lines = L.layerGroup().addTo(map);
	const draw = () => {
		lines.clearLayers();
		const box = map.getBounds();
		const [height, width] = [box.getNorth() - box.getSouth(), box.getEast() - box.getWest()];
		const step = step_for(Math.max(height, width / 2));
		const line = (from, to) => L.polyline([from, to], { ...LOOK, pane }).addTo(lines);
		const label = (at, text, iconAnchor) => {
			const icon = L.divIcon({ className: "cg-graticule", html: text, iconSize: SIGN, iconAnchor });
			L.marker(at, { icon, pane, interactive: false, keyboard: false }).addTo(lines);
		};
		// Names of parallels stand on the right, those of meridians below; the corner between them stays free.
		for (const at of multiples(box.getSouth(), box.getNorth(), step)) {
			line([at, box.getWest()], [at, box.getEast()]);
			if (at > box.getSouth() + height / 8) label([at, box.getEast()], `${at}°`, [SIGN[0] + 2, 15]);
		}
		for (const at of multiples(box.getWest(), box.getEast(), step * 2)) {
			line([box.getSouth(), at], [box.getNorth(), at]);
			if (at < box.getEast() - width / 4) label([box.getSouth(), at], `${at}°`, [-3, 15]);
		}
	};
	map.on("moveend", draw);
	map.whenReady(draw);
}

const step_for = (degrees) => STEPS.find((step) => degrees / step <= LINES) || 45;

/** Multiples of a step between two values, without the noise of binary fractions. */
function multiples(from, to, step) {
	const found = [];
	for (let count = Math.ceil(from / step); count * step < to; count += 1) found.push(Number((count * step).toFixed(4)));
	return found;
}
