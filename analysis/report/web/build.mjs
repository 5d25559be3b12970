// Bundles src/main.js with the parts of ECharts that the page uses into dist/report.js, which is committed: building and
// using the program needs neither node nor npm.  The same sources and the same package-lock.json give the same bytes.
//
//   npm ci && npm run build
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const output = process.argv[2] ?? "dist/report.js";
const { version } = JSON.parse(readFileSync("node_modules/echarts/package.json", "utf8"));

const result = await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "eof",
  define: { "process.env.NODE_ENV": '"production"' },
  banner: {
    js:
      `/* Contains Apache ECharts ${version} (Apache-2.0, https://echarts.apache.org), ZRender (BSD-3-Clause) and tslib (0BSD). ` +
      "Copyright of each by its authors; see THIRD_PARTY.md beside the sources of this file. */",
  },
});
const text = result.outputFiles[0].text;
// the bundle stands inside a script element of the page
for (const ending of ["</script", "<!--", "<script"]) {
  if (text.toLowerCase().includes(ending)) throw new Error(`the bundle contains ${ending}`);
}
writeFileSync(output, text);
