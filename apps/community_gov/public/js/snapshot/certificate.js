// Whether a certificate stands, by the code on its paper (#c=…), which stays behind the #.
import { behind_hash, on_submit, open_by_hash, show_status } from "./forms";
import { __, by_id, element, get } from "./page";
import { facts } from "./parts";

const WORDS = {
	Valid: () => __("This certificate stands."),
	Revoked: () => __("This certificate was revoked."),
	Altered: () => __("This certificate was altered. Do not rely on it."),
};

export function start_certificate() {
	on_submit("certificate", () => verify(by_id("code").value));
	open_by_hash(() => {
		const { c: code } = behind_hash();
		if (code) verify(code);
	});
}

function verify(code) {
	by_id("status").hidden = true;
	const load = async (plain) => [overview(await get("certificate.verify", { code: plain }))];
	return show_status(code, __("Enter the code on the certificate."), load);
}

function overview(told) {
	const rows = [
		[__("Certificate Number"), told.certificate],
		[__("Full Name"), told.volunteer_name],
		[__("Service Period"), told.from_date && `${told.from_date} – ${told.to_date}`],
		[__("Services"), told.service_count],
		[__("Confirmed Hours"), told.hours],
		[__("Issued On"), (told.issued_on || "").slice(0, 10)],
	];
	const notice = element("p", { class: told.status === "Valid" ? "notice" : "notice danger" }, WORDS[told.status]());
	return element("section", { class: "card", "data-status": told.status }, notice, facts(rows));
}
