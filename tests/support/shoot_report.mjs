// Takes pictures of a report page in Chromium, offline: for tests/support/make_gallery.py.
//
//   node shoot_report.mjs PLAN.json          (playwright-core in node_modules of the working folder)
//
// PLAN: {chromium, page, width, shots: [{selector, path}]}; the selector "top" is the first screen.  Prints the selectors that the page
// has not got, as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");
const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const missing = [];
const browser = await chromium.launch({ executablePath: plan.chromium, args: ["--no-sandbox", "--font-render-hinting=none"] });
const context = await browser.newContext({ viewport: { width: plan.width, height: 900 }, offline: true, colorScheme: "light" });
const page = await context.newPage();
await page.goto(pathToFileURL(plan.page).href);
await page.waitForSelector("html.ready");
await page.waitForTimeout(300);
for (const shot of plan.shots) {
  if (shot.selector === "top") {
    const end = await page.evaluate(() => document.querySelector("#picture").getBoundingClientRect().bottom + scrollY);
    await page.screenshot({ path: shot.path, fullPage: true, clip: { x: 0, y: 0, width: plan.width, height: Math.min(end + 16, 1500) } });
  } else if (await page.locator(shot.selector).count()) {
    await page.locator(shot.selector).first().screenshot({ path: shot.path });
  } else {
    missing.push(shot.selector);
  }
}
await browser.close();
console.log(JSON.stringify(missing));
