frappe.ui.form.on("Bulletin", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.trigger("show_figures");
		frm.trigger("offer_actions");
	},

	async show_figures(frm) {
		const name = frm.doc.name;
		const { html } = await community_gov.get("bulletin.preview", { bulletin: name });
		if (frm.doc.name === name) frm.fields_dict.snapshot_html.$wrapper.html(html);
	},

	offer_actions(frm) {
		const { stage } = frm.doc;
		if (stage === "Drafted" && frm.perm[0]?.write) {
			frm.add_custom_button(__("Compute Anew"), () => send(frm, "bulletin.refresh", {}));
		}
		if (stage === "Announced" && frappe.user.has_role("Unit Handler")) {
			frm.add_custom_button(__("Object"), () => object_to(frm));
		}
		if (stage === "Published" && frm.perm[0]?.write) {
			frm.add_custom_button(__("Correct"), () => correct(frm));
		}
	},
});

async function send(frm, method, values, dialog) {
	try {
		await community_gov.post(method, { bulletin: frm.doc.name, ...values });
	} catch {
		// The server's message is on the screen; what was typed stays for another try.
		return dialog?.enable_primary_action();
	}
	dialog?.hide();
	frm.reload_doc();
}

function object_to(frm) {
	ask(frm, __("Object"), "bulletin.object", [
		{ fieldname: "unit", fieldtype: "Link", options: "Responsible Unit", label: __("Unit"), reqd: 1 },
		{ fieldname: "text", fieldtype: "Small Text", label: __("Which Figure Is Wrong and Why"), reqd: 1 },
	]);
}

function correct(frm) {
	ask(frm, __("Correct"), "bulletin.correct", [
		{ fieldname: "text", fieldtype: "Small Text", label: __("What Is Wrong and What Is Right"), reqd: 1 },
	]);
}

function ask(frm, title, method, fields) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: title,
		primary_action: (values) => {
			dialog.disable_primary_action();
			send(frm, method, values, dialog);
		},
	});
	dialog.show();
}
