// Settling on the spot in the desk, as on the phone: what it was, a pin where, one photo before and one after, closed at once.
import { Position } from "./position";

frappe.provide("community_gov");

const PLACE = ["latitude", "longitude"];

export const may_settle = () => ["Grid Worker", "Community Manager"].some((role) => frappe.user.has_role(role));

/** On a new report of somebody who may: what is typed there goes along. */
community_gov.offer_settling = (frm) => {
	if (!frm.is_new() || !may_settle()) return;
	frm.add_custom_button(__("Settle on the Spot"), () => settle_on_the_spot(frm));
};

/** Asks in a dialog and opens the closed case; `frm` is the new report that it begins with, if any. */
export function settle_on_the_spot(frm) {
	const begun = frm?.doc || { grid: frappe.boot.own_grid?.name };
	if (!frm && frappe.boot.own_grid) frappe.utils.add_link_title("Grid", begun.grid, frappe.boot.own_grid.grid_name);
	const pin = {};
	const key = frappe.utils.get_random(20);
	const dialog = new frappe.ui.Dialog({
		title: __("Settle on the Spot"),
		fields: fields_of(begun, () => pin.position?.tell_grid()),
		primary_action_label: __("Settle on the Spot"),
		primary_action: (values) => send(dialog, { ...values, ...pin.form.place(), idempotency_key: key }, frm),
	});
	pin.form = new DialogForm(dialog, begun);
	pin.position = new Position(pin.form, dialog.fields_dict.position_map.$wrapper);
	pin.position.show();
	dialog.show();
	choose_first_photo(dialog, begun.photos);
}

const fields_of = (begun, grid_changed) => [
	{ fieldname: "description", fieldtype: "Small Text", label: __("Description"), reqd: 1, default: begun.description },
	{
		fieldname: "category",
		fieldtype: "Link",
		label: __("Category"),
		options: "Case Category",
		reqd: 1,
		description: __("Only what is small enough to be settled on the spot."),
		get_query: () => ({ filters: { self_settlement: 1, enabled: 1, is_group: 0 } }),
		default: begun.category,
	},
	photo("photo_before", __("Photo Before")),
	photo("photo_after", __("Photo After")),
	{ fieldname: "place", fieldtype: "Section Break", label: __("Place") },
	{ fieldname: "position_map", fieldtype: "HTML" },
	{
		fieldname: "grid",
		fieldtype: "Link",
		label: __("Grid"),
		options: "Grid",
		reqd: 1,
		get_query: () => ({ filters: { enabled: 1 } }),
		default: begun.grid,
		change: grid_changed,
	},
	{ fieldname: "address", fieldtype: "Data", label: __("Address"), default: begun.address },
	{ fieldname: "note", fieldtype: "Small Text", label: __("Note") },
];

const photo = (fieldname, label) => ({
	fieldname: `${fieldname}_html`,
	fieldtype: "HTML",
	options: `<div class="form-group"><label class="control-label" for="cg-${fieldname}">${label}</label>
		<input type="file" id="cg-${fieldname}" name="${fieldname}" accept="image/jpeg,image/png,image/webp,image/heic,image/heif"></div>`,
});

/** What the map of a form asks of it, for a dialog: numbers of its own, the grid of the dialog. */
class DialogForm {
	constructor(dialog, { latitude, longitude }) {
		Object.assign(this, { dialog, doctype: "Case", docname: "settling", at: { latitude, longitude } });
		this.fields_dict = Object.fromEntries(PLACE.map((name) => [name, { disp_status: "Write" }]));
	}

	get doc() {
		return { ...this.at, grid: this.dialog.get_value("grid") };
	}

	is_new() {
		return true;
	}

	place() {
		const { latitude, longitude } = this.at;
		return latitude || longitude ? { latitude, longitude } : {};
	}

	set_value(name, value) {
		if (name === "grid") return this.dialog.set_value(name, value);
		Object.assign(this.at, name);
		this.dialog.fields_dict.position_map.$wrapper.trigger("moved");
	}
}

/** The one photo of the report that was begun is the one before. */
async function choose_first_photo(dialog, photos = []) {
	if (photos.length !== 1 || !photos[0].image) return;
	const answer = await fetch(photos[0].image).catch(() => null);
	if (!answer?.ok) return;
	const blob = await answer.blob();
	const chosen = new DataTransfer();
	chosen.items.add(new File([blob], photos[0].image.split("/").pop(), { type: blob.type }));
	dialog.$wrapper.find("input[name='photo_before']")[0].files = chosen.files;
}

const chosen = (dialog, name) => community_gov.read_photos(dialog.$wrapper.find(`input[name='${name}']`)[0]?.files || []);

async function send(dialog, values, frm) {
	const [photo_before, photo_after] = await Promise.all(["photo_before", "photo_after"].map((name) => chosen(dialog, name)));
	if (!photo_before.length || !photo_after.length) {
		frappe.msgprint(__("Choose one photo before and one after."));
		return;
	}
	dialog.disable_primary_action();
	try {
		const answer = await community_gov.post("case.settle", { ...values, photo_before, photo_after });
		dialog.hide();
		// Nobody is to be asked whether the report that became a settled case is to be saved.
		if (frm?.is_new()) frappe.model.clear_doc(frm.doctype, frm.docname);
		frappe.set_route("Form", "Case", answer.case);
	} catch {
		// The refusal is on the screen; what was typed stays for another try.
		dialog.enable_primary_action();
	}
}
