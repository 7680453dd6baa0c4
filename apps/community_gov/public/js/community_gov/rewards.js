// Goods: receiving, counting and writing off on an item's form; taking back on a redemption's.
import { escaped } from "./markup";

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

/** A slip with a new code, on paper, for the way to the shop; only the first one of somebody without an account needs no reason. */
community_gov.slip_button = async (frm) => {
	const { name, stage_category, slip_by } = frm.doc;
	if (frm.is_new() || stage_category !== "Open" || !frm.perm[0]?.write) return;
	const { message } = await frappe.db.get_value("Volunteer", frm.doc.volunteer, "user");
	if (frm.doc.name !== name) return;
	const needs_reason = Boolean(message.user || slip_by);
	frm.add_custom_button(__("Print Pick-up Slip"), () => ask_slip(frm, needs_reason));
};

function ask_slip(frm, needs_reason) {
	const fields = needs_reason ? [community_gov.code_reason_field()] : [];
	const note = __("Whoever prints the slip knows the code and cannot hand the goods over. Print it?");
	const dialog = new frappe.ui.Dialog({
		title: __("Print Pick-up Slip"),
		fields: [{ fieldtype: "HTML", fieldname: "note", options: `<p>${note}</p>` }, ...fields],
		primary_action_label: __("Print"),
		primary_action: ({ reason }) => {
			dialog.hide();
			print_slip(frm, reason);
		},
	});
	dialog.show();
}

async function print_slip(frm, reason) {
	const sheet = window.open("", "_blank");
	const row = await community_gov.post("redemption.slip", { redemption: frm.doc.name, reason });
	const places = row.shops.map(({ shop, address, opening_hours }) => [shop, address, opening_hours].filter(Boolean).join(" · "));
	const lines = [
		`${row.volunteer_name} ${row.volunteer}`,
		`${row.reward_item} × ${row.left}`,
		__("Held until {0}", [row.expires_at.slice(0, 16)]),
		...places,
	];
	const style = "body{font-family:sans-serif;text-align:center;padding:4vh}img{width:40vmin}h2{letter-spacing:.1em}";
	sheet.document.write(`<title>${escaped(__("Pick-up Slip"))}</title><style>${style}</style>
		<h1>${escaped(__("Pick-up Slip"))}</h1><img src="${escaped(row.qr)}" alt="">
		<h2>${escaped(row.pickup_code.replace(/(.{4})(?=.)/g, "$1-"))}</h2>
		${lines.map((line) => `<p>${escaped(line)}</p>`).join("")}
		<p>${escaped(__("Show this slip where the goods are handed over. The code works once."))}</p>`);
	sheet.document.close();
	frm.reload_doc();
}
