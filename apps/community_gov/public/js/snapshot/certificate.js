// Whether a certificate stands, by the code on its paper (#c=…), which stays behind the #.
import { __, by_id, element, get, say } from "./page";
import { plain_code } from "./formats";

const WORDS = {
	Valid: () => __("This certificate stands."),
	Revoked: () => __("This certificate was revoked."),
	Altered: () => __("This certificate was altered. Do not rely on it."),
};

export function start_certificate() {
	by_id("certificate").addEventListener("submit", (event) => {
		event.preventDefault();
		verify(by_id("code").value);
	});
	window.addEventListener("hashchange", open_page);
	open_page();
}

function open_page() {
	const code = new URLSearchParams(location.hash.slice(1)).get("c");
	if (code) verify(code);
}

async function verify(code) {
	const plain = plain_code(code);
	say("problem", plain ? "" : __("Enter the code on the certificate."));
	by_id("status").hidden = true;
	if (!plain) return;
	by_id("code").value = plain;
	try {
		by_id("status").replaceChildren(overview(await get("certificate.verify", { code: plain })));
		by_id("status").hidden = false;
	} catch (error) {
		say("problem", error.message);
	}
}

function overview(told) {
	const rows = [
		[__("Certificate Number"), told.certificate],
		[__("Full Name"), told.volunteer_name],
		[__("Period"), told.from_date && `${told.from_date} – ${told.to_date}`],
		[__("Services"), told.service_count],
		[__("Confirmed Hours"), told.hours],
		[__("Issued On"), (told.issued_on || "").slice(0, 10)],
	].filter(([, value]) => value);
	const list = element("dl", { class: "facts" });
	for (const [name, value] of rows) list.append(element("dt", {}, name), element("dd", {}, String(value)));
	const notice = element("p", { class: told.status === "Valid" ? "notice" : "notice danger" }, WORDS[told.status]());
	return element("section", { class: "card", "data-status": told.status }, notice, list);
}
