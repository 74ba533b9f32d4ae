// Runs tests/*.test.ts in node: they try what needs no browser. What needs one is tried by the browser tests of the repository.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));
const tests = fs.readdirSync(path.join(root, "tests")).filter((file) => file.endsWith(".test.ts"));
const out = fs.mkdtempSync(path.join(os.tmpdir(), "casus-web-"));
await build({
  absWorkingDir: root,
  entryPoints: tests.map((file) => `tests/${file}`),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
});
const made = fs.readdirSync(out).map((file) => path.join(out, file));
const { status } = spawnSync(process.execPath, ["--test", ...made], { stdio: "inherit" });
fs.rmSync(out, { recursive: true });
process.exit(status ?? 1);
