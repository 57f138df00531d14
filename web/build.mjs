// Bundles the page's script into the Python package: one classic script, no addresses.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "..", "src", "kaleidostage", "stage", "assets");
const sources = await fingerprint();
const banner = `/*! Kaleido Stage page, sources ${sources}. Contains three.js, MIT License, copyright 2010-2026 three.js authors: see THIRD_PARTY.txt */`;

// A test compares this with the sources, so that a forgotten build is noticed.
async function fingerprint() {
  const hash = createHash("sha256"),
    entries = await readdir(join(here, "src"), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((e) => e.isFile())
    .map((e) => relative(here, join(e.parentPath, e.name)).replaceAll("\\", "/"))
    .sort();
  for (const name of [...files, "build.mjs", "package-lock.json", "tsconfig.json"])
    hash.update(await readFile(join(here, name)));
  return hash.digest("hex").slice(0, 16);
}

// An XHTML element made in an HTML document is what createElement gives anyway.
const noAddresses = {
  name: "no-addresses",
  setup(api) {
    api.onLoad({ filter: /three[\\/].*\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(
        /document\.createElementNS\(\s*'[^']*xhtml'\s*,/g,
        "document.createElement(",
      ),
      loader: "js",
    }));
  },
};

const result = await build({
  entryPoints: [join(here, "src", "main.ts")],
  bundle: true,
  format: "iife",
  minify: true,
  write: false,
  charset: "ascii",
  target: ["es2020"],
  legalComments: "none",
  plugins: [noAddresses],
});
const script = result.outputFiles[0].text.replace(/https?:\/\/[^\s"'`)\\]*/g, "");
if (/http|type="module"|<\/script/.test(script))
  throw new Error("the bundle still holds an address or a script end");
await writeFile(join(assets, "page.js"), `${banner}\n${script}`);
for (const name of ["page.css", "page.html", "THIRD_PARTY.txt"])
  await copyFile(join(here, "src", name), join(assets, name));
console.log(`page.js ${(script.length / 1024).toFixed(0)} kB`);
