// Boundaries and clusters of open cases; tiles only where the settings name some.
import { add_tiles, draw_boundaries } from "../maps/boundaries";
import { bounds_of, densest } from "../maps/framing";
import { in_sight } from "../maps/in_sight";

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
