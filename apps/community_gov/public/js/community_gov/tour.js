// Walks somebody through pages of the desk: one part stands in the light, a few words beside it, on and back by keys.
// Frappe's own tours are other records and another library in each version, and end at the page on which they begin.
import { escaped } from "./markup";

const PATIENCE = 8000; // milliseconds until a part that does not come is left out
const [LOOKED_AT, MARGIN] = [100, 8]; // milliseconds between two looks; pixels
const COMES_IN = 3000; // milliseconds in which a form moves its parts and takes the focus for its first field
const seen = (target) => $(target).filter(":visible")[0];
let running = null;

/**
 * Begins a tour, and ends the one that is under way.
 * Steps: {title, text, target, open}; `open` leads to the page and may say in words what there is instead of the part,
 * `target` finds the part, empty for words alone.
 */
export function begin_tour(steps) {
	running?.end();
	running = new Tour(steps);
	return running.show(0);
}

class Tour {
	constructor(steps) {
		Object.assign(this, { steps, back_to: document.activeElement });
		this.$light = $('<div class="cg-tour-light" hidden></div>').appendTo(document.body);
		this.$words = $(`<section class="cg-tour" role="dialog" aria-labelledby="cg-tour-title" aria-describedby="cg-tour-text" tabindex="-1">
			<header><h4 id="cg-tour-title"></h4>
				<button type="button" class="btn btn-xs" data-do="end" aria-label="${escaped(__("End the Tour"))}" title="${escaped(__("End the Tour"))}">×</button></header>
			<p id="cg-tour-text"></p>
			<footer><span class="text-muted small"></span>
				<button type="button" class="btn btn-default btn-sm" data-do="back">${escaped(__("Previous Step"))}</button>
				<button type="button" class="btn btn-primary btn-sm" data-do="go_on"></button></footer>
		</section>`).appendTo(document.body);
		this.$words.on("click", "[data-do]", ({ currentTarget }) => this[currentTarget.dataset.do]());
		this.touch = () => {
			this.is_touched = true;
		};
		for (const name of ["pointerdown", "wheel"]) document.addEventListener(name, this.touch, { capture: true, passive: true });
		this.press = (event) => {
			this.is_touched = true;
			if (event.key !== "Escape" || document.querySelector(".modal.show")) return;
			event.preventDefault();
			event.stopPropagation();
			this.end();
		};
		document.addEventListener("keydown", this.press, true);
		this.place_soon = () => this.place();
		const look = () => {
			this.place();
			this.settle();
		};
		window.addEventListener("scroll", this.place_soon, true);
		window.addEventListener("resize", this.place_soon);
		// Parts of a form come in one after the other and move what is below.
		this.timer = setInterval(look, LOOKED_AT);
	}

	go_on() {
		return this.at + 1 < this.steps.length ? this.show(this.at + 1) : this.end();
	}

	back() {
		return this.at ? this.show(this.at - 1) : null;
	}

	async show(at) {
		this.at = at;
		this.part = null;
		const { title, text, target, open } = this.steps[at];
		const is_last = at === this.steps.length - 1;
		this.$words.find("h4").text(title);
		this.$words.find("p").text(text);
		this.$words.find("footer span").text(__("Step {0} of {1}", [at + 1, this.steps.length]));
		this.$words.find("[data-do=back]").toggle(at > 0);
		this.$words.find("[data-do=go_on]").text(is_last ? __("End the Tour") : __("Next Step", null, "Tour"));
		this.$words.attr("aria-busy", "true");
		this.place();
		const instead = await open?.();
		if (this.at !== at || this !== running) return;
		if (instead) this.$words.find("p").text(instead);
		else if (target) this.part = await this.wait_for(target, at);
		if (this.at !== at || this !== running) return;
		this.part?.scrollIntoView({ block: "center" });
		this.place();
		this.$words.attr("aria-busy", "false");
		Object.assign(this, { is_touched: false, settled_at: Date.now() + COMES_IN });
		this.settle();
	}

	/** Brings back the part and the focus while a page comes in, unless somebody has pressed something since. */
	settle() {
		if (this.is_touched || Date.now() > this.settled_at) return;
		const box = this.part?.getBoundingClientRect();
		if (box && (box.top > innerHeight - MARGIN || box.bottom < MARGIN)) this.part.scrollIntoView({ block: "center" });
		if (!this.$words[0].contains(document.activeElement)) this.$words.find("[data-do=go_on]").trigger("focus");
	}

	async wait_for(target, at) {
		for (let waited = 0; waited < PATIENCE && this.at === at && this === running; waited += LOOKED_AT) {
			const part = seen(target);
			if (part) return part;
			await new Promise((resolve) => setTimeout(resolve, LOOKED_AT));
		}
		return null;
	}

	/** The light follows its part; the words stand below it, above it, or in the middle where there is no room. */
	place() {
		// Parts above a form are drawn anew when their answer has come.
		if (this.part && !this.part.isConnected) this.part = seen(this.steps[this.at].target) || this.part;
		const is_there = this.part?.isConnected && this.part.offsetParent;
		this.$light[0].hidden = !is_there;
		const words = this.$words[0];
		const { offsetWidth: width, offsetHeight: height } = words;
		let [left, top] = [(innerWidth - width) / 2, (innerHeight - height) / 2];
		if (is_there) {
			const box = this.part.getBoundingClientRect();
			const edge = MARGIN / 2;
			this.$light.css({ left: box.left - edge, top: box.top - edge, width: box.width + MARGIN, height: box.height + MARGIN });
			left = Math.min(Math.max(box.left, MARGIN), innerWidth - width - MARGIN);
			const below = box.bottom + MARGIN * 1.5;
			const above = box.top - height - MARGIN * 1.5;
			top = below + height < innerHeight || above < 0 ? below : above;
		}
		const lowest = innerHeight - height - MARGIN;
		Object.assign(words.style, { left: `${left}px`, top: `${Math.max(MARGIN, Math.min(top, lowest))}px` });
	}

	end() {
		if (running === this) running = null;
		clearInterval(this.timer);
		for (const name of ["pointerdown", "wheel"]) document.removeEventListener(name, this.touch, true);
		document.removeEventListener("keydown", this.press, true);
		window.removeEventListener("scroll", this.place_soon, true);
		window.removeEventListener("resize", this.place_soon);
		this.$light.remove();
		this.$words.remove();
		if (this.back_to?.isConnected) this.back_to.focus({ preventScroll: true });
	}
}
