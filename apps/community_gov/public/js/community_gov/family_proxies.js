// Family proxies in the desk: granted on a resident's form with the consent that was recorded.
frappe.provide("community_gov");

const RELATIONS = ["Child", "Spouse", "Parent", "Grandchild", "Sibling", "Other Relative"];

community_gov.add_proxy_button = (frm) => {
	if (frm.is_new() || !frm.perm[0]?.write || frm.doc.status !== "Present") return;
	const fields = () => [
		{
			fieldname: "consent",
			fieldtype: "Link",
			label: __("Consent"),
			options: "Consent",
			reqd: 1,
			description: __("The resident's own consent to a family proxy. Record it first."),
			get_query: () => ({ filters: { resident: frm.doc.name, purpose: "Family Proxy", status: "Given" } }),
		},
		{ fieldname: "mobile", fieldtype: "Data", label: __("Number of the Proxy"), reqd: 1 },
		{
			fieldname: "relation",
			fieldtype: "Select",
			label: __("Relation"),
			reqd: 1,
			options: RELATIONS.map((value) => ({ value, label: __(value, null, "Family Proxy") })),
		},
		{ fieldname: "months", fieldtype: "Int", label: __("Duration in Months"), default: 12, reqd: 1 },
	];
	community_gov.add_asking_button(frm, __("Family Proxy"), fields, "proxy.grant", { resident: frm.doc.name });
};
