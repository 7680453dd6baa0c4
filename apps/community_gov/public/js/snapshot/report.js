// Reporting (随手拍): photos, words, kind, place; sent once however often it is tried.
import { Attempts, tell_first } from "./attempts";
import { __, address_of, answer_of, by_id, data, get, locate, new_key, offline_text, say } from "./page";
import { forget, keep, kept } from "./draft";
import { Kinds } from "./kinds";
import { watch_danger } from "./danger";
import { draw_cases, draw_places, let_choose, make_map } from "./map";
import { Photos } from "./photos";
import { ask_similar } from "./similar";
import { grouped_code } from "./formats";
import { keep_record } from "./records";

const TEXTS = ["description", "address", "reporter_name", "reporter_phone"];
const state = { position: null, place: null, key: new_key(), map: null, set_pin: null };
const attempts = new Attempts("public.report");
let photos, kinds;

export function start_report() {
	photos = new Photos(changed);
	kinds = new Kinds(changed);
	restore(kept());
	for (const name of TEXTS) by_id(name).addEventListener("input", changed);
	by_id("locate").addEventListener("click", locate_me);
	by_id("open-map").addEventListener("click", () => open_map().catch(tell));
	by_id("report").addEventListener("submit", submit);
	by_id("copy").addEventListener("click", copy_code);
	kinds.start().catch(tell);
	look_for_danger();
	show_place(new URLSearchParams(location.search).get("place")).catch(tell);
	if (!data.reporting) {
		say("problem", __("Public reporting is switched off. Call your community."));
		by_id("send").disabled = true;
	}
}

const tell = (error) => say("problem", error.message);

/** Another content is another report: it gets a key of its own, and the draft follows. */
function changed() {
	state.key = new_key();
	look_for_danger();
	keep_draft();
}

const look_for_danger = () => watch_danger(by_id("description").value, kinds.chosen);

function keep_draft() {
	const words = Object.fromEntries(TEXTS.map((name) => [name, by_id(name).value]));
	const { position, key } = state;
	keep({ words, position, key, kind: kinds.chosen, photos: photos.list, tried: attempts.keys });
}

function restore(draft) {
	if (!draft) return;
	for (const name of TEXTS) by_id(name).value = draft.words[name] || "";
	photos.set(draft.photos || []);
	kinds.chosen = draft.kind;
	state.key = draft.key;
	attempts.keys = draft.tried || [];
	if (draft.position) set_position(draft.position);
	const lost = draft.photos_lost ? __("The photos were too large to keep; take them again.") : "";
	say("draft", [__("Your last report was not sent yet. Here is what you wrote."), lost].filter(Boolean).join(" "));
}

async function show_place(code) {
	if (!code) return;
	const { place } = await get("public.nearby", { place: code });
	state.place = place.code;
	say("place", __("You report for: {0}", [place.name]));
	show_position();
}

async function locate_me() {
	by_id("position-text").textContent = __("Looking for the position …");
	try {
		set_position(await locate());
		changed();
		say("problem", "");
	} catch (error) {
		show_position();
		tell(error);
	}
}

function set_position(position) {
	state.position = position;
	if (state.map) {
		state.set_pin([position.latitude, position.longitude]);
		state.map.panTo([position.latitude, position.longitude]);
	}
	show_position();
}

function show_position() {
	const { position, place } = state;
	const known = position && __("Position: {0}, {1}", [position.latitude.toFixed(5), position.longitude.toFixed(5)]);
	const without = place ? __("The place of the code is enough; a position helps.") : __("No position yet.");
	by_id("position-text").textContent = known || without;
	by_id("position-text").classList.toggle("known", Boolean(known || place));
}

