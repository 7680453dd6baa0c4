// The guide of the docs folder inside the desk: contents beside the text, links within it stay within it.
frappe.provide("community_gov");

const START = "admin-guide";

community_gov.start_guide = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("User Guide"), single_column: true });
	for (const { key, label } of community_gov.tours()) page.add_inner_button(label, () => community_gov.start_tour(key));
	page.set_secondary_action(__("Print"), () => window.print(), "printer");
	const box = $('<div class="cg-guide"><nav class="cg-guide-contents"></nav><article class="cg-guide-text"></article></div>').appendTo(page.main);
	wrapper.guide = { show: () => show(box) };
};

/** The page that the route names: user-guide, or user-guide/workflows/case-approval. */
async function show(box) {
	const name = frappe.get_route().slice(1).join("/") || START;
	if (box.data("page") === name) return;
	const { html } = await community_gov.get("guide.read", { page: name });
	box.data("page", name);
	const text = box.find(".cg-guide-text").html(html);
	text.find("img").remove();
	// The language is that of the account.
	text.children("h1").next("p").has("a[href^='admin-guide']").remove();
	list_headings(box, text);
	text.find("a[href]").on("click", (event) => follow(event, text, name));
	frappe.utils.scroll_to(0);
}

function list_headings(box, text) {
	const links = text.find("h2").toArray().map((heading) => {
		const link = $('<a href="#" class="cg-guide-link"></a>').text(heading.textContent);
		return link.on("click", (event) => {
			event.preventDefault();
			heading.scrollIntoView({ block: "start" });
		});
	});
	box.find(".cg-guide-contents").empty().append(links);
}

/** Other pages of the guide open here; the other language and what lies outside of the guide do not. */
function follow(event, text, name) {
	const href = event.currentTarget.getAttribute("href");
	if (/^https?:/.test(href)) return event.currentTarget.setAttribute("target", "_blank");
	event.preventDefault();
	// The desk would take it for one of its own routes, relative to the page that is open by then.
	event.stopPropagation();
	const [path, hash] = href.split("#");
	if (path) {
		const folder = name.includes("/") ? "workflows/" : "";
		const page = path.startsWith("../") ? path.slice(3) : folder + path;
		return frappe.set_route("user-guide", ...page.replace(/(\.zh-CN)?\.md$/, "").split("/"));
	}
	const wanted = decodeURIComponent(hash || "");
	text.find("h1, h2, h3, h4").toArray().find((heading) => heading.id === wanted || heading.textContent === wanted)?.scrollIntoView({ block: "start" });
}
