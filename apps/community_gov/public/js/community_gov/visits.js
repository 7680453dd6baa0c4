// The list of a day's visits, in the order of a walk, to look at and to print; without numbers of people.
import { escaped } from "./markup";

frappe.provide("community_gov");

community_gov.add_day_list = (listview) => {
	listview.page.add_inner_button(__("List of the Day"), () => show_day());
};

function show_day() {
	const dialog = new frappe.ui.Dialog({
		title: __("List of the Day"),
		size: "extra-large",
		fields: [
			{ fieldname: "on", fieldtype: "Date", label: __("Date"), default: frappe.datetime.get_today() },
			{ fieldname: "c1", fieldtype: "Column Break" },
			{ fieldname: "mine", fieldtype: "Check", label: __("Only Mine") },
			{ fieldname: "s1", fieldtype: "Section Break" },
			{ fieldname: "list", fieldtype: "HTML" },
		],
		primary_action_label: __("Print"),
		primary_action: () => print_sheet(dialog),
	});
	const load = async () => {
		const { on, mine } = dialog.get_values(true);
		const { day, visits } = await community_gov.get("visit.day_list", { on, mine: mine ? 1 : 0 });
		dialog.day = day;
		dialog.get_field("list").$wrapper.html(table(visits));
	};
	for (const name of ["on", "mine"]) dialog.get_field(name).df.onchange = load;
	dialog.show();
	load();
}

function table(visits) {
	if (!visits.length) return `<p class="text-muted">${__("Nothing is planned for this day.")}</p>`;
	const rows = visits.map(
		(row, index) => `<tr><td>${index + 1}</td><td>${escaped(row.address)}</td>
			<td>${frappe.utils.get_form_link("Visit", row.name, true, escaped(row.full_name))}</td>
			<td>${escaped(__(row.visit_kind, null, "Visit"))}</td><td>${escaped(row.care_tag)}</td>
			<td>${row.overdue ? `<span class="text-danger">${__("Overdue")}</span> ` : ""}${escaped(
				frappe.datetime.str_to_user(row.due_on)
			)}</td><td></td></tr>`
	);
	const heads = ["#", __("Address"), __("Full Name"), __("Kind of Visit"), __("Care Tag"), __("Due on", null, "Visit"), __("Note")];
	return `<table class="table table-bordered"><thead><tr>${heads
		.map((head) => `<th>${head}</th>`)
		.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function print_sheet(dialog) {
	const sheet = window.open("", "_blank");
	const title = `${__("List of the Day")} ${frappe.datetime.str_to_user(dialog.day)}`;
	const style = "body{font-family:sans-serif}table{border-collapse:collapse;width:100%}" +
		"td,th{border:1px solid #888;padding:6px;text-align:left}a{color:inherit;text-decoration:none}";
	sheet.document.write(
		`<title>${escaped(title)}</title><style>${style}</style><h2>${escaped(title)}</h2>` +
			dialog.get_field("list").$wrapper.html()
	);
	sheet.document.close();
	sheet.print();
}
