// Elder mode (MIIT's design norm for ageing-friendly mobile applications, 2021): large type, few things, read aloud.
import { __, by_id } from "./page";
import { store, stored } from "./storage";

const NAME = "community_gov.elder";
// Type of 17 px becomes 22, 26 and 30; targets of 48 px at least 62.
const SIZES = ["1.3", "1.53", "1.77"];

export function start_elder() {
	const button = by_id("elder");
	if (!button) return;
	button.addEventListener("click", () => keep(document.documentElement.dataset.elder ? "" : SIZES[0]));
	by_id("elder-size").addEventListener("click", () => keep(SIZES[(SIZES.indexOf(kept()) + 1) % SIZES.length]));
	by_id("elder-read").addEventListener("click", toggle_reading);
	by_id("elder-read").hidden = !window.speechSynthesis;
	show(kept());
}

const kept = () => stored(NAME) || "";

/** Without a store the mode holds for this page. */
function keep(size) {
	store(NAME, size);
	show(size);
}

function show(size) {
	const page = document.documentElement;
	if (size) page.dataset.elder = size;
	else delete page.dataset.elder;
	document.body.style.zoom = size || "";
	by_id("elder").setAttribute("aria-pressed", String(Boolean(size)));
	by_id("elder-bar").hidden = !size;
	if (!size) window.speechSynthesis?.cancel();
}

function toggle_reading() {
	const speech = window.speechSynthesis;
	if (speech.speaking) return speech.cancel();
	// biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read aloud.
	const words = new SpeechSynthesisUtterance(by_id("main").innerText);
	words.lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en";
	words.rate = 0.9;
	words.onend = words.onerror = () => (by_id("elder-read").textContent = __("Read aloud"));
	by_id("elder-read").textContent = __("Stop reading");
	speech.speak(words);
}
