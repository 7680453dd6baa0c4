// The position of a document on a small map of its form: a pin to drop and drag, where one stands, the grid that is there.
import { in_sight_quietly, load_maps, quietly } from "../maps/in_sight";
import { age_of, verdict } from "../work/positions";
import { PinMap } from "../maps/pin_map";
import { escaped } from "./markup";

frappe.provide("community_gov");

community_gov.load_maps = load_maps;

const FIELD = "position_map";
const DOCTYPES = ["Deliberation Venue", "Case", "Building", "Residential Compound", "Patrol Point", "Volunteer Activity"];
const LOOK = { enableHighAccuracy: true, maximumAge: 0, timeout: 15_000 };
const SOON = 300; // milliseconds until a pin that stands still is looked up

for (const doctype of DOCTYPES) {
	const follow = (frm) => frm.fields_dict[FIELD]?.cg_position?.follow();
	frappe.ui.form.on(doctype, { refresh: show, latitude: follow, longitude: follow, grid: (frm) => frm.fields_dict[FIELD]?.cg_position?.tell_grid() });
}

function show(frm) {
	const field = frm.fields_dict[FIELD];
	if (!field) return;
	field.cg_position ||= new Position(frm, field.$wrapper);
	field.cg_position.show();
}

/** `frm` is a form, or what answers as one. */
export class Position {
	constructor(frm, $wrapper) {
		Object.assign(this, { frm, $wrapper, fix: null, found: null });
		$wrapper.html(`<div class="cg-position">
			<div class="cg-map-box" role="application" aria-label="${escaped(__("Map: press a place to put the pin there"))}"></div>
			<div class="cg-position-buttons">
				<button type="button" class="btn btn-default btn-xs" data-do="find">${escaped(__("My Position"))}</button>
				<button type="button" class="btn btn-default btn-xs" data-do="drop">${escaped(__("Pin in the Middle"))}</button>
				<button type="button" class="btn btn-default btn-xs" data-do="remove">${escaped(__("Remove Pin"))}</button>
			</div>
			<p class="cg-position-told" role="status"></p>
			<p class="cg-position-grid" role="status"></p>
		</div>`);
		const $box = $wrapper.find(".cg-position");
		this.part = (name) => $box.find(`.cg-position-${name}`);
		$wrapper.on("moved", () => this.follow());
		$box.on("click", "[data-do]", ({ currentTarget }) => this[currentTarget.dataset.do]());
		// Most who open a form never come down to its map.
		const is_seen = (entries) => entries.some(({ isIntersecting }) => isIntersecting);
		new IntersectionObserver((entries) => is_seen(entries) && this.draw()).observe($box[0]);
	}

	get may_write() {
		return ["latitude", "longitude"].every((name) => this.frm.fields_dict[name]?.disp_status === "Write");
	}

	/** [latitude, longitude] of the document in degrees, or null; the desk keeps an empty number as zero. */
	get at() {
		const [latitude, longitude] = [Number(this.frm.doc.latitude), Number(this.frm.doc.longitude)];
		const is_place = (latitude || longitude) && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
		return is_place ? [latitude, longitude] : null;
	}

	/** Called for each document that the form shows: the map above a stored case has its place already. */
	show() {
		const is_told = this.frm.doctype === "Case" && !this.frm.is_new();
		const is_shown = this.may_write || (this.at && !is_told);
		this.$wrapper.find(".cg-position").toggle(Boolean(is_shown));
		this.part("buttons").toggle(this.may_write);
		if (this.docname !== this.frm.docname) {
			this.docname = this.frm.docname;
			this.fix = null;
			this.map?.begin();
			this.centre();
		}
		this.tell("");
		this.follow();
	}

	async draw() {
		if (this.is_drawn) return;
		this.is_drawn = true;
		try {
			await load_maps();
		} catch {
			this.is_drawn = false;
			return this.tell(__("The map could not be loaded. Type latitude and longitude."), "orange");
		}
		this.map = new PinMap(this.$wrapper.find(".cg-map-box")[0], {
			label: __("Pin: arrow keys move it"),
			moved: (at) => this.put(at),
			may_move: () => this.may_write,
		});
		this.map.follow(this.at);
		this.centre();
	}

