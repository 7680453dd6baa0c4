// What of a case stands on the page that its reporter shares: staff read, correct and release it, or take it back.
import { escaped } from "./markup";

frappe.provide("community_gov");

community_gov.offer_release = (frm) => {
	const may = ["Operator", "Duty Chief", "Community Administrator"].some((role) => frappe.user.has_role(role));
	if (frm.is_new() || !may || frm.doc.is_confidential) return;
	frm.page.add_menu_item(__("Words on the Shared Page"), () => ask(frm));
};

async function ask(frm) {
	const draft = await community_gov.get("shared_page.draft", { case: frm.doc.name });
	const key = frappe.utils.get_random(20);
	const nothing = { words: "", outcome: "", photos: [], idempotency_key: key };
	const taking_off = { secondary_action_label: __("Take off the Page"), secondary_action: () => send(frm, dialog, nothing) };
	const dialog = new frappe.ui.Dialog({
		title: __("Words on the Shared Page"),
		fields: fields_of(draft),
		primary_action_label: __("Release"),
		primary_action: ({ words, outcome }) => send(frm, dialog, { words, outcome, photos: chosen(dialog), idempotency_key: key }),
		...(draft.is_released ? taking_off : {}),
	});
	dialog.show();
}

function fields_of({ is_used, words, outcome, photos, chosen: known }) {
	const told = is_used
		? __("Whoever has the link of the reporter sees this. Take out names, doors and whatever else names people.")
		: __("The settings do not show released words now. What you release is shown once they do.");
	const boxes = photos.map(
		(address, index) => `<label class="cg-released-photo"><input type="checkbox" value="${index}" ${known.includes(address) ? "checked" : ""}>
			<img src="${escaped(address)}" alt="${escaped(__("Photo of the outcome {0}", [index + 1]))}"></label>`
	);
	const none = `<p class="text-muted">${escaped(__("There are no photos of the outcome yet."))}</p>`;
	return [
		{ fieldname: "told", fieldtype: "HTML", options: `<p class="${is_used ? "text-muted" : "text-warning"}">${escaped(told)}</p>` },
		{ fieldname: "words", fieldtype: "Small Text", label: __("What was reported"), default: words },
		{ fieldname: "outcome", fieldtype: "Small Text", label: __("What was done"), default: outcome },
		{ fieldname: "photos", fieldtype: "HTML", options: `<div class="cg-released-photos" data-photos="${escaped(JSON.stringify(photos))}">${boxes.join("") || none}</div>` },
	];
}

function chosen(dialog) {
	const $box = dialog.$wrapper.find(".cg-released-photos");
	const photos = $box.data("photos");
	return $box.find("input:checked").toArray().map(({ value }) => photos[value]);
}

async function send(frm, dialog, values) {
	dialog.disable_primary_action();
	try {
		await community_gov.post("shared_page.release", { case: frm.doc.name, ...values, photos: JSON.stringify(values.photos) });
		dialog.hide();
		await frm.reload_doc();
	} catch {
		// The refusal is on the screen; what was typed stays for another try.
		dialog.enable_primary_action();
	}
}
