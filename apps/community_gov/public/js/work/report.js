// Reporting from the street with one hand: photo, kind, words, place. What is begun is kept until it is sent.
import { danger_in } from "../snapshot/formats";
import { __, data, element, new_key } from "../snapshot/page";
import { get } from "./api";
import * as outbox from "./outbox";
import { choices, field, notice, show_notice, toast } from "./parts";
import { Photos } from "./photos";
import { Place } from "./place";
import { sent_position } from "./positions";
import { FOLLOWED, SEND, ask_similar } from "./similar";
import * as store from "./store";

const PAUSE = 500;
let open_form = null;

/** Shows the form in a box; `app` is {account, grid, kinds, sent}. */
export async function show_report(box, app) {
	leave_report();
	const draft = (await store.rows_of(app.account)).find((row) => row.state === "draft");
	open_form = new ReportForm(app, draft);
	box.replaceChildren(open_form.node);
	open_form.place.start();
}

export function leave_report() {
	open_form?.place.stop();
	open_form = null;
}

/** When a report was first sent off: a correction tells of the same moment. */
const times_of = (draft) => (draft?.happened_at ? { written_at: draft.written_at, happened_at: draft.happened_at } : {});

class ReportForm {
	constructor(app, draft) {
		Object.assign(this, { app, id: draft?.id, key: draft?.key || new_key(), times: times_of(draft) });
		this.problem = notice();
		this.status = element("p", { class: "hint", "aria-hidden": "true" });
		this.danger = element("p", { class: "notice danger", role: "alert", hidden: true });
		this.photos = new Photos({ most: data.max_photos, changed: () => this.changed(), say: (text) => show_notice(this.problem, text) });
		this.place = new Place({ grid: app.grid?.name, changed: () => this.place_changed(), shown: (words, state) => this.tell(words, state), opens_map: true });
		this.words = field(__("What is wrong?"), "textarea", { rows: 3, maxlength: 2000, id: "description" });
		this.address = field(__("Describe the place"), "input", { type: "text", maxlength: 140, id: "address" });
		this.urgent = element("input", { type: "checkbox", id: "urgent" });
		this.kinds = choices(__("What kind of problem?"), [], { changed: () => this.changed() });
		this.settled = element("input", { type: "checkbox", id: "settled" });
		this.after = new Photos({ most: 1, changed: () => this.changed(), say: (text) => show_notice(this.problem, text) });
		this.settling = this.settling_card();
		this.names = new Map();
		this.draw_kinds([]);
		this.node = this.form();
		if (draft) this.restore(draft);
		for (const input of [this.words.input, this.address.input, this.urgent, this.settled]) input.addEventListener("input", () => this.changed());
		this.words.input.addEventListener("input", () => this.suggest_soon());
	}

