frappe.ui.form.on("Poll", {
	setup(frm) {
		frm.set_query("roll", () => ({ filters: { is_frozen: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		show_turnout(frm);
		if (!frm.perm[0]?.write) return;
		if (frm.doc.stage === "Voting" && frm.doc.is_on_paper) offer_paper(frm);
		if (frm.doc.stage === "Voting Closed" && frm.doc.is_secret_ballot) offer_count(frm);
	},
});

async function show_turnout(frm) {
	const name = frm.doc.name;
	const { took_part_so_far } = await community_gov.get("poll.result", { poll: name });
	if (frm.doc.name === name && frm.doc.stage !== "Drafted") {
		frm.dashboard.add_indicator(__("{0} have taken part", [took_part_so_far]), "blue");
	}
}

const entry_link = (frm) => ({
	fieldname: "entry",
	fieldtype: "Link",
	label: __("Who Has the Vote"),
	options: "Roll Entry",
	reqd: 1,
	get_query: () => ({ filters: { roll: frm.doc.roll } }),
});

const channel_field = () => ({
	fieldname: "channel",
	fieldtype: "Select",
	label: __("Way", null, "Ballot Issue"),
	default: "Hall",
	reqd: 1,
	options: ["Hall", "Door", "Post"].map((value) => ({ value, label: __(value, null, "Ballot Issue") })),
});

function offer_paper(frm) {
	const poll = { poll: frm.doc.name };
	if (frm.doc.is_secret_ballot) {
		const fields = () => [entry_link(frm), channel_field()];
		return community_gov.add_asking_button(frm, __("Issue a Paper"), fields, "poll.issue_papers", poll, {
			adapt: ({ entry, ...values }) => ({ ...values, entries: [entry] }),
		});
	}
	const fields = () => [entry_link(frm), choice_field(frm), channel_field()];
	community_gov.add_asking_button(frm, __("Record a Vote"), fields, "poll.record", poll, {
		adapt: ({ choice, ...values }) => ({ ...values, choices: choice.map(Number) }),
	});
}

const choice_field = (frm) => ({
	fieldname: "choice",
	fieldtype: "MultiCheck",
	label: __("Option", null, "Poll Option"),
	options: frm.doc.options.map(({ idx, option_text }) => ({ value: String(idx), label: option_text })),
});

function offer_count(frm) {
	const number = (fieldname, label) => ({ fieldname, fieldtype: "Int", label, default: 0 });
	const fields = () => [
		number("papers", __("Papers in the Box", null, "Paper Count")),
		number("invalid", __("Invalid Papers", null, "Paper Count")),
		{ fieldname: "parts", fieldtype: "Section Break", label: __("Votes", null, "Paper Count") },
		...frm.doc.options.map(({ idx, option_text }) => number(`option_${idx}`, frappe.utils.escape_html(option_text))),
		{ fieldname: "who", fieldtype: "Section Break" },
		{ fieldname: "second_counter", fieldtype: "Link", label: __("Counted With", null, "Paper Count"), options: "User", reqd: 1 },
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Why It Was Counted Again", null, "Paper Count") },
	];
	community_gov.add_asking_button(frm, __("Count the Papers"), fields, "poll.count_papers", { poll: frm.doc.name }, {
		adapt: ({ papers, invalid, second_counter, reason, ...rest }) => ({
			...{ papers, invalid, second_counter, reason },
			votes: Object.fromEntries(frm.doc.options.map(({ idx }) => [idx, rest[`option_${idx}`] || 0])),
		}),
	});
}
