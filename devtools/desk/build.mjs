// Builds the *.bundle.* files of every app in a bench: node build.mjs <bench>
// Output: sites/assets/<app>/dist/{js,css,css-rtl}/ and the maps assets.json and assets-rtl.json.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import glob from "fast-glob";
import { assetsOutside, htmlTemplates, injectedStyles, styleSheets, tilde, vueComponents } from "./plugins.mjs";

const bench = path.resolve(process.argv[2]);
const sites = path.join(bench, "sites");
const assets = path.join(sites, "assets");
const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules");
const apps = fs.readFileSync(path.join(sites, "apps.txt"), "utf8").split("\n").filter(Boolean);
const appFolders = apps.map((app) => path.join(bench, "apps", app));

const loader = { ".svg": "dataurl", ".png": "dataurl", ".woff": "dataurl", ".woff2": "dataurl" };

async function entries() {
	const found = { js: {}, css: {}, "css-rtl": {} };
	for (const app of apps) {
		const folder = path.join(bench, "apps", app, app, "public");
		if (!fs.existsSync(folder)) continue;
		const files = await glob("**/*.bundle.{js,ts,css,scss}", {
			cwd: fs.realpathSync(folder),
			absolute: true,
			ignore: ["dist/**", "**/node_modules/**"],
		});
		for (const file of files.sort()) {
			const { name, ext } = path.parse(file);
			for (const kind of [".js", ".ts"].includes(ext) ? ["js"] : ["css", "css-rtl"]) {
				found[kind][path.join(app, "dist", kind, name)] = file;
			}
		}
	}
	return found;
}

function options(entryPoints, plugins) {
	return {
		entryPoints,
		plugins,
		entryNames: "[dir]/[name].[hash]",
		outdir: assets,
		target: ["es2017"],
		bundle: true,
		minify: true,
		sourcemap: true,
		metafile: true,
		preserveSymlinks: false,
		nodePaths: [modules, ...appFolders],
		loader,
		define: {
			"process.env.NODE_ENV": '"production"',
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		logLevel: "warning",
	};
}

function built(metafile, prefix) {
	const map = {};
	for (const [file, info] of Object.entries(metafile.outputs)) {
		if (!info.entryPoint) continue;
		const { name, ext } = path.parse(file);
		map[`${prefix}${name.replace(/\.[A-Z0-9]{8}$/, "")}${ext}`] = `/${path.relative(sites, path.resolve(file))}`;
	}
	return map;
}

function writeMap(file, map) {
	const part = path.join(assets, `.${file}.part`);
	fs.writeFileSync(part, JSON.stringify(map, null, "\t"));
	fs.renameSync(part, path.join(assets, file));
}

// Old bundles go last, so that a page that is open meanwhile still finds the ones it names.
function removeStale(results) {
	const fresh = new Set(results.flatMap((r) => Object.keys(r.metafile.outputs).map((f) => path.resolve(f))));
	for (const app of apps) {
		for (const kind of ["js", "css", "css-rtl"]) {
			const folder = path.join(assets, app, "dist", kind);
			if (!fs.existsSync(folder)) continue;
			for (const name of fs.readdirSync(folder)) {
				const file = path.join(folder, name);
				if (/\.bundle\./.test(name) && !fresh.has(file)) fs.rmSync(file);
			}
		}
	}
}

async function main() {
	const { js, css, "css-rtl": rtl } = await entries();
	const places = { modules, loader, loadPaths: [modules, ...appFolders] };
	const shared = [assetsOutside(), tilde(places)];
	const results = await Promise.all([
		esbuild.build(options(js, [...shared, htmlTemplates(), vueComponents(places), injectedStyles(places)])),
		esbuild.build(options(css, [...shared, styleSheets(places, false)])),
		esbuild.build(options(rtl, [...shared, styleSheets(places, true)])),
	]);
	writeMap("assets.json", { ...built(results[0].metafile, ""), ...built(results[1].metafile, "") });
	writeMap("assets-rtl.json", built(results[2].metafile, "rtl_"));
	removeStale(results);
}

main().catch((error) => {
	console.error(error.message);
	process.exit(1);
});
