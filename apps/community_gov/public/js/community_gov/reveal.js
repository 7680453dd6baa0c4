// Full numbers of people: for a purpose, for a minute, with a trace on the server.
frappe.provide("community_gov");

const SECONDS = 60;
const PURPOSES = [
	__("Service to the Person"),
	__("Verification of Identity"),
	__("Emergency"),
	__("Correction of the Record"),
	__("Request of the Person"),
];
const VALUES = [
	"Service to the Person",
	"Verification of Identity",
	"Emergency",
	"Correction of the Record",
	"Request of the Person",
];

/** The field of a dialog that asks why somebody looks. */
community_gov.purpose_field = () => ({
	fieldname: "purpose",
	fieldtype: "Select",
	label: __("Purpose"),
	options: VALUES.map((value, index) => ({ value, label: PURPOSES[index] })),
	reqd: 1,
	description: __("The look is logged with your name and this purpose."),
});

/** Adds a button for each protected field that holds a number: [[fieldname, label]]. */
community_gov.add_reveal_buttons = (frm, fields) => {
	if (frm.is_new() || !frm.perm[0]?.write) return;
	for (const [fieldname, label] of fields) {
		if (frm.doc[fieldname]) {
			frm.add_custom_button(label, () => ask(frm, fieldname, label), __("Show Full Number"));
		}
	}
};

function ask(frm, fieldname, label) {
	const dialog = new frappe.ui.Dialog({
		title: label,
		fields: [
			community_gov.purpose_field(),
			{ fieldname: "detail", fieldtype: "Small Text", label: __("Detail") },
		],
		primary_action_label: __("Show"),
		primary_action: async ({ purpose, detail }) => {
			const { doctype, name } = frm.doc;
			const request = { doctype, name, fieldname, purpose, detail };
			const { value } = await community_gov.post("person.reveal", request);
			dialog.hide();
			show(label, value);
		},
	});
	dialog.show();
}

function show(label, value) {
	const number = frappe.utils.escape_html(value || __("No number is stored."));
	const dialog = new frappe.ui.Dialog({
		title: label,
		fields: [
			{
				fieldname: "number",
				fieldtype: "HTML",
				options: `<p class="h3">${number}</p><p class="text-muted">${__(
					"This closes after {0} seconds.",
					[SECONDS]
				)}</p>`,
			},
		],
	});
	const timer = setTimeout(() => dialog.hide(), SECONDS * 1000);
	dialog.onhide = () => {
		clearTimeout(timer);
		dialog.$wrapper.remove();
	};
	dialog.show();
}
