// The timeline of a case, told like the article: at what time who did what, with words and pictures.
import { escaped } from "./markup";

frappe.provide("community_gov");

/** HTML of the events that community_gov.api.v1.case.timeline returns. */
community_gov.timeline_html = (events, case_doc) => {
	if (!events.length) {
		return `<p class="text-muted">${__("Nothing has happened yet.")}</p>`;
	}
	let day = "";
	const entries = events.map((event, index) => {
		const heading = day_of(event) === day ? "" : `<h5 class="cg-day">${escaped(day_of(event))}</h5>`;
		day = day_of(event);
		return heading + entry(event, events[index - 1], index === 0 ? case_doc : null);
	});
	return `<div class="cg-timeline">${entries.join("")}</div>`;
};

function local(event) {
	return frappe.datetime.convert_to_user_tz(event.happened_at, false);
}

function day_of(event) {
	return frappe.datetime.str_to_user(local(event).format("YYYY-MM-DD"));
}

function entry(event, before, case_doc) {
	// A dispatch or a check has stages of its own; only those of the case are shown as its stage.
	const stage = event.reference_doctype ? null : event.to_stage;
	const colour = stage ? community_gov.stage_colour(stage) : "gray";
	return `<div class="cg-entry" data-stage="${escaped(stage)}">
		<div class="cg-time">${local(event).format("HH:mm")}${elapsed(before, event)}</div>
		<div class="cg-dot indicator ${colour}"></div>
		<div class="cg-body">
			<div>${headline(event, stage)}</div>
			${case_doc ? words(case_doc.description) + words(case_doc.address) : ""}
			${words(event.note)}
			${pictures(event.photos)}
		</div>
	</div>`;
}

function headline(event, stage) {
	const pill = stage ? community_gov.stage_pill(stage, "Case") : "";
	const unit = event.unit_name ? ` · ${escaped(event.unit_name)}` : "";
	const what = community_gov.action_label(event.event, event.reference_doctype);
	// Filed by the step File says the same twice in Chinese.
	const same = stage && what === community_gov.stage_label(stage, "Case");
	const words = same ? "" : `<b>${escaped(what)}</b> `;
	return `${words}${pill} <span class="text-muted">${escaped(event.actor_name)}${unit}</span>`;
}

function words(text) {
	return text ? `<div class="cg-note">${escaped(text)}</div>` : "";
}

function pictures(photos) {
	const links = (photos || []).map(
		(url) => `<a href="${escaped(url)}" target="_blank" rel="noopener">
			<img src="${escaped(url)}" loading="lazy" alt="${__("Photo")}"></a>`
	);
	return links.length ? `<div class="cg-photos">${links.join("")}</div>` : "";
}

function elapsed(before, event) {
	const minutes = before ? Math.round(local(event).diff(local(before), "seconds") / 60) : 0;
	return minutes ? `<div class="cg-elapsed">+${community_gov.duration(minutes)}</div>` : "";
}

/** Minutes as people say them: 1 h 56 min. */
community_gov.duration = (minutes) => {
	const parts = [
		[Math.floor(minutes / 1440), __("{0} d")],
		[Math.floor((minutes % 1440) / 60), __("{0} h")],
		[minutes % 60, __("{0} min")],
	];
	const said = parts.filter(([number]) => number).slice(0, 2);
	return said.map(([number, words]) => words.replace("{0}", number)).join(" ");
};
