// The way from an empty site to the first closed case: what is there, what comes next, and where it is done.
import { escaped } from "./markup";

frappe.provide("community_gov");

// What each step is called, and what to do, for whoever has never seen such a system.
const TEXTS = {
	divisions: () => [__("Load the places"), __("Provinces to communities come from the national list of divisions. Choose Import Divisions in the list of places and name your district.")],
	grids: () => [__("Divide communities into grids"), __("Add the grids below each community, with their code and name. A boundary, drawn or pasted as GeoJSON, lets positions find their grid.")],
	accounts: () => [__("Give people an account"), __("Each person who works here has an account with a role: grid workers report, the duty chief dispatches, handlers solve, supervisors check. A System Manager creates accounts.")],
	teams: () => [__("Put workers into their grids"), __("In the team of each grid stand its worker and its supervisor, with the days from and to which they are responsible. That decides what they see.")],
	units: () => [__("Enter the responsible units"), __("Bureaus, property companies and others who solve problems. In each stand the accounts that answer for it.")],
	routing: () => [__("Say what goes to whom"), __("A rule leads a kind of case in an area to its units. What no rule matches is shown to the duty chief.")],
	calendar: () => [__("Look at the calendar"), __("Limits run in working hours. The holidays of the year and the days that are worked instead are loaded; change the hours where yours differ.")],
	community: () => [__("Introduce the community"), __("Name, telephone and hours of the office stand on the page for residents. Reports without a position go to the default grid.")],
	first_case: () => [__("Take a first case to its end"), __("Report a small problem, file and dispatch it, answer as the unit, check and close it. Then the site is ready.")],
};

community_gov.start_first_steps = (wrapper) => {
	const page = frappe.ui.make_app_page({ parent: wrapper, title: __("First Steps"), single_column: true });
	const box = $('<div class="cg-first-steps"></div>').appendTo(page.main);
	const show = async () => draw(box, await community_gov.get("first_steps.look"));
	for (const { key, label } of community_gov.tours(true)) page.add_inner_button(label, () => community_gov.start_tour(key));
	page.set_secondary_action(__("Look Again"), show, "refresh");
	wrapper.first_steps = { show };
};

function draw(box, steps) {
	const done = steps.filter((step) => step.is_done).length;
	const next = steps.find((step) => !step.is_done);
	box.html(`<p class="cg-steps-head" role="status">${escaped(head_of(done, steps.length))}</p>
		<div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="${steps.length}" aria-valuenow="${done}" aria-label="${escaped(__("First Steps"))}">
			<div class="progress-bar bg-success" style="width: ${(100 * done) / steps.length}%"></div></div>
		<ol class="cg-steps">${steps.map((step) => line(step, step === next)).join("")}</ol>`);
	box.find("[data-step]").on("click", (event) => {
		const step = steps.find((one) => one.key === event.currentTarget.dataset.step);
		frappe.set_route(...step.route);
	});
}

function head_of(done, all) {
	if (done === all) return __("Everything is set up. New things that administrators may want are in the guide.");
	return __("{0} of {1} steps are done. The next one is marked.", [done, all]);
}

function line({ key, is_done, told, may_write }, is_next) {
	const [title, words] = TEXTS[key]();
	const state = is_done ? "done" : is_next ? "next" : "open";
	const mark = is_done ? `<span class="cg-step-mark" role="img" aria-label="${escaped(__("Done"))}">✓</span>` : '<span class="cg-step-mark" aria-hidden="true"></span>';
	const label = may_write && !is_done ? __("Do This") : __("Look");
	const button = `<button type="button" class="btn btn-sm ${is_next && may_write ? "btn-primary" : "btn-default"}" data-step="${key}">${escaped(label)}</button>`;
	return `<li class="cg-step" data-state="${state}">${mark}<div class="cg-step-words"><h4>${escaped(title)}</h4><p>${escaped(words)}</p><p class="text-muted">${escaped(told)}</p></div>${button}</li>`;
}
