// Notices to residents: what is in force, what is for one's own household, confirming, replying, and whether a sheet is genuine.
import { grouped_code, plain_code } from "./formats";
import { keep_hash, on_submit, take } from "./forms";
import { __, address_of, by_id, data, element, get, post, say } from "./page";
import { card, facts } from "./parts";
import { binding, tried } from "./voice";

const STATES = {
	"In Force": () => __("Genuine, and in force"),
	Expired: () => __("Genuine, but no longer valid"),
	Withdrawn: () => __("Withdrawn: do not follow it"),
	Superseded: () => __("Replaced by a newer notice"),
};
/** The nearest places of a path; the city everybody knows. */
const near = (path) => path.split(" / ").slice(-3).join(" ");
let help_kinds = null;

export function start_notices() {
	on_submit("notice-check", () => check(by_id("check-code").value));
	const code = new URLSearchParams(location.search).get("check");
	if (code) check(code);
	by_id("bind-hint").hidden = Boolean(binding());
	show_all();
}

async function show_all() {
	const own = binding() ? await tried(() => post("public_community_notice.mine", { binding: binding() })) : null;
	const place = new URLSearchParams(location.search).get("place");
	const listed = await tried(() => get("public_community_notice.shown", place ? { place } : {}));
	const names = (own || []).map(({ notice }) => notice);
	by_id("own-notices").hidden = !own?.length;
	by_id("own-list").replaceChildren(...(own || []).map((row) => notice_card(row, true)));
	const others = (listed || []).filter(({ notice }) => !names.includes(notice));
	const none = element("p", { class: "notice" }, __("No notice is in force now."));
	if (listed) by_id("notice-list").replaceChildren(...(others.length ? others.map((row) => notice_card(row, false)) : [none]));
	open_wanted();
}

/** An address that names a notice leads to it. */
function open_wanted() {
	const name = new URLSearchParams(location.hash.slice(1)).get("n");
	const wanted = name && document.querySelector(`[data-notice="${CSS.escape(name)}"]`);
	wanted?.scrollIntoView();
	wanted?.querySelector("details")?.setAttribute("open", "");
}

/** Plain words first; the whole text is a tap away. */
function notice_card(row, is_own) {
	const made = card(row.title, element("p", { class: "hint" }, [row.kind_title, near(row.place)].join(" · ")));
	made.dataset.notice = row.notice;
	made.dataset.kind = row.kind;
	made.append(element("p", { class: "plain-words" }, row.plain_summary));
	if (row.reason) made.append(element("p", { class: "hint" }, row.reason));
	if (row.has_photo) made.append(element("img", { class: "notice-photo", loading: "lazy", alt: row.title, src: `${address_of("public_community_notice.photo")}?notice=${row.notice}` }));
	if (row.has_audio) made.append(element("audio", { controls: "", preload: "none", "aria-label": __("Listen to it"), src: `${address_of("public_community_notice.audio")}?notice=${row.notice}` }));
	made.append(whole_text(row, is_own));
	if (is_own && row.asks_confirmation) made.append(confirmation(row));
	if (is_own && row.takes_replies) made.append(reply_form(row));
	return made;
}

function whole_text(row, is_own) {
	const body = element("div", {});
	const box = element("details", {}, element("summary", {}, __("Read all of it")), body);
	box.addEventListener("toggle", async () => {
		if (!box.open || body.childElementCount) return;
		const full = await tried(() => (is_own ? post("public_community_notice.open", { binding: binding(), notice: row.notice }) : get("public_community_notice.one", { notice: row.notice })));
		if (!full) return;
		keep_hash(is_own ? "" : `#n=${row.notice}`);
		body.replaceChildren(element("p", { class: "long" }, full.body), details_of(full));
	});
	return box;
}

function details_of(row) {
	const made = facts([[__("Issuing body"), row.issuing_body], [__("Document number"), row.document_number], [__("In force since"), row.effective_on], [__("Issued on"), row.sent_at.slice(0, 10)], [__("Valid until"), row.valid_until]]);
	if (!row.source_link) return made;
	const link = element("a", { href: row.source_link, rel: "noopener noreferrer nofollow" }, __("Read the source"));
	return element("div", {}, made, element("p", {}, link));
}

function confirmation(row) {
	if (row.is_confirmed) return element("p", { class: "notice" }, __("Your household has confirmed this notice."));
	const confirm = () => take("public_community_notice.confirm", { binding: binding(), notice: row.notice }, confirmed);
	return element("button", { type: "button", class: "button primary wide", "data-confirm": row.notice, onclick: confirm }, __("I have read it"));
}

async function confirmed() {
	say("told", __("Thank you. It is confirmed for your household."));
	await show_all();
}

function reply_form(row) {
	const text = element("textarea", { rows: 3, maxlength: 2000, "aria-label": __("Your reply") });
	const kinds = element("select", { "aria-label": __("Help that is needed") }, element("option", { value: "" }, __("No help, only a reply")));
	const send = element("button", { type: "button", class: "button wide" }, __("Send the reply"));
	send.addEventListener("click", () => take("public_community_notice.reply", { binding: binding(), notice: row.notice, text: text.value, help_kind: kinds.value || null }, () => replied(text)));
	const box = element("details", {}, element("summary", {}, __("Reply to it")), text, element("label", { class: "hint" }, __("Do you need help?"), kinds), send);
	box.addEventListener("toggle", () => fill_kinds(kinds));
	return box;
}

async function fill_kinds(kinds) {
	if (kinds.options.length > 1) return;
	help_kinds ||= await tried(() => get("public_community_notice.help_kinds"));
	kinds.append(...(help_kinds || []).map(({ name, title }) => element("option", { value: name }, title)));
}

function replied(text) {
	text.value = "";
	say("problem", "");
	say("told", __("Your reply has arrived. The community will answer."));
}

async function check(code) {
	const box = by_id("check-result");
	const plain = plain_code(code);
	by_id("check-code").value = plain ? grouped_code(plain) : "";
	if (!plain) return say("problem", __("Enter the code of the notice."));
	say("problem", "");
	try {
		box.replaceChildren(...answer_of(await get("public_community_notice.verify", { code: plain })));
	} catch (error) {
		box.replaceChildren(element("p", { class: "notice danger" }, error.message));
	}
	box.hidden = false;
	box.scrollIntoView({ block: "center" });
}

function answer_of(told) {
	const is_good = told.state === "In Force";
	const rows = [[__("Title of the notice"), told.title], [__("Issued by"), near(told.place)], [__("Issued on"), told.sent_at], [__("Valid until"), told.valid_until], [__("Replaced by"), told.superseded_by]];
	const link = told.notice ? element("a", { class: "button wide", href: `/notices?_lang=${data.lang}#n=${told.notice}`, onclick: () => setTimeout(open_wanted) }, __("Read it here")) : null;
	return [element("p", { class: is_good ? "notice" : "notice danger", "data-state": told.state }, STATES[told.state]()), facts(rows), link].filter(Boolean);
}
