// Where people live: a tree whose levels are loaded when opened, and how the people of one home are related.
import { escaped } from "./markup";

frappe.provide("community_gov");

const FORMS = {
	compound: "Residential Compound",
	building: "Building",
	household: "Household",
	resident: "Resident",
};

community_gov.start_home_tree = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Tree of Homes"),
		single_column: true,
	});
	const area = page.add_field({
		fieldname: "area",
		fieldtype: "Link",
		options: "Grid",
		label: __("Place"),
		change: () => draw(page, area.get_value()),
	});
	draw(page, null);
};

function draw(page, area) {
	if (page.drawn === (area || "")) return;
	page.drawn = area || "";
	page.main.find(".cg-homes").remove();
	new frappe.ui.Tree({
		parent: $('<div class="cg-homes"></div>').appendTo(page.main),
		label: __("All Compounds"),
		root_value: "",
		args: {},
		expandable: true,
		get_nodes: async (value, is_root) => {
			const asked = is_root || !value ? { area: area || undefined } : { node: value };
			return (await community_gov.get("home.children", asked)).nodes;
		},
		get_label: (node) => (node.is_root ? escaped(node.label) : label(node.data)),
		toolbar: [
			{
				label: __("Show the Record"),
				condition: (node) => !node.is_root && FORMS[node.data.kind],
				click: (node) => frappe.set_route("Form", FORMS[node.data.kind], node.data.name),
			},
		],
	});
}

function label(data) {
	const relation = data.relation ? ` · ${escaped(__(data.relation, null, "Resident"))}` : "";
	const vacant = data.status === "Vacant" ? ` · ${escaped(__("Vacant", null, "Household"))}` : "";
	const count = data.count ? ` <span class="text-muted">(${data.count})</span>` : "";
	return `${escaped(data.title)}${relation}${vacant}${count}`;
}

// Generations around the head; who is not related stands apart.
const GENERATIONS = [
	["Grandparent"],
	["Father or Mother", "Parent-in-law"],
	["Head", "Spouse", "Sibling"],
	["Son or Daughter", "Child-in-law"],
	["Grandchild"],
];

/** The relations to the head as a tree of generations, as HTML; "" for fewer than two people. */
community_gov.family_tree = (members) => {
	if (members.length < 2) return "";
	const known = GENERATIONS.flat();
	const rows = GENERATIONS.map((relations) =>
		relations.flatMap((relation) => members.filter((row) => row.relation_to_head === relation))
	).filter((row) => row.length);
	const others = members.filter((row) => !known.includes(row.relation_to_head));
	const tiers = rows.map((row) => `<div class="cg-tier">${row.map(person).join("")}</div>`);
	if (others.length) tiers.push(`<div class="cg-tier cg-apart">${others.map(person).join("")}</div>`);
	return `<div class="cg-family">${tiers.join("")}</div>`;
};

function person(row) {
	const relation = escaped(__(row.relation_to_head || "Not Stated", null, "Resident"));
	const name = frappe.utils.get_form_link("Resident", row.name, true, escaped(row.full_name));
	const head = row.relation_to_head === "Head" ? " cg-head" : "";
	return `<div class="cg-person-box${head}">${name}<div class="text-muted small">${relation}</div></div>`;
}
