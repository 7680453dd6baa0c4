// Micro-projects and groups: open calls and applying by a bound phone, projects with their accounts, groups to join.
import { behind_hash, on_submit, open_by_hash, sender, show_receipt, show_status, take } from "./forms";
import { __, address_of, by_id, element, get, new_key, post, say } from "./page";
import { card, facts } from "./parts";
import { binding, fill, once, prove_link, tried } from "./voice";

const MOST_ROWS = 20;

export function start_projects() {
	on_submit("project-track", () => show(by_id("code").value));
	open_by_hash(() => {
		const { r: code } = behind_hash();
		if (code) show(code);
	});
	for (const work of [show_calls, show_projects, show_groups]) tried(work);
}

const yuan = (amount) => __("{0} yuan", [amount]);
const long = (text) => element("p", { class: "long" }, text);

async function show_calls() {
	fill("calls", await get("public_project.calls"), call_card, __("No call is open now."));
}

function call_card(call) {
	const criteria = call.criteria.map(({ criterion, weight }) => `${criterion} ${weight} %`).join(" · ");
	const rows = [
		[__("Area"), call.area],
		[__("What is paid"), call.paid_for],
		[__("What is not paid"), call.excluded],
		[__("For one project at most"), yuan(call.cap)],
		[__("For all projects"), yuan(call.total)],
		[__("Paid by"), call.funder],
		[__("Judged by"), criteria],
		[__("Open until"), call.closes_at],
	];
	const made = card(call.title, long(call.kinds), facts(rows));
	made.dataset.call = call.call;
	if (call.is_open) made.append(element("details", {}, element("summary", {}, __("Apply for a project")), binding() ? application(call) : asks_number()));
	return made;
}

const asks_number = () => element("div", {}, element("p", { class: "hint" }, __("Prove your mobile number on the front page first.")), prove_link());

function field(label, name, tag = "input", attributes = {}) {
	const input = element(tag, { name, ...attributes });
	return element("div", { class: "field" }, element("label", {}, label, input));
}

function application(call) {
	const area = (rows) => ({ rows, maxlength: 5000 });
	const send = element("button", { type: "submit", class: "button primary wide", id: `send-${call.call}` }, __("Send the application"));
	const budget = rows_of("budget", __("Budget"), [[__("Budget item"), "item", { maxlength: 140 }], [__("Yuan"), "amount", { type: "number", min: 0, step: "0.01", inputmode: "decimal" }]]);
	const milestones = rows_of("milestones", __("Milestones"), [[__("What is done"), "milestone", { maxlength: 140 }], [__("By when"), "due_on", { type: "date" }]]);
	const form = element(
		"form",
		{ class: "project-form", novalidate: "" },
		field(__("Title"), "title", "input", { maxlength: 120 }),
		field(__("What is needed"), "need", "textarea", area(3)),
		field(__("What you will do"), "plan", "textarea", area(4)),
		field(__("By what one sees the success"), "outcome_measure", "textarea", area(2)),
		field(__("For how many people"), "beneficiaries", "input", { type: "number", min: 1, inputmode: "numeric" }),
		field(__("Where, such as the building"), "place", "input", { maxlength: 140 }),
		field(__("Who keeps it up afterwards"), "handover_to", "input", { maxlength: 140 }),
		budget,
		milestones,
		field(__("Your name"), "representative_name", "input", { maxlength: 60, autocomplete: "name" }),
		element("p", { class: "hint" }, __("Reviewers see neither your name nor your number.")),
		send
	);
	const receipt = ({ code }) => show_receipt_of(form, code);
	const post_once = sender(send.id, "public_project.apply", "project-done", receipt);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		post_once(values_of(form, call));
	});
	return form;
}

function show_receipt_of(form, code) {
	form.id = "project-form";
	show_receipt("project-form", "project", "project-done", code);
}

/** Rows that one adds as needed; the first is there. */
function rows_of(name, title, columns) {
	const lines = element("div", { class: "lines", "data-rows": name });
	const add = () => {
		if (lines.children.length < MOST_ROWS) lines.append(element("div", { class: "line" }, ...columns.map(([label, key, more]) => field(label, key, "input", more))));
	};
	add();
	const more = element("button", { type: "button", class: "button", onclick: add }, __("Add a line"));
	return element("fieldset", { class: "field" }, element("legend", {}, title), lines, more);
}

function values_of(form, call) {
	const plain = [...form.querySelectorAll(":scope > .field > label > [name]")].map((input) => [input.name, input.value.trim()]);
	const values = Object.fromEntries(plain);
	const lists = [...form.querySelectorAll("[data-rows]")].map((lines) => [lines.dataset.rows, [...lines.children].map(row_values).filter(has_words)]);
	const place = new URLSearchParams(location.search).get("place") || call.grid;
	return { ...values, ...Object.fromEntries(lists), beneficiaries: Number(values.beneficiaries) || 0, binding: binding(), call: call.call, grid: place };
}

const row_values = (line) => Object.fromEntries([...line.querySelectorAll("[name]")].map((input) => [input.name, input.value.trim()]));
const has_words = (row) => Object.values(row).some(Boolean);