	/** Begins at the pin, else at the grid of the document. */
	async centre() {
		const { map, docname } = this;
		if (!map || this.at) return this.draw_around();
		try {
			const { centre } = await quietly("work.around", this.frm.doc.grid ? { place: this.frm.doc.grid } : {});
			if (this.docname === docname && !this.at) map.look_at([centre.latitude, centre.longitude]);
		} catch {
			// Without a connection the map begins with the country.
		}
		this.draw_around();
	}

	async draw_around() {
		if (!this.map || !frappe.model.can_read("Grid")) return;
		this.map.keep_background(in_sight_quietly);
	}

	put([latitude, longitude]) {
		this.fix = null;
		this.tell("");
		this.frm.set_value({ latitude, longitude });
	}

	drop() {
		if (this.map) this.put(this.map.middle());
	}

	remove() {
		this.fix = null;
		this.tell("");
		this.frm.set_value({ latitude: 0, longitude: 0 });
	}

	/** Takes what the device says now; what it knew a while ago may be another street. */
	find() {
		if (!navigator.geolocation || !window.isSecureContext) return this.tell(untold(), "orange");
		this.tell(__("Looking for the position …"));
		const { docname } = this;
		const taken = (fix) => docname === this.docname && this.take(fix);
		navigator.geolocation.getCurrentPosition(taken, () => docname === this.docname && this.tell(untold(), "orange"), LOOK);
	}

	take(fix) {
		const { latitude, longitude, accuracy } = fix.coords;
		const state = verdict({ accuracy, timestamp: fix.timestamp }, Date.now());
		const age = age_of(fix, Date.now());
		if (state === "stale") return this.tell(__("The device knows only where it was {0} minutes ago. Try again, or put the pin on the map.", [Math.round(age / 60)]), "orange");
		this.put([latitude, longitude].map((degrees) => Number(degrees.toFixed(7))));
		this.fix = { accuracy };
		this.follow();
		const metres = Math.round(accuracy);
		if (state === "coarse") this.tell(__("The position is exact to {0} m only. Drag the pin to the place.", [metres]), "orange");
		else this.tell(__("Your position, exact to {0} m, {1} s old", [metres, age]), "green");
	}

	/** The pin follows the numbers, whoever wrote them; the server says what grid that is. */
	follow() {
		this.map?.follow(this.at, this.fix?.accuracy);
		this.$wrapper.find("[data-do=remove]").prop("disabled", !this.at);
		clearTimeout(this.timer);
		const asked = this.at?.join();
		if (this.found && this.found.asked !== asked) this.found = null;
		this.tell_grid();
		if (asked && !this.found) this.timer = setTimeout(() => this.look_up(asked), SOON);
	}

	async look_up(asked) {
		if (!frappe.model.can_read("Grid")) return;
		const [latitude, longitude] = asked.split(",");
		let found = { is_unknown: true };
		try {
			found = await quietly("grid.locate", { latitude, longitude });
		} catch {
			// Told below: the numbers can be saved without.
		}
		if (this.at?.join() !== asked) return;
		this.found = { ...found, asked };
		if (found.grid && this.may_write && (!this.frm.doc.grid || this.frm.doc.grid === this.filled)) this.use(found);
		else this.tell_grid();
	}

	use({ grid, grid_name }) {
		this.filled = grid;
		frappe.utils.add_link_title("Grid", grid, grid_name);
		this.frm.set_value("grid", grid);
		this.tell_grid();
	}

	tell_grid() {
		const $told = this.part("grid").empty().removeClass("text-warning");
		const { found, frm } = this;
		if (!found) return;
		if (found.is_unknown) return $told.text(__("The grid cannot be looked up now. It is checked when you save."));
		if (!found.grid) return $told.text(__("No grid holds this position. Check the pin."));
		const is_within = found.grid.startsWith(frm.doc.grid || " ");
		$told.text(__("The pin is in {0}", [found.path])).toggleClass("text-warning", !is_within);
		if (is_within || !this.may_write) return;
		const $use = $(`<button type="button" class="btn btn-default btn-xs">${escaped(__("Use This Grid"))}</button>`);
		$told.append(" ", $use.on("click", () => this.use(found)));
	}

	tell(text, colour = "") {
		this.part("told").text(text).attr("data-colour", colour);
	}
}

const untold = () => __("The browser does not tell where it is. Allow it to, or put the pin on the map.");
