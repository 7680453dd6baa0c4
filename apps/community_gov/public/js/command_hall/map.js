// Boundaries and clusters of open cases; tiles only where the settings name some.
import { add_tiles, draw_boundaries, in_sight } from "../maps/boundaries";

const AROUND = 0.02; // degrees around the points

export class HallMap {
	constructor(box) {
		this.box = box;
	}

	draw(points) {
		if (!window.L || !points.length) return;
		if (!this.map) this.start(points);
		this.layer.clearLayers();
		for (const point of points) this.marker(point).addTo(this.layer);
	}

	start(points) {
		const options = { zoomControl: false, zoomSnap: 0.25 };
		this.map = L.map(this.box, options);
		this.map.attributionControl.setPrefix(false);
		this.map.fitBounds(bounds_of(densest(points)), { padding: [40, 40], maxZoom: 16 });
		this.layer = L.layerGroup().addTo(this.map);
		this.draw_boundaries().catch(() => {
			// Points without boundaries still show where work is.
		});
	}

	async draw_boundaries() {
		const found = await in_sight(this.map);
		add_tiles(this.map, found);
		draw_boundaries(found.boundaries, this.map, "hall-place");
	}

	marker(point) {
		const size = Math.min(64, 30 + 6 * Math.sqrt(point.cases));
		const icon = L.divIcon({
			className: `hall-point ${point.overdue ? "overdue" : ""}`,
			html: `<span>${Number(point.cases)}</span>`,
			iconSize: [size, size],
		});
		return L.marker([point.latitude, point.longitude], { icon, interactive: false });
	}
}

/** Points near the fullest one: one case in another province must not shrink the city to a dot. */
function densest(points) {
	const near = (point) =>
		Math.abs(point.latitude - points[0].latitude) < 0.15 && Math.abs(point.longitude - points[0].longitude) < 0.15;
	return points.filter(near);
}

function bounds_of(points) {
	const latitudes = points.map((point) => point.latitude);
	const longitudes = points.map((point) => point.longitude);
	const grow = points.length > 1 ? 0.002 : AROUND / 2;
	return [
		[Math.min(...latitudes) - grow, Math.min(...longitudes) - grow],
		[Math.max(...latitudes) + grow, Math.max(...longitudes) + grow],
	];
}
