// Builds the application into one folder: index.html, and under assets/ scripts and styles with hashed names and the licences
// of what is bundled. Fails if all of it is over the budget. The same sources give the same bytes.
//   node build.mjs [--out DIR] [--dev]
import { build } from "esbuild";
import * as fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));
const budget_bytes = 600 * 1000;
const argument = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const out = path.resolve(argument("--out", path.join(root, "dist")));
const dev = process.argv.includes("--dev");

/** Every style sheet of src: the theme first, so that components and views build on it, then by name. */
function styles() {
  const all = fs
    .readdirSync(path.join(root, "src"), { recursive: true })
    .filter((file) => file.endsWith(".css"))
    .sort();
  const ordered = ["theme.css", ...all.filter((file) => file !== "theme.css")];
  return ordered.map((file) => `@import "./src/${file.replaceAll("\\", "/")}";`).join("\n");
}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev ? "inline" : false,
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
};

function bundleScripts() {
  return build({
    ...common,
    entryPoints: { app: "src/main.tsx" },
    outdir: path.join(out, "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    format: "esm",
    splitting: true,
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
  });
}

function bundleStyles() {
  return build({
    ...common,
    stdin: { contents: styles(), loader: "css", resolveDir: root, sourcefile: "styles.css" },
    outdir: path.join(out, "assets"),
    entryNames: "app-[hash]",
    target: "chrome123",
  });
}

/** Names of the packages that a bundle took something from. */
function packagesOf(metafile) {
  const names = Object.values(metafile.outputs)
    .flatMap((output) => Object.keys(output.inputs))
    .map((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return new Set(names.filter(Boolean));
}

function licenceOf(name) {
  const folder = path.join(root, "node_modules", name);
  const { version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = fs.readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? fs.readFileSync(path.join(folder, file), "utf8").trim() : "(the package holds no text of its licence)";
  return `${name} ${version} (${license})\n\n${text}\n`;
}

function writeLicences(...metafiles) {
  const names = [...new Set(metafiles.flatMap((metafile) => [...packagesOf(metafile)]))].sort();
  const text = names.map(licenceOf).join(`\n${"-".repeat(80)}\n\n`);
  fs.writeFileSync(path.join(out, "assets/licenses.txt"), `What is bundled into this application, and its licences.\n\n${text}`);
}

const addressOf = (file) => `/assets/${path.basename(file)}`;

/** The output that begins with main.tsx, and what it cannot begin without. */
function entryOf(result) {
  const [file, made] = Object.entries(result.metafile.outputs).find(([, output]) => output.entryPoint === "src/main.tsx");
  const needs = made.imports.filter((one) => one.kind === "import-statement").map((one) => addressOf(one.path));
  return { address: addressOf(file), needs };
}

function writePage(scripts, sheet) {
  const { address, needs } = entryOf(scripts);
  const preloads = needs.map((one) => `<link rel="modulepreload" href="${one}">\n`).join("");
  const page = fs
    .readFileSync(path.join(root, "index.html"), "utf8")
    .replace("%PRELOADS%\n", preloads)
    .replace("%SCRIPT%", address)
    .replace("%STYLE%", addressOf(Object.keys(sheet.metafile.outputs)[0]));
  fs.writeFileSync(path.join(out, "index.html"), page);
}

function report() {
  const files = ["index.html", ...fs.readdirSync(path.join(out, "assets")).map((file) => `assets/${file}`)];
  const sizes = files.map((file) => [file, fs.statSync(path.join(out, file)).size]).sort((a, b) => b[1] - a[1]);
  for (const [file, bytes] of sizes) console.log(String(bytes).padStart(8), file);
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(String(total).padStart(8), `of ${budget_bytes} bytes`);
  if (total > budget_bytes && !dev) {
    console.error(`build: ${total} bytes are over the budget of ${budget_bytes}`);
    process.exit(1);
  }
}

fs.rmSync(path.join(out, "assets"), { recursive: true, force: true });
const [scripts, sheet] = await Promise.all([bundleScripts(), bundleStyles()]);
writeLicences(scripts.metafile, sheet.metafile);
fs.cpSync(path.join(root, "static"), path.join(out, "assets"), { recursive: true });
writePage(scripts, sheet);
report();
