// Following a case by its code: steps, answer, rating, appeal. The code stays behind the # and out of server logs.
import { minute_of } from "./formats";
import { keep_hash, on_submit, show_status, take } from "./forms";
import { __, by_id, data, element, get, new_key, post, say } from "./page";
import { card, facts, RATINGS, rating_buttons } from "./parts";
import { Photos } from "./photos";
import { keep_record } from "./records";
import { share } from "./share";

const APPEALS = {
	Requested: () => __("Your appeal is being looked at, a level above and by other people."),
	Granted: () => __("Your appeal was granted: the case is open again."),
	Refused: () => __("Your appeal was refused."),
};

export function start_track() {
	const code = decodeURIComponent(location.hash.slice(1));
	on_submit("track", () => show(by_id("code").value));
	if (code) show(code);
}

const show = (code) =>
	show_status(code, __("Enter the code of your receipt."), async (plain) => {
		const status = await get("public.track", { code: plain });
		keep_hash(`#${plain}`);
		keep_record({ kind: "case", code: plain });
		return [
			overview(status),
			status.case ? sharing(plain) : null,
			...joined(status.merged_into),
			steps(status),
			answer(status),
			more_photos(status, plain),
			rating(status, plain),
			appeal(status, plain),
		];
	});

function overview(status) {
	const rows = [
		[__("Stage"), data.stages[status.stage]],
		[__("Kind"), status.category],
		[__("Reported At"), minute_of(status.reported_at)],
		[__("Unit"), status.unit],
		[__("Expected by"), minute_of(status.expected_at)],
	];
	const word = status.progress || (status.stage === "Reported" ? status.acknowledgement : null);
	const title = status.case ? __("Case {0}", [status.case]) : __("The case you follow");
	return card(title, facts(rows), word && element("p", { class: "word" }, word));
}

/** Others see how it stands on a page of its own; the code, which may rate and appeal, stays here. */
function sharing(code) {
	const button = element("button", { type: "button", class: "button wide", id: "share-progress" }, __("Share how it stands"));
	button.addEventListener("click", async () => {
		try {
			const { path } = await get("public.share", { code });
			if (!path) return say("problem", __("This report is confidential. Its progress cannot be shared."));
			await share({ title: __("How my report stands"), url: new URL(path, location.origin).href }, button);
		} catch (error) {
			say("problem", error.message);
		}
	});
	return card(__("Show others"), element("p", { class: "hint" }, __("They see kind, stage and days. Your code and your words stay with you.")), button);
}

/** A report that was joined with an earlier one goes on there. */
function joined(other) {
	if (!other) return [];
	const word = __("Your report is about the same as an earlier one. It goes on there: {0}.", [data.stages[other.stage]]);
	return [card(__("Joined with an earlier report"), element("p", { class: "word" }, word)), answer(other)];
}

function steps(status) {
	const items = status.steps.map((step, index) =>
		element(
			"li",
			{ "aria-current": index === status.steps.length - 1 ? "step" : null },
			element("span", { class: "step" }, data.stages[step.stage] || step.stage),
			element("time", { datetime: step.at }, minute_of(step.at))
		)
	);
	return card(__("Case Progress"), element("ol", { class: "steps" }, ...items));
}

function answer(status) {
	return status.answer && card(__("The answer"), element("p", { class: "word" }, status.answer));
}

function more_photos(status, code) {
	if (!status.may_add_photos) return null;
	const tiles = element("div", { class: "photos" });
	const send = element("button", { type: "button", class: "button wide", id: "add-photos", disabled: true }, __("Send the photos"));
	const photos = new Photos(() => (send.disabled = !photos.list.length), tiles);
	send.addEventListener("click", () => send_photos(code, photos, send));
	const hint = __("Has it changed, or does a picture say more? Whoever works on your case sees it at once.");
	return card(__("Add photos"), element("p", { class: "hint" }, hint), tiles, send);
}

/** One request each: a phone on a weak network loses one photo, not all. What was sent is taken off the list. */
async function send_photos(code, photos, button) {
	button.disabled = true;
	try {
		for (const photo of photos.encoded()) {
			await post("public.add_photos", { code, photos: [photo], idempotency_key: new_key() });
			photos.remove(0);
		}
		await show(code);
		say("told", __("Your photos have arrived."));
	} catch (error) {
		say("problem", error.message);
		button.disabled = false;
	}
}

function rating(status, code) {
	if (status.rating) {
		return card(__("Your rating"), element("p", { class: "rated" }, RATINGS[status.rating]()));
	}
	if (!status.may_rate) return null;
	const comment = element("textarea", { id: "comment", rows: 2, maxlength: 1000 });
	return card(
		__("Are you satisfied?"),
		element("label", { for: "comment" }, __("A word on it (not needed)")),
		comment,
		rating_buttons((value) => act(code, "public.rate", { rating: value, comment: comment.value }))
	);
}

function appeal(status, code) {
	if (status.appeal) {
		const { stage, reason } = status.appeal;
		return card(__("Your appeal"), element("p", {}, APPEALS[stage]()), reason && element("p", { class: "word" }, reason));
	}
	if (!status.may_appeal) return null;
	const reason = element("textarea", { id: "reason", rows: 3, maxlength: 2000, required: true });
	const send = element("button", { type: "button", class: "button wide", id: "appeal" }, __("Send the appeal"));
	send.addEventListener("click", () => act(code, "public.appeal", { reason: reason.value }));
	return element(
		"details",
		{ class: "card" },
		element("summary", {}, __("Not settled? Appeal")),
		element(
			"p",
			{ class: "hint" },
			__("Possible once. Somebody a level above, who did not work on the case, will look at it again.")
		),
		element("label", { for: "reason" }, __("Why?")),
		reason,
		send
	);
}

const act = (code, method, values) => take(method, { code, ...values }, () => show(code));
