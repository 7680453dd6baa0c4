// Livelihood deeds: a year's list with progress and photos; proposing, supporting and rating by a bound phone.
import { __, element, get, new_key, post } from "./page";
import { card, facts } from "./parts";
import { binding, button, fill, once, prove_link, stars, tell, tried } from "./voice";

const STAGES = {
	Collected: () => __("Proposed by residents"),
	Shortlisted: () => __("Shortlisted"),
	Deliberated: () => __("Deliberated"),
	Chosen: () => __("Chosen"),
	"On Show": () => __("On Show"),
	Doing: () => __("Being done"),
	Delivered: () => __("Done, being checked"),
	"Result Accepted": () => __("Done and accepted"),
	"Ratings Closed": () => __("Done and rated"),
	"Kept Up": () => __("Done and kept up"),
	"Not Chosen": () => __("Not chosen"),
	Exchanged: () => __("Exchanged for another"),
};
const KINDS = { Service: () => __("Service"), Works: () => __("Works") };
const PHOTOS = { photo_before: () => __("Before the deed"), photo_after: () => __("After the deed") };

export const start_deeds = () => tried(show);

async function show() {
	fill("deed-lists", await get("public_deed.lists"), list_card, __("There is no list yet."));
}

function list_card(list) {
	const made = card(list.title);
	made.dataset.list = list.deed_list;
	if (list.chosen) {
		const words = __("{0} of {1} deeds are done", [list.done, list.chosen]);
		made.append(
			element("p", { class: "big" }, words),
			element("progress", { max: list.chosen, value: list.done, "aria-label": words })
		);
	}
	const money = list.budget ? __("{0} yuan", [list.budget.toLocaleString()]) : "";
	const until = list.collects ? list.collected_until : "";
	made.append(facts([[__("Area"), list.place], [__("Budget"), money], [__("Proposals until"), until]]));
	if (list.collects) made.append(proposal_form(list));
	made.append(...list.deeds.map(deed_part));
	return made;
}

function deed_part(deed) {
	const head = element("h3", {}, `${deed.number}. ${deed.title}`);
	const stage = element("span", { class: "pill" }, STAGES[deed.stage]());
	const made = element("article", { class: "deed" }, head, stage);
	made.dataset.deed = deed.deed;
	made.append(pictures(deed), element("p", {}, deed.target || deed.reason), facts(deed_facts(deed)));
	if (deed.takes_support) made.append(support_button(deed));
	if (deed.takes_ratings) made.append(rating(deed));
	return made;
}

function deed_facts(deed) {
	const money = (amount) => (amount ? __("{0} yuan", [amount.toLocaleString()]) : "");
	const reached = deed.milestones ? __("{0} of {1} milestones", [deed.milestones_reached, deed.milestones]) : "";
	const good = deed.rating_count ? __("{0} of {1} are content", [deed.rating_good, deed.rating_count]) : "";
	return [
		[__("Kind"), KINDS[deed.kind]()],
		[__("Place"), deed.place],
		[__("Leading Unit"), deed.lead_unit],
		[__("Milestones"), reached],
		[__("Planned cost"), money(deed.budget)],
		[__("Spent"), money(deed.spent)],
		[__("Supported by"), deed.takes_support ? deed.supports : ""],
		[__("Ratings"), good],
	];
}

function pictures({ deed, title, photos }) {
	const made = photos.map((which) =>
		element(
			"figure",
			{},
			element("img", {
				src: `/api/method/community_gov.api.v1.public_deed.photo?deed=${encodeURIComponent(deed)}&which=${which}`,
				alt: `${title}: ${PHOTOS[which]()}`,
				loading: "lazy",
			}),
			element("figcaption", {}, PHOTOS[which]())
		)
	);
	return element("div", { class: "figures" }, ...made);
}

function support_button({ deed }) {
	if (!binding()) return element("p", { class: "hint" }, __("To support it, prove your number first."), " ", prove_link("link"));
	return button(__("I want this too"), async () => {
		const { supports } = await post("public_deed.support", { binding: binding(), deed });
		tell(__("Your voice counts. {0} support it.", [supports]));
		await show();
	});
}

function rating({ deed }) {
	if (!binding()) return element("p", { class: "hint" }, __("To rate it, prove your number first."), " ", prove_link("link"));
	const rate = async (number) => {
		await post("public_deed.rate", { binding: binding(), deed, rating: number });
		tell(__("Thank you. Nobody learns how you rated."));
	};
	return element("div", {}, element("p", { class: "hint" }, __("How is it?")), stars(__("How is it?"), rate));
}

function proposal_form({ deed_list }) {
	const field = (name, label, part) => element("div", { class: "field" }, element("label", { for: `${name}-${deed_list}` }, label), part);
	const title = element("input", { id: `title-${deed_list}`, maxlength: 140, required: "" });
	const reason = element("textarea", { id: `reason-${deed_list}`, rows: 3, maxlength: 2000, required: "" });
	const place = element("input", { id: `place-${deed_list}`, maxlength: 140 });
	const send = element("button", { type: "submit", class: "button primary wide" }, __("Propose it"));
	const form = element(
		"form",
		{ novalidate: "" },
		field("title", __("What should be done"), title),
		field("reason", __("Why"), reason),
		field("place", __("Where (if anywhere)"), place),
		element("p", { class: "hint" }, __("Nobody learns who proposed it.")),
		send
	);
	// A retry after a lost answer is no second proposal.
	const idempotency_key = new_key();
	const propose = async () => {
		const values = { deed_list, title: title.value, reason: reason.value, place: place.value };
		const { number } = await post("public_deed.propose", { ...values, idempotency_key });
		tell(__("Thank you. Your proposal has number {0}.", [number]));
		await show();
	};
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		once(propose);
	});
	return element("details", {}, element("summary", {}, __("Propose a deed")), form);
}