function show(code) {
	return show_status(code, __("Enter the code of your application."), async (plain) => {
		const told = await post("public_project.track", { code: plain });
		const rows = [
			[__("Stage"), told.stage_title],
			[__("Sent on"), told.applied_at.slice(0, 10)],
			[__("Amount requested"), yuan(told.requested)],
			[__("Amount granted"), told.granted === null ? "" : yuan(told.granted)],
			[__("Score"), told.score],
		];
		return [card(told.title, facts(rows)), told.may_withdraw && withdrawal(plain)];
	});
}

function withdrawal(code) {
	const reason = element("textarea", { rows: 2, maxlength: 500, "aria-label": __("Why you withdraw it") });
	const send = () => take("public_project.withdraw", { code, reason: reason.value }, () => show(code));
	const button = element("button", { type: "button", class: "button wide", onclick: send }, __("Withdraw the application"));
	return element("details", {}, element("summary", {}, __("Withdraw it")), reason, button);
}

async function show_projects() {
	fill("shown", await get("public_project.shown"), project_card, __("No project is shown yet."));
}

function project_card(project) {
	const people = __("{0} people", [project.beneficiaries]);
	const rows = [
		[__("Stage"), project.stage_title],
		[__("Applicant"), project.applicant],
		[__("Area"), project.area],
		[__("For how many people"), people],
		[__("Amount requested"), yuan(project.requested)],
		[__("Amount granted"), project.granted === null ? "" : yuan(project.granted)],
		[__("Amount spent"), project.spent === null ? "" : yuan(project.spent)],
		[__("Amount returned"), project.returned === null ? "" : yuan(project.returned)],
		[__("Kept up by"), project.handover_to],
		...project.follow_ups.map(({ months, still_run }) => [__("After {0} months", [months]), still_run ? __("Still run by residents") : __("No longer run")]),
	];
	const made = card(project.title, long(project.result || project.plan), facts(rows));
	made.dataset.project = project.project;
	if (project.photos.length) made.append(element("div", { class: "project-photos" }, ...project.photos.map((photo) => picture(project, photo))));
	if (project.lines.length) made.append(accounts(project));
	return made;
}

function picture({ project }, { number, moment, caption }) {
	const words = caption || (moment === "After" ? __("After the work") : __("Before the work"));
	const address = `${address_of("public_project.photo")}?project=${encodeURIComponent(project)}&number=${number}`;
	return element("figure", {}, element("img", { src: address, alt: words, loading: "lazy" }), element("figcaption", {}, words));
}

function accounts({ lines, receipts }) {
	const head = element("tr", {}, ...[__("Budget item"), __("Planned amount"), __("Spent")].map((text) => element("th", { scope: "col" }, text)));
	const rows = lines.map(({ item, amount, spent }) => element("tr", {}, ...[item, amount, spent].map((value) => element("td", {}, String(value)))));
	const table = element("table", { class: "accounts" }, element("thead", {}, head), element("tbody", {}, ...rows));
	return element("details", {}, element("summary", {}, __("Accounts: {0} receipts", [receipts.length])), table);
}

async function show_groups() {
	const [groups, own] = await Promise.all([get("public_project.groups"), binding() ? post("public_project.my_groups", { binding: binding() }).catch(() => []) : []]);
	fill("groups", groups, (group) => group_card(group, own.includes(group.group)), __("No group is filed yet."));
}

function group_card(group, is_member) {
	const rows = [
		[__("Kind"), group.kind_title],
		[__("Area"), group.area],
		[__("Members"), group.members],
		[__("This quarter"), group.is_active ? __("Active") : __("No activity")],
		[__("How to join"), group.how_to_join],
	];
	const made = card(group.name, long(group.purpose), facts(rows));
	made.dataset.group = group.group;
	made.append(is_member ? leaving(group) : joining(group));
	return made;
}

function joining(group) {
	if (!binding()) return element("details", {}, element("summary", {}, __("Join this group")), asks_number());
	const name = element("input", { maxlength: 60, autocomplete: "name", "aria-label": __("Your name") });
	const send = element("button", { type: "button", class: "button primary wide" }, __("Join the group"));
	send.addEventListener("click", () => once(() => change("join", group, { name: name.value }, __("You are a member now."))));
	const words = __("The community keeps your name and number for this group only. You can leave at any time.");
	return element("details", {}, element("summary", {}, __("Join this group")), element("div", { class: "field" }, element("label", {}, __("Your name"), name)), element("p", { class: "hint" }, words), send);
}

function leaving(group) {
	const leave = () => window.confirm(__("Nothing of you stays with the group. Leave it?")) && change("leave", group, {}, __("You have left the group."));
	const send = element("button", { type: "button", class: "button wide" }, __("Leave the group"));
	send.addEventListener("click", () => once(leave));
	return send;
}

async function change(what, { group }, values, told) {
	await post(`public_project.${what}`, { binding: binding(), group, ...values, idempotency_key: new_key() });
	say("told", told);
	await show_groups();
}