async function open_map() {
	if (state.map) return;
	const near = await get("public.nearby", { ...state.position, place: state.place });
	state.map = make_map(by_id("map"), near.centre);
	if (!state.map) throw new Error(__("The map could not be loaded. Describe the place in words."));
	draw_places(state.map, near.boundaries);
	draw_cases(state.map, near.cases, false);
	state.set_pin = let_choose(state.map, (position) => {
		set_position(position);
		changed();
	});
	if (state.position) set_position(state.position);
	by_id("map").scrollIntoView({ block: "center" });
}

async function submit(event) {
	event.preventDefault();
	const missing = what_is_missing();
	say("problem", missing);
	if (missing) return;
	keep_draft();
	by_id("send").disabled = true;
	try {
		const first = await attempts.arrived(state.key);
		const { followed } = first ? {} : await ask_similar(asked());
		sending(true);
		done(first || followed || (await send(await body())));
		if (first) tell_first("done");
	} catch (error) {
		attempts.lost(state.key);
		keep_draft();
		tell(error);
	} finally {
		sending(false);
	}
}

function asked() {
	const description = by_id("description").value.trim().slice(0, 500);
	return { position: state.position, category: kinds.chosen?.code, description };
}

function what_is_missing() {
	if (!by_id("description").value.trim()) {
		by_id("description").focus();
		return __("Say in a few words what is wrong.");
	}
	if (!state.position && !state.place && !by_id("address").value.trim()) {
		by_id("locate").focus();
		return __("Say where it is: by position, on the map, or in words.");
	}
	return "";
}

async function body() {
	const form = new FormData();
	for (const name of TEXTS) if (by_id(name).value.trim()) form.append(name, by_id(name).value.trim());
	if (kinds.chosen) form.append("category", kinds.chosen.code);
	if (state.position) {
		form.append("latitude", state.position.latitude.toFixed(7));
		form.append("longitude", state.position.longitude.toFixed(7));
		// The browser's positions are those of satellites; maps here are drawn in the same.
		form.append("crs", "WGS 84");
	} else if (state.place) form.append("grid", state.place);
	const named = by_id("reporter_name").value.trim() || by_id("reporter_phone").value.trim();
	form.append("is_anonymous", named ? "0" : "1");
	form.append("idempotency_key", state.key);
	form.append("_lang", data.lang);
	const blobs = await photos.blobs();
	for (const [index, blob] of blobs.entries()) form.append("photos", blob, `photo-${index + 1}.jpg`);
	return form;
}

/** XMLHttpRequest, because fetch does not tell how much is sent. */
function send(form) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", address_of("public.report"));
		request.setRequestHeader("Accept", "application/json");
		if (data.csrf_token) request.setRequestHeader("X-Frappe-CSRF-Token", data.csrf_token);
		request.upload.onprogress = ({ loaded, total }) => (by_id("progress").value = loaded / total);
		request.onerror = request.ontimeout = () => reject(new Error(offline_text()));
		request.timeout = 120000;
		request.onload = () => {
			try {
				resolve(answer_of(request.status, request.responseText));
			} catch (error) {
				reject(error);
			}
		};
		request.send(form);
	});
}

function sending(busy) {
	by_id("progress").hidden = !busy;
	by_id("send").disabled = busy;
	by_id("send").textContent = busy ? __("Sending …") : __("Send the report");
}

function done({ tracking_code, acknowledgement }) {
	forget();
	by_id("report").hidden = true;
	for (const id of ["draft", "place"]) say(id, "");
	by_id("acknowledgement").textContent = acknowledgement || "";
	keep_record({ kind: "case", code: tracking_code, title: by_id("description").value.trim().slice(0, 24) });
	by_id("code").textContent = grouped_code(tracking_code);
	by_id("follow").href = `/snapshot/track?_lang=${data.lang}#${tracking_code}`;
	by_id("done").hidden = false;
	by_id("done").focus();
	window.scrollTo(0, 0);
}

async function copy_code() {
	try {
		await navigator.clipboard.writeText(by_id("code").textContent);
		by_id("copy").textContent = __("Copied");
	} catch {
		getSelection().selectAllChildren(by_id("code"));
	}
}
