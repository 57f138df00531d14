// Bundles the scripts of both pages into the Python package: classic scripts, no addresses.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const stage = join(here, "..", "src", "kaleidostage", "stage");
const LIVE = "src/live/"; // Takes what it needs from the replay page, which needs nothing from there.

// A test compares this with the sources, so that a forgotten build is noticed.
async function fingerprint(without) {
  const hash = createHash("sha256"),
    entries = await readdir(join(here, "src"), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((e) => e.isFile())
    .map((e) => relative(here, join(e.parentPath, e.name)).replaceAll("\\", "/"))
    .filter((name) => !without || !name.startsWith(without))
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

async function bundle(entry, out, banner) {
  const result = await build({
    entryPoints: [join(here, "src", entry)],
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
    throw new Error(`${out} still holds an address or a script end`);
  await mkdir(dirname(join(stage, out)), { recursive: true });
  await writeFile(join(stage, out), `/*! ${banner} */\n${script}`);
  console.log(`${out} ${(script.length / 1024).toFixed(0)} kB`);
}

const three =
  "Contains three.js, MIT License, copyright 2010-2026 three.js authors: see THIRD_PARTY.txt";
await bundle(
  "main.ts",
  "assets/page.js",
  `Kaleido Stage page, sources ${await fingerprint(LIVE)}. ${three}`,
);
await bundle(
  "live/main.ts",
  "live/assets/live.js",
  `Kaleido Stage live page, sources ${await fingerprint()}.`,
);
for (const name of ["page.css", "page.html", "THIRD_PARTY.txt"])
  await copyFile(join(here, "src", name), join(stage, "assets", name));
for (const name of ["live.css", "live.html"])
  await copyFile(join(here, LIVE, name), join(stage, "live", "assets", name));
