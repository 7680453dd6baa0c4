// What came of a visit, and what was found there: each finding may become a case or a help request.
import { __, element } from "../snapshot/page";
import { get } from "./api";
import { button, choices, field, picker } from "./parts";
import { Place } from "./place";
import { note, send_form } from "./step_form";
import { RESULTS } from "./words";

export function visit_form(item, sent) {
	const results = choices(__("What came of it"), Object.entries(RESULTS).map(([value, name]) => ({ value, label: name() })));
	const found = element("div", { class: "findings" });
	const findings = [];
	const add = (kind) => {
		const finding = finding_of(kind, item, () => {
			findings.splice(findings.indexOf(finding), 1);
			finding.node.remove();
		});
		findings.push(finding);
		found.append(finding.node);
		finding.node.querySelector("textarea").focus();
	};
	const place = new Place({ grid: null });
	place.start();
	const read = () => {
		if (!results.chosen.length) throw new Error(__("Say what came of the visit."));
		return { result: results.chosen[0], findings: findings.map((finding) => finding.read()) };
	};
	const adding = element(
		"div",
		{ class: "row" },
		button(__("Report a problem"), () => add("Case"), "button add-case"),
		button(__("Ask for help"), () => add("Help Request"), "button add-help")
	);
	const parts = [{ node: results.node, read }, note(__("Note"), false), { node: element("div", {}, found, adding), read: () => ({}) }];
	const form = send_form({ item, label: __("Save the visit"), method: "visit.record", values: { visit: item.name }, parts, place, sent });
	return element("section", { class: "card actions" }, element("h3", {}, __("What came of it")), form.node);
}

function finding_of(kind, item, drop) {
	const is_case = kind === "Case";
	const title = is_case ? __("A problem to report") : __("Help that is needed");
	const { node, input } = field(title, "textarea", { rows: 2, maxlength: 1000 });
	const kinds = is_case ? picker(__("Kind of problem"), find_kinds(input)) : choices(__("Kind of help"), (item.help_kinds || []).map(({ name, kind_name }) => ({ value: name, label: kind_name })));
	const read = () => {
		const description = input.value.trim();
		const chosen = is_case ? kinds.value()[0] : kinds.chosen[0];
		if (!description) throw new Error(__("{0} is missing. Fill it in.", [title]));
		if (!is_case && !chosen) throw new Error(__("{0} is missing. Fill it in.", [__("Kind of help")]));
		return is_case ? { kind, description, category: chosen } : { kind, description, help_kind: chosen };
	};
	const box = element("div", { class: "card finding" }, node, kinds.node, button(__("Take off"), drop, "button"));
	return { node: box, read };
}

/** Kinds by what is searched for, or else by what was written above. */
const find_kinds = (input) => async (words) =>
	(await get("work.kinds", { words: words || input.value || " " })).kinds.map(({ code, name }) => ({ value: code, label: name }));
