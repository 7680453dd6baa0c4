// esbuild plugins for what the desk's sources expect: templates, Vue components, style sheets.

import crypto from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { compileScript, compileStyle, compileTemplate, parse } from "@vue/compiler-sfc";
import autoprefixer from "autoprefixer";
import esbuild from "esbuild";
import postcss from "postcss";
import rtlcss from "rtlcss";
import * as sass from "sass";

/** Addresses below /assets are served as they are. */
export function assetsOutside() {
	return {
		name: "assets-outside",
		setup(build) {
			build.onResolve({ filter: /^\/assets\// }, (args) => ({ path: args.path, external: true }));
		},
	};
}

/** `~package/file` in a style sheet names a node module. */
export function tilde({ modules }) {
	return {
		name: "tilde",
		setup(build) {
			build.onResolve({ filter: /^~/ }, (args) => ({ path: path.join(modules, args.path.slice(1)) }));
		},
	};
}

/**
 * `import "./x.html"` defines frappe.templates.x as a template literal of the file's text, as Frappe's own build does:
 * templates write \' for a quote, which the literal reads as '.
 */
export function htmlTemplates() {
	return {
		name: "html-templates",
		setup(build) {
			build.onLoad({ filter: /\.html$/ }, async ({ path: file }) => {
				const name = JSON.stringify(path.basename(file).split(".")[0]);
				const text = (await fs.readFile(file, "utf8")).replaceAll("`", "\\`");
				return { contents: `frappe.templates[${name}] = \`${text}\`;`, loader: "js" };
			});
		},
	};
}

/** Vue 3 single-file components; their styles go into the page with the component. */
export function vueComponents(places) {
	return {
		name: "vue-components",
		setup(build) {
			build.onLoad({ filter: /\.vue$/ }, async ({ path: file }) => {
				const source = await fs.readFile(file, "utf8");
				return { ...(await compileComponent(source, file, places)), resolveDir: path.dirname(file) };
			});
		},
	};
}

async function compileComponent(source, filename, places) {
	const { descriptor, errors } = parse(source, { filename });
	if (errors.length) throw errors[0];
	const id = crypto.createHash("sha256").update(filename).digest("hex").slice(0, 8);
	const scoped = descriptor.styles.some((style) => style.scoped);
	const script = componentScript(descriptor, id);
	const parts = [script.content, componentTemplate(descriptor, id, scoped, filename, script.bindings)];
	if (scoped) parts.push(`__component.__scopeId = "data-v-${id}";`);
	for (const style of descriptor.styles) {
		const css = await componentStyle(style, id, filename, places);
		parts.push(injection(await withImports(css, path.dirname(filename), places)));
	}
	parts.push("export default __component;");
	return { contents: parts.join("\n"), loader: script.lang === "ts" ? "ts" : "js" };
}

function componentScript(descriptor, id) {
	if (!descriptor.script && !descriptor.scriptSetup) return { content: "const __component = {};" };
	const options = { id, inlineTemplate: true, isProd: true, genDefaultAs: "__component" };
	return compileScript(descriptor, options);
}

function componentTemplate(descriptor, id, scoped, filename, bindingMetadata) {
	if (!descriptor.template || descriptor.scriptSetup) return "";
	const { code, errors } = compileTemplate({
		id,
		scoped,
		filename,
		isProd: true,
		source: descriptor.template.content,
		compilerOptions: { bindingMetadata, scopeId: scoped ? `data-v-${id}` : undefined },
	});
	if (errors.length) throw new Error(`${filename}: ${errors[0].message || errors[0]}`);
	return `${code.replace("export function render", "function render")}\n__component.render = render;`;
}

async function componentStyle(style, id, filename, places) {
	const source = style.lang === "scss" ? fromScss(style.content, filename, places) : style.content;
	const { code, errors } = compileStyle({ source, filename, id: `data-v-${id}`, scoped: style.scoped });
	if (errors.length) throw errors[0];
	return (await postcss([autoprefixer]).process(code, { from: filename })).css;
}

/** Style sheets imported by a script are put into the page by that script. */
export function injectedStyles(places) {
	return {
		name: "injected-styles",
		setup(build) {
			build.onLoad({ filter: /\.s?css$/ }, async ({ path: file }) => {
				const css = await styleSheet(file, places, false);
				return { contents: injection(await withImports(css, path.dirname(file), places)), loader: "js" };
			});
		},
	};
}

// A style element in the page cannot fetch node modules: what it imports is put into it.
async function withImports(contents, resolveDir, places) {
	const result = await esbuild.build({
		stdin: { contents, resolveDir, loader: "css" },
		bundle: true,
		minify: true,
		write: false,
		target: ["es2017"],
		nodePaths: places.loadPaths,
		loader: places.loader,
		plugins: [assetsOutside(), tilde(places)],
	});
	return result.outputFiles[0].text;
}

function injection(css) {
	const text = JSON.stringify(css);
	return `document.head.appendChild(Object.assign(document.createElement("style"), { textContent: ${text} }));`;
}

/** Style sheets as bundles of their own; mirrored for right-to-left languages where asked. */
export function styleSheets(places, mirrored) {
	return {
		name: "style-sheets",
		setup(build) {
			build.onLoad({ filter: /\.s?css$/ }, async ({ path: file }) => ({
				contents: await styleSheet(file, places, mirrored),
				loader: "css",
				resolveDir: path.dirname(file),
			}));
		},
	};
}

async function styleSheet(file, places, mirrored) {
	const source = await fs.readFile(file, "utf8");
	const css = file.endsWith(".scss") ? fromScss(source, file, places) : source;
	const plugins = mirrored ? [rtlcss(), autoprefixer] : [autoprefixer];
	return (await postcss(plugins).process(css, { from: file, map: false })).css;
}

function fromScss(source, file, { modules, loadPaths }) {
	return sass.compileString(source, {
		url: pathToFileURL(file),
		loadPaths: [path.dirname(file), ...loadPaths],
		importers: [
			{ findFileUrl: (url) => (url.startsWith("~") ? pathToFileURL(path.join(modules, url.slice(1))) : null) },
		],
		quietDeps: true,
		logger: sass.Logger.silent,
	}).css;
}
