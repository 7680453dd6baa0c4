// Where something is: found by the phone, shown with how good that is, corrected by a pin on a map.
import { let_choose, make_map, draw_places } from "../snapshot/map";
import { __, element } from "../snapshot/page";
import { get } from "./api";
import { verdict } from "./positions";

const LEAFLET = "/assets/frappe/js/lib/leaflet/leaflet";
const LOOK = { enableHighAccuracy: true, maximumAge: 0, timeout: 15_000 };

export class Place {
	/** `grid` is where the map begins; `changed` gets the position, `shown` what is said of it; `opens_map`: a phone that tells none gets the pin
	 *  at once; `has_pin`: a place may be said without being there. */
	constructor({ grid, changed = () => {}, shown = () => {}, opens_map = false, has_pin = true }) {
		Object.assign(this, { grid, changed, shown, opens_map, has_pin, found: null, is_denied: false });
		this.text = element("p", { class: "position-text", role: "status" });
		this.accept = this.button("use-position", __("Use this position"), "check", () => this.accept_it());
		this.again = this.button("locate", __("Where I am"), "target", () => this.look());
		this.pin = this.button("open-map", __("Show on the map"), "map", () => this.open_map());
		this.box = element("div", { class: "map", role: "application", "aria-label": __("Map: tap the place of the problem"), hidden: true });
		this.node = element("div", { class: "place-field" }, this.text, element("div", { class: "row" }, this.accept, this.again, this.pin), this.box);
		this.pin.hidden = !has_pin;
		this.show();
	}

	button(class_name, label, icon, onclick) {
		const sign = element("span", { class: `icon icon-${icon}`, "aria-hidden": "true" });
		return element("button", { type: "button", class: `button ${class_name}`, onclick }, sign, label);
	}

	/** Follows the phone until `stop`. */
	start() {
		if (!navigator.geolocation) return this.denied();
		this.is_looking = true;
		this.show();
		this.watch = navigator.geolocation.watchPosition((fix) => this.take(fix), (error) => this.failed(error), LOOK);
	}

	stop() {
		if (this.watch !== undefined) navigator.geolocation?.clearWatch(this.watch);
		this.watch = undefined;
	}

	look() {
		this.found = null;
		this.stop();
		this.start();
	}

	take({ coords, timestamp }) {
		if (this.found?.is_pin) return;
		this.is_looking = this.is_denied = false;
		const { latitude, longitude, accuracy } = coords;
		this.found = { latitude, longitude, accuracy, timestamp, is_accepted: false };
		this.show();
		this.changed(this.found);
	}

	failed(error) {
		this.is_looking = false;
		// A web view may deny it although the phone allows it: the pin is always there.
		if (error.code === 1) this.denied();
		else this.show();
	}

	denied() {
		this.is_looking = false;
		this.is_denied = true;
		this.show();
		if (this.opens_map && !this.found) this.open_map();
	}

	set(position) {
		this.found = position;
		this.show();
	}

	accept_it() {
		this.found.is_accepted = true;
		this.show();
		this.changed(this.found);
	}

	state() {
		if (!this.found) return "none";
		return this.found.is_pin ? "pin" : verdict(this.found, Date.now());
	}

	/** The position as it may be sent, or null; asks the phone once more where the one known is old. */
	async answer() {
		if (this.state() === "stale") await this.refresh();
		this.show();
		return ["pin", "good"].includes(this.state()) ? this.found : null;
	}

	refresh() {
		return new Promise((resolve) => {
			const taken = (fix) => resolve(this.take(fix));
			navigator.geolocation.getCurrentPosition(taken, resolve, { ...LOOK, timeout: 5_000 });
		});
	}

	show() {
		const state = this.state();
		this.text.textContent = this.words(state);
		this.text.classList.toggle("known", ["pin", "good"].includes(state));
		this.accept.hidden = !this.has_pin || !["stale", "coarse"].includes(state);
		this.shown(this.text.textContent, state);
	}

	words(state) {
		const { accuracy, timestamp } = this.found || {};
		if (state === "pin") return __("Place chosen on the map (WGS 84)");
		if (state === "good") return __("Position found, exact to {0} m (WGS 84)", [Math.round(accuracy)]);
		if (state === "coarse") return __("The position is only exact to {0} m. Use it, or show the place on the map.", [Math.round(accuracy)]);
		if (state === "stale") {
			const minutes = Math.max(1, Math.round((Date.now() - timestamp) / 60_000));
			return __("The position is {0} minutes old. Use it, find it anew, or show the place on the map.", [minutes]);
		}
		if (this.is_looking) return __("Looking for the position …");
		if (this.is_denied && !this.has_pin) return __("The phone does not tell its position. Use the code at the point.");
		if (this.is_denied) return __("The phone does not tell its position. Show the place on the map.");
		return __("No position yet.");
	}

	async open_map() {
		if (this.map) return this.box.scrollIntoView({ block: "center" });
		try {
			await load_leaflet();
			const near = await get("work.around", this.found ? { latitude: this.found.latitude, longitude: this.found.longitude } : { place: this.grid });
			this.draw_map(near);
		} catch {
			this.text.textContent = __("The map could not be loaded. Describe the place in words.");
		}
	}

	draw_map({ centre, boundaries }) {
		this.map = make_map(this.box, centre);
		draw_places(this.map, boundaries);
		const put = let_choose(this.map, (position) => {
			this.found = { ...position, is_pin: true };
			this.show();
			this.changed(this.found);
		});
		if (this.found) put([this.found.latitude, this.found.longitude]);
		this.box.scrollIntoView({ block: "center" });
	}
}

let loading = null;

/** Frappe's own copy of the library, when the first map is opened. */
export function load_leaflet() {
	if (window.L?.map) return Promise.resolve();
	loading ||= new Promise((resolve, reject) => {
		document.head.append(element("link", { rel: "stylesheet", href: `${LEAFLET}.css` }));
		document.head.append(element("script", { src: `${LEAFLET}.js`, onload: resolve, onerror: reject }));
	}).catch((error) => {
		loading = null;
		throw error;
	});
	return loading;
}
