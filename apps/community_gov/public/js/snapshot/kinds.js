// The kind of problem: big buttons for what is common, a search for the rest.
import { by_id, element, get } from "./page";

const WAIT = 300;

export class Kinds {
	constructor(changed) {
		this.changed = changed;
		this.chosen = null;
		this.common = [];
		this.found = [];
	}

	async start() {
		by_id("kind-search").addEventListener("input", ({ target }) => this.search_soon(target.value));
		this.common = (await get("public.kinds")).kinds;
		this.draw();
	}

	search_soon(words) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.search(words), WAIT);
	}

	async search(words) {
		this.asked = words;
		try {
			const found = words.trim() ? (await get("public.kinds", { words })).kinds : [];
			if (this.asked !== words) return;
			this.found = found.filter((row) => !this.common.some((kind) => kind.code === row.code));
		} catch {
			// The kind may stay open; the big buttons remain.
			this.found = [];
		}
		this.draw();
	}

	choose(kind) {
		this.chosen = this.chosen?.code === kind.code ? null : kind;
		this.draw();
		this.changed();
	}

	set(kind) {
		this.chosen = kind;
		this.draw();
	}

	draw() {
		const known = [...this.common, ...this.found].some((row) => row.code === this.chosen?.code);
		const found = this.chosen && !known ? [this.chosen, ...this.found] : this.found;
		by_id("kinds").replaceChildren(...this.common.map((kind) => this.button(kind)));
		by_id("kinds-found").replaceChildren(...found.map((kind) => this.button(kind)));
	}

	button(kind) {
		const chosen = kind.code === this.chosen?.code;
		return element(
			"button",
			{
				type: "button",
				class: "kind",
				role: "radio",
				"data-code": kind.code,
				"aria-checked": String(chosen),
				onclick: () => this.choose(kind),
			},
			kind.name
		);
	}
}
