// Goods: receiving, counting and writing off on an item's form; taking back on a redemption's.
frappe.provide("community_gov");

const KINDS = {
	Receipt: { title: () => __("Receive Goods"), field: () => pieces("quantity", __("Pieces")), donor: true },
	"Stock Count": { title: () => __("Count Stock"), field: (doc) => pieces("counted", __("Counted"), shelf(doc)) },
	"Write-off": { title: () => __("Write Off"), field: () => pieces("quantity", __("Pieces Lost")) },
};

const shelf = (doc) => (doc.stock || 0) + (doc.held_stock || 0);
const pieces = (fieldname, label, value) => ({ fieldname, label, fieldtype: "Int", reqd: 1, default: value });
const reason = (needed) => ({ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: needed });

/** The menu of the shelf, for those who may book stock. */
community_gov.stock_buttons = (frm) => {
	if (frm.is_new() || !frappe.model.can_create("Reward Stock Entry")) return;
	for (const [kind, { title }] of Object.entries(KINDS)) {
		frm.add_custom_button(title(), () => ask_stock(frm, kind), __("Stock"));
	}
	frm.add_custom_button(
		__("Stock Entries"),
		() => frappe.set_route("List", "Reward Stock Entry", { reward_item: frm.doc.name }),
		__("Stock")
	);
};

function ask_stock(frm, kind) {
	const { title, field, donor } = KINDS[kind];
	const fields = [field(frm.doc), reason(kind === "Write-off" ? 1 : 0)];
	if (donor) fields.push({ fieldname: "donor", fieldtype: "Data", label: __("Donor") });
	ask(title(), fields, (values) => {
		if (kind === "Write-off") values.quantity = -Math.abs(values.quantity);
		return community_gov.post("reward.book_stock", { reward_item: frm.doc.name, kind, ...values });
	}).then(() => frm.reload_doc());
}

/** A dialog whose request carries one key: sending it again books nothing twice. */
function ask(title, fields, send) {
	const idempotency_key = frappe.utils.get_random(20);
	return new Promise((resolve) => {
		const dialog = new frappe.ui.Dialog({
			title,
			fields,
			primary_action_label: __("Store"),
			primary_action: async (values) => {
				dialog.disable_primary_action();
				try {
					await send({ ...values, idempotency_key });
					dialog.hide();
					resolve();
				} finally {
					dialog.enable_primary_action();
				}
			},
		});
		dialog.show();
	});
}

/** Goods that were handed over and not brought back may come back. */
community_gov.take_back_button = (frm) => {
	const kept = (frm.doc.handed_quantity || 0) - (frm.doc.returned_quantity || 0);
	if (kept < 1 || !frappe.model.can_create("Reward Stock Entry")) return;
	frm.add_custom_button(__("Take Back"), () => {
		const fields = [
			pieces("quantity", __("Pieces"), kept),
			reason(1),
			{ fieldname: "to_shelf", fieldtype: "Check", label: __("Back to the shelf"), default: 1 },
		];
		ask(__("Take Back"), fields, (values) =>
			community_gov.post("redemption.take_back", { redemption: frm.doc.name, ...values })
		).then(() => frm.reload_doc());
	});
};
