// The desk makes a view of a list by the view's name alone; for cases some are our own.
frappe.provide("community_gov");

/** Puts `Own`, a subclass of the desk's view of that name, in its place for cases; other lists keep the desk's. */
community_gov.use_own_view = (name, Own) => {
	const Standard = frappe.views[`${name}View`];
	frappe.views[`${name}View`] = class extends Standard {
		// biome-ignore lint/correctness/noUnreachableSuper: for cases the other view is made in this one's place
		constructor(options) {
			// biome-ignore lint/correctness/noConstructorReturn: as above
			if (options.doctype === "Case") return new Own(options);
			super(options);
		}
	};
};