	form() {
		const send = element("button", { type: "submit", class: "button primary wide", id: "send" }, __("Send the report"));
		const form = element(
			"form",
			{ class: "report", novalidate: true, id: "report-form" },
			element("section", { class: "card" }, this.photos.node),
			element("section", { class: "card" }, this.words.node, this.danger, this.kinds.node),
			this.settling,
			element("section", { class: "card" }, this.place.node, this.address.node, element("label", { class: "check" }, this.urgent, __("Urgent"))),
			this.problem,
			element("div", { class: "send-bar" }, this.status, send)
		);
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			this.submit(send);
		});
		return form;
	}

	/** What is small enough is solved at once; it takes one photo before and one after. */
	settling_card() {
		this.after_box = element("div", {});
		return element("section", { class: "card", hidden: true }, element("label", { class: "check" }, this.settled, __("I have solved it on the spot")), this.after_box);
	}

	draw_settling() {
		const kind = this.names.get(this.kinds.chosen[0]);
		this.settling.hidden = !kind?.settles;
		if (this.settling.hidden) this.settled.checked = false;
		const hint = __("The photo above is the one before. Take one after.");
		this.after_box.replaceChildren(...(this.settled.checked ? [element("p", { class: "hint" }, hint), this.after.node] : []));
	}

	draw_kinds(suggested) {
		const common = this.app.kinds.filter((kind) => !suggested.some(({ code }) => code === kind.code));
		const shown = [...suggested, ...common];
		const chosen = this.kinds.chosen[0];
		for (const kind of shown) this.names.set(kind.code, kind);
		if (chosen && !shown.some(({ code }) => code === chosen)) shown.unshift(this.names.get(chosen) || { code: chosen, name: chosen });
		this.kinds.set_options(shown.slice(0, 8).map(({ code, name }) => ({ value: code, label: name })));
	}

	suggest_soon() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.suggest(), PAUSE);
	}

	async suggest() {
		const words = this.words.input.value.trim();
		// Without a network the usual kinds are there, and the kind may stay open.
		const found = words ? await get("work.kinds", { words: words.slice(0, 200) }).catch(() => null) : { kinds: [] };
		if (found && words === this.words.input.value.trim()) this.draw_kinds(found.kinds);
	}

	/** Another content is another report: it gets a key of its own, and what is kept follows. */
	changed() {
		this.key = new_key();
		this.warn();
		this.draw_settling();
		clearTimeout(this.keeping);
		this.keeping = setTimeout(() => this.keep(), 200);
	}

	/** The place stands below the fold: what is known of it is told beside the button, too. */
	tell(words, state) {
		this.status.textContent = words;
		this.status.classList.toggle("known", ["pin", "good"].includes(state));
	}

	/** A phone that walks changes nothing; a pin does. */
	place_changed() {
		if (this.place.found?.is_pin) this.changed();
	}

	warn() {
		const kind = this.names.get(this.kinds.chosen[0]);
		const found = kind?.danger || danger_in(this.words.input.value, data.dangers);
		const call = found && element("a", { href: `tel:${found.phone}` }, __("Call {0} at once", [found.phone]));
		this.danger.replaceChildren(...(found ? [call, ` ${found.notice}`] : []));
		this.danger.hidden = !found;
	}

	content() {
		const pin = this.place.found?.is_pin ? this.place.found : null;
		return {
			words: this.words.input.value,
			address: this.address.input.value,
			urgent: this.urgent.checked,
			kind: this.names.get(this.kinds.chosen[0]) || null,
			pin,
			settled: this.settled.checked,
			after: this.after.list,
		};
	}

	async keep() {
		const content = this.content();
		const is_empty = !content.words && !content.address && !this.photos.list.length && !content.kind;
		if (is_empty) return this.id && store.remove(this.id);
		const row = { id: this.id, account: this.app.account, state: "draft", key: this.key, ...this.times, content, photos: this.photos.list };
		this.id = (await store.put(row)).id;
		// A report that was not taken is being corrected: it waits no more.
		await outbox.refresh();
	}

	restore({ content, photos }) {
		this.words.input.value = content.words;
		this.address.input.value = content.address;
		this.urgent.checked = content.urgent;
		if (content.kind) {
			this.names.set(content.kind.code, content.kind);
			this.kinds.chosen = [content.kind.code];
			this.draw_kinds([]);
		}
		if (content.pin) this.place.set(content.pin);
		this.photos.set(photos.filter(({ field: name }) => name !== "photo_after"));
		this.after.set(content.after);
		this.settled.checked = Boolean(content.settled);
		this.warn();
		this.draw_settling();
	}

	async submit(send) {
		show_notice(this.problem, "");
		const words = this.words.input.value.trim();
		if (!words && !this.photos.list.length) {
			this.words.input.focus();
			return show_notice(this.problem, __("Take a photo or say in a few words what is wrong."));
		}
		if (!words && !this.kinds.chosen.length) return show_notice(this.problem, __("Choose the kind, or say in a few words what is wrong."));
		if (this.settled.checked && (this.photos.list.length !== 1 || this.after.list.length !== 1)) {
			return show_notice(this.problem, __("Solving takes one photo before and one after. Take both."));
		}
		send.disabled = true;
		try {
			await this.send(await this.place.answer());
		} finally {
			send.disabled = false;
		}
	}

	async send(position) {
		const is_doubtful = ["stale", "coarse"].includes(this.place.state());
		if (!position && (is_doubtful || !this.address.input.value.trim())) {
			return show_notice(this.problem, is_doubtful ? this.place.text.textContent : __("Say where it is: by position, on the map, or in words."));
		}
		const chosen = this.settled.checked ? SEND : await ask_similar(this.row(position).values);
		if (chosen === FOLLOWED) return this.followed();
		if (chosen !== SEND) return;
		clearTimeout(this.keeping);
		await this.keep();
		const outcome = await outbox.write(this.row(position));
		if (outcome.refused) {
			this.id = outcome.row.id;
			return show_notice(this.problem, outcome.refused);
		}
		toast(outcome.answer ? __("Reported: {0}", [outcome.answer.case]) : __("No network: kept on this phone and sent later."));
		// Whoever has gone on to something else meanwhile stays there.
		if (open_form === this) this.app.sent();
	}

	/** Somebody has reported it already, and this account follows that case now: nothing of this report is left. */
	async followed() {
		clearTimeout(this.keeping);
		if (this.id) await store.remove(this.id);
		toast(__("You follow the case that was reported already."));
		if (open_form === this) this.app.sent();
	}

	row(position) {
		const { words, address, urgent, kind, settled, after } = this.content();
		const values = {
			description: words.trim() || kind.name,
			category: kind?.code,
			address: address.trim(),
			urgency: urgent ? "Urgent" : "Normal",
			source: "Patrol",
			...sent_position(position, Date.now()),
		};
		if (!position) values.grid = this.app.grid?.name;
		const shared = { id: this.id, key: this.key, ...this.times, kind: "report", title: values.description.slice(0, 40), content: this.content() };
		if (!settled) return { ...shared, method: "case.report", values, photos: this.photos.list };
		const { urgency, source, ...told } = values;
		const photos = [...this.photos.list.map((photo) => ({ ...photo, field: "photo_before" })), ...after.map((photo) => ({ ...photo, field: "photo_after" }))];
		return { ...shared, method: "case.settle", values: told, photos };
	}
}

/** Takes a report out of what is to be sent, so that it can be corrected; unchanged it keeps its key. */
export async function edit_report(row) {
	await store.put({ ...row, state: "draft" });
}
