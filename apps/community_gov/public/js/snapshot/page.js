// What every public page shares: texts, elements, and calls that end in a sentence a person understands.
import { body_of, filled, messages_of, query_of } from "./formats";

export const data = JSON.parse(document.getElementById("page-data").textContent);

export const __ = (text, values = []) => filled(data.words[text] || text, values);

export const by_id = (id) => document.getElementById(id);

/** An element; children are elements or texts, never markup. */
export function element(tag, attributes = {}, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
		else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
	}
	made.append(...children.filter((child) => child !== null && child !== undefined));
	return made;
}

export function say(id, text) {
	const notice = by_id(id);
	notice.textContent = text || "";
	notice.hidden = !text;
	if (text) notice.scrollIntoView({ block: "nearest" });
}

export const address_of = (method) => `/api/method/community_gov.api.v1.${method}`;

export async function get(method, values) {
	return settle(await reach(`${address_of(method)}?${query_of(data.lang, values)}`, { headers: { Accept: "application/json" } }));
}

export async function post(method, values) {
	const headers = { Accept: "application/json", "Content-Type": "application/json" };
	if (data.csrf_token) headers["X-Frappe-CSRF-Token"] = data.csrf_token;
	const body = JSON.stringify({ ...values, _lang: data.lang });
	return settle(await reach(address_of(method), { method: "POST", headers, body }));
}

async function reach(url, options) {
	try {
		return await fetch(url, options);
	} catch {
		throw new Error(offline_text());
	}
}

async function settle(response) {
	return answer_of(response.status, await response.text());
}

export const offline_text = () =>
	__("The network did not answer. What you wrote is kept on this phone; try again when there is a signal.");

/** The message of a good answer; throws an Error that can be shown otherwise. */
export function answer_of(status, text) {
	const body = body_of(text);
	if (status < 400) return body.message;
	throw new Error(refusal(status, body));
}

function refusal(status, body) {
	const told = messages_of(body, text_of);
	if (!told && (status === 429 || body.exc_type === "RateLimitExceededError")) {
		return __("Too many requests came from this network. Wait an hour, or call your community.");
	}
	return told || __("The service cannot answer now. Try again later, or call your community.");
}

const text_of = (markup) => new DOMParser().parseFromString(markup, "text/html").body.textContent;

export const new_key = () =>
	Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The other language keeps what the address says besides, the code behind # too; the pages of the service keep the place. */
export function keep_query() {
	const here = new URLSearchParams(location.search);
	for (const link of document.querySelectorAll("[data-keep-query]")) {
		const query = new URLSearchParams(here);
		query.set("_lang", new URLSearchParams(link.search).get("_lang"));
		link.search = query;
		// The code is put there when the page has found it.
		link.addEventListener("click", () => (link.hash = location.hash));
	}
	for (const link of here.get("place") ? document.querySelectorAll(".tabs a") : []) {
		link.search = query_of(data.lang, { place: here.get("place") });
	}
}

export function start_print() {
	by_id("print")?.addEventListener("click", () => window.print());
}

/** The position of the phone: {latitude, longitude} in degrees WGS 84. */
export function locate() {
	return new Promise((resolve, reject) => {
		const refuse = () =>
			reject(new Error(__("The phone does not tell its position. Allow it to this app in the settings of the phone, or show the place on the map.")));
		if (!navigator.geolocation) return refuse();
		const found = ({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude });
		navigator.geolocation.getCurrentPosition(found, refuse, { enableHighAccuracy: true, timeout: 15000 });
	});
}
