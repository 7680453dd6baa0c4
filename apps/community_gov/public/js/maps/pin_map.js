// A small map with one pin, which a press drops, a drag or the arrow keys move; under it lines where no tiles come.
import { add_tiles, draw_boundaries } from "./boundaries";
import { add_graticule } from "./graticule";

const [COUNTRY, NEAR] = [[[33, 110], 4], 16];
const [STEP, LEAP] = [8, 40]; // pixels of an arrow key, and with Shift
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const NAMED = 14; // the zoom from which boundaries are drawn
const rounded = ({ lat, lng }) => [lat, lng].map((degrees) => Number(degrees.toFixed(7)));

export class PinMap {
	/** `moved` gets [latitude, longitude] of the pin; `may_move` says whether it may be moved now; `label` is its name. */
	constructor(box, { label, moved, may_move }) {
		Object.assign(this, { label, moved, may_move });
		this.map = community_gov.new_map(box, { maxZoom: 18, scrollWheelZoom: false });
		add_graticule(this.map);
		this.map.setView(...COUNTRY);
		this.boundaries = L.layerGroup().addTo(this.map);
		this.map.on("click", ({ latlng }) => this.may_move() && this.moved(rounded(latlng)));
		// In a tab that opens later, the box has no size at first.
		new ResizeObserver(() => this.map.invalidateSize()).observe(box);
	}

	/** Another document: the next pin is looked at wherever it is. */
	begin() {
		this.is_seen = false;
	}

	middle() {
		return rounded(this.map.getCenter());
	}

	look_at(at) {
		this.map.setView(at, NEAR, { animate: false });
	}

	/** Puts the pin there, or takes it away; a circle says how far off it may be, in metres. */
	follow(at, accuracy) {
		this.circle?.remove();
		if (!at) {
			this.pin?.remove();
			this.pin = null;
			return;
		}
		if (!this.pin) this.make_pin(at);
		this.pin.setLatLng(at);
		this.pin.dragging[this.may_move() ? "enable" : "disable"]();
		if (accuracy) this.circle = L.circle(at, { radius: accuracy, weight: 1, interactive: false }).addTo(this.map);
		if (!this.is_seen) this.look_at(at);
		else if (!this.map.getBounds().pad(-0.1).contains(at)) this.map.panTo(at, { animate: false });
		this.is_seen = true;
	}

	make_pin(at) {
		const icon = L.divIcon({ className: "cg-pin", iconSize: [30, 40], iconAnchor: [15, 40] });
		this.pin = L.marker(at, { icon, draggable: true, autoPan: true }).addTo(this.map);
		this.pin.on("dragend", () => this.moved(rounded(this.pin.getLatLng())));
		const element = this.pin.getElement();
		element.setAttribute("role", "button");
		element.setAttribute("aria-label", this.label);
		element.addEventListener("keydown", (event) => this.press(event));
	}

	press(event) {
		const arrow = ARROWS[event.key];
		if (!arrow || !this.may_move()) return;
		event.preventDefault();
		// Without this the map below would move, too.
		event.stopPropagation();
		const length = event.shiftKey ? LEAP : STEP;
		const point = this.map.latLngToContainerPoint(this.pin.getLatLng()).add(arrow.map((part) => part * length));
		this.moved(rounded(this.map.containerPointToLatLng(point)));
	}

	/** Boundaries and tiles as `read` tells of the part in view; what cannot be read now stays away. */
	keep_background(read) {
		this.read = read;
		if (!this.is_kept) this.map.on("moveend", () => this.draw_background());
		this.is_kept = true;
		this.draw_background();
	}

	async draw_background() {
		if (this.map.getZoom() < NAMED) return this.boundaries.clearLayers();
		const box = this.map.getBounds();
		try {
			const found = await this.read(this.map);
			if (!this.has_tiles) add_tiles(this.map, found);
			this.has_tiles = true;
			if (!box.equals(this.map.getBounds())) return;
			this.boundaries.clearLayers();
			draw_boundaries(found.boundaries, this.boundaries, "cg-map-place");
		} catch {
			// Without a connection the lines of the graticule remain.
		}
	}
}
