frappe.pages["command-hall"].on_page_load = (wrapper) => {
	frappe.require(
		[
			"/assets/frappe/js/lib/leaflet/leaflet.css",
			"/assets/frappe/js/lib/leaflet/leaflet.js",
			"command_hall.bundle.css",
			"command_hall.bundle.js",
		],
		() => community_gov.start_hall(wrapper)
	);
};
