// Steps of residence on a person's form, and a person found by a number that nobody learns.
import { escaped } from "./markup";

frappe.provide("community_gov");

const RELATIONS = [
	"Head",
	"Spouse",
	"Son or Daughter",
	"Child-in-law",
	"Grandchild",
	"Father or Mother",
	"Parent-in-law",
	"Grandparent",
	"Sibling",
	"Other Relative",
	"Not Related",
];
const FIELDS = {
	on: () => ({
		fieldname: "on",
		fieldtype: "Date",
		label: __("Date"),
		default: frappe.datetime.get_today(),
		reqd: 1,
	}),
	household: (frm, required = 1) => ({
		fieldname: "household",
		fieldtype: "Link",
		label: __("Household"),
		options: "Household",
		reqd: required,
		get_query: () => ({ filters: { status: ["!=", "Dissolved"], name: ["!=", frm.doc.household || ""] } }),
	}),
	relation: () => ({
		fieldname: "relation",
		fieldtype: "Select",
		label: __("Relation to the Head"),
		options: [
			"",
			...RELATIONS.slice(1).map((value) => ({ value, label: __(value, null, "Resident") })),
		],
	}),
	new_head: (frm) => ({
		fieldname: "new_head",
		fieldtype: "Link",
		label: __("New Head of Household"),
		options: "Resident",
		description: __("Asked for where the head leaves and others stay."),
		hidden: frm.doc.relation_to_head !== "Head",
		get_query: () => ({
			filters: { household: frm.doc.household, status: "Present", name: ["!=", frm.doc.name] },
		}),
	}),
	place: () => ({ fieldname: "place", fieldtype: "Data", label: __("Moved to") }),
	note: () => ({ fieldname: "note", fieldtype: "Small Text", label: __("Note") }),
};
const STEPS = {
	Present: [
		["move", __("Move", null, "Residence Record"), ["household", "on", "relation", "new_head"]],
		["leave", __("Move Out"), ["on", "place", "new_head", "note"]],
		["die", __("Record a Death"), ["on", "new_head", "note"]],
	],
	"Moved Out": [
		["come_back", __("Came Back"), ["household", "on", "relation"]],
		["correct", __("Take Back"), ["note"]],
	],
	Deceased: [["correct", __("Take Back"), ["note"]]],
};

/** The steps that the status of a person allows, under one button. */
community_gov.add_residence_buttons = (frm) => {
	if (frm.is_new() || !frm.perm[0]?.write) return;
	for (const [endpoint, label, fields] of STEPS[frm.doc.status] || []) {
		community_gov.add_asking_button(
			frm,
			label,
			() => fields.map((name) => FIELDS[name](frm)),
			`resident.${endpoint}`,
			{ resident: frm.doc.name },
			{ group: __("Residence"), title: `${label}: ${frm.doc.full_name}` }
		);
	}
	frm.add_custom_button(__("History"), () => show_history(frm), __("Residence"));
};

async function show_history(frm) {
	const { records } = await community_gov.get("resident.history", { resident: frm.doc.name });
	const rows = records.map(
		(row) => `<tr><td>${frappe.datetime.str_to_user(row.happened_on)}</td>
			<td>${escaped(__(row.event, null, "Residence Record"))}</td>
			<td>${escaped([row.place, row.note].filter(Boolean).join(" "))}</td>
			<td>${escaped(frappe.user.full_name(row.recorded_by))}</td></tr>`
	);
	frappe.msgprint({
		title: __("History"),
		message: `<table class="table table-bordered"><tr><th>${__("Date")}</th><th>${__("Event", null, "Residence Record")}</th>
			<th>${__("Note")}</th><th>${__("Recorded by")}</th></tr>${rows.join("")}</table>`,
		wide: true,
	});
}

/** On the list of residents: who has a number, among those one may see. */
community_gov.add_number_search = (listview) => {
	listview.page.add_inner_button(__("Find by Number"), () => {
		const dialog = new frappe.ui.Dialog({
			title: __("Find by Number"),
			fields: [
				{ fieldname: "identity_number", fieldtype: "Data", label: __("Identity Number") },
				{ fieldname: "mobile", fieldtype: "Data", label: __("Mobile Number") },
				community_gov.purpose_field(),
			],
			primary_action_label: __("Find"),
			primary_action: async (values) => {
				const { residents } = await community_gov.post("resident.find", values);
				dialog.hide();
				if (residents.length === 1) frappe.set_route("Form", "Resident", residents[0].name);
				else show_found(residents);
			},
		});
		dialog.show();
	});
};

function show_found(residents) {
	const links = residents.map(
		(row) => `<li>${frappe.utils.get_form_link("Resident", row.name, true, row.full_name)}</li>`
	);
	const none = __("Nobody on your part of the register has this number.");
	frappe.msgprint({
		title: __("Find by Number"),
		message: links.length ? `<ul>${links.join("")}</ul>` : none,
	});
}
