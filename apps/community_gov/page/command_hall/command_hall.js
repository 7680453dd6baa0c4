frappe.pages["command-hall"].on_page_load = async (wrapper) => {
	// A second copy of the library would not know the maps of forms that are open.
	await community_gov.load_maps();
	frappe.require(["command_hall.bundle.css", "command_hall.bundle.js"], () => community_gov.start_hall(wrapper));
};
