// Opens report pages in Chromium, offline, and says as JSON what happened: for tests/scenarios/test_report_browser_long.py.
//
//   node browse_report.mjs PLAN.json        (playwright-core and axe-core in node_modules of the working folder)
//
// PLAN: {chromium, page, shots: folder or null, looks: true where only how it looks is asked for}.  Prints {errors, requests, violations, overflow, keyboard, texts, sections, downloads}.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const url = pathToFileURL(plan.page).href;
const widths = { desktop: 1440, tablet: 820, phone: 390 };
const out = { errors: [], requests: [], violations: [], overflow: [], empty: [], keyboard: {}, downloads: {}, texts: [] };

const browser = await chromium.launch({ executablePath: plan.chromium, args: ["--no-sandbox"] });

async function open(width, options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const who = JSON.stringify({ width, ...options });
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && out.errors.push(`${who}: ${message.text()}`));
  page.on("pageerror", (error) => out.errors.push(`${who}: ${error.stack ?? error}`));
  page.on("dialog", (dialog) => (out.errors.push(`${who}: dialog ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) out.requests.push(request.url());
  });
  await page.goto(url + hash);
  await page.waitForSelector("html.ready");
  return page;
}

/** What sticks out of the page, and charts without a mark. */
const look = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const cut = [...document.querySelectorAll("h1, h2, p, button, select, .choice, .box, figure")]
      .filter((e) => e.getClientRects().length && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1) && !e.classList.contains("skip"))
      .map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`);
    const outside = [...document.querySelectorAll(".chart svg text")]
      .filter((text) => {
        const svg = text.ownerSVGElement.getBoundingClientRect(), box = text.getBoundingClientRect();
        return box.width > 0 && (box.left < svg.left - 2 || box.right > svg.right + 2 || box.top < svg.top - 2 || box.bottom > svg.bottom + 2);
      })
      .map((text) => `${text.closest("section").id}: ${text.textContent.slice(0, 40)}`);
    // texts of one chart that lie on one another
    const overlapping = [...document.querySelectorAll(".chart svg")].flatMap((svg) => {
      const texts = [...svg.querySelectorAll("text")].map((text) => ({ text, box: text.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
      return texts.flatMap((a, i) =>
        texts.slice(i + 1).filter((b) => {
          const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          return across > 3 && down > 4;
        }).map((b) => `${svg.closest("section").id}: ${a.text.textContent.slice(0, 30)} on ${b.text.textContent.slice(0, 30)}`));
    });
    const empty = [...document.querySelectorAll(".chart")].filter((c) => c.querySelectorAll("svg path").length < 2).map((c) => c.closest("section").id);
    return { wide, cut, outside, overlapping, empty };
  });

if (plan.shots) mkdirSync(plan.shots, { recursive: true });
for (const [name, width] of Object.entries(widths)) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(width, { colorScheme });
    const found = await look(page);
    if (found.wide > 0 || found.cut.length || found.outside.length || found.overlapping.length) out.overflow.push({ name, colorScheme, ...found });
    if (found.empty.length) out.empty.push({ name, colorScheme, empty: found.empty });
    await page.evaluate(axe);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await page.waitForTimeout(50);
    const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const v of result.violations) out.violations.push(`${name} ${colorScheme} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = false)));
    if (plan.shots) await page.screenshot({ path: `${plan.shots}/${name}-${colorScheme}.png`, fullPage: true });
    await page.context().close();
  }
}

// by keyboard alone: every control is reached, a choice is made, the address keeps it
if (!plan.looks) {
  const page = await open(widths.desktop);
  const reached = new Set();
  for (let i = 0; i < 400; ++i) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (e === document.body) return null;
      return [...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")].filter((x) => x.getClientRects().length).indexOf(e);
    });
    if (at === null || (at === 0 && reached.size > 1)) break;
    reached.add(at);
  }
  out.keyboard.reached = reached.size;
  out.keyboard.controls = await page.evaluate(
    () => [...document.querySelectorAll("a[href], button, select, input, summary, [tabindex='0']")].filter((x) => x.getClientRects().length).length);
  const before = await page.textContent("#answer-text");
  const baseline = page.locator("#controls select").first();
  await baseline.focus();
  await page.keyboard.press(await baseline.evaluate((select) => (select.selectedIndex === 0 ? "ArrowDown" : "ArrowUp")));
  out.keyboard.baselineChanged = (await page.textContent("#answer-text")) !== before;
  out.keyboard.hash = await page.evaluate(() => location.hash);
  out.keyboard.stillFocused = await page.evaluate(() => document.activeElement.tagName);
  const linked = await open(widths.desktop, {}, out.keyboard.hash);
  out.keyboard.linkLeadsBack = (await linked.textContent("#answer-text")) === (await page.textContent("#answer-text"));
  await linked.context().close();
  await page.locator("#controls input").last().focus();
  const bars = () => page.evaluate(() => document.querySelector("#view-retention, #view-months").querySelectorAll("svg path").length);
  const drawn = await bars();
  await page.keyboard.press("Space");
  out.keyboard.strategyHidden = (await bars()) < drawn;
  await page.context().close();
}

// hovering shows numbers; files come out of the page
if (!plan.looks) {
  const page = await open(widths.desktop);
  const chart = page.locator("#picture .chart").first();
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  for (let y = 10; y < box.height && !out.tip; y += 6) {
    for (let x = box.width * 0.1; x < box.width && !out.tip; x += 7) {
      await page.mouse.move(box.x + x, box.y + y);
      const shown = await page.evaluate(() => document.querySelector("#picture .tip")?.textContent);
      if (shown?.includes("minus")) out.tip = shown; // the baseline itself has its own value only
    }
  }
  const section = page.locator("#picture");
  for (const kind of ["SVG", "PNG", "CSV"]) {
    const waiting = page.waitForEvent("download");
    await section.locator(".downloads button", { hasText: kind }).first().click();
    const download = await waiting;
    const bytes = readFileSync(await download.path());
    out.downloads[kind] = { name: download.suggestedFilename(), bytes: bytes.length, head: bytes.subarray(0, 2000).toString("latin1") };
  }
  out.sections = await page.evaluate(() => [...document.querySelectorAll("#views > section")].filter((s) => !s.hidden).map((s) => s.id));
  out.texts = await page.evaluate(() => [document.title, document.body.innerText.slice(0, 4000)]);
  await page.context().close();
}

{
  const page = await open(widths.desktop, { colorScheme: "dark" });
  const pdf = await page.pdf({ format: "A4" });
  out.pdf = pdf.length;
  if (plan.shots) writeFileSync(`${plan.shots}/print.pdf`, pdf);
  // on paper the page is light, and no chart is wider than the sheet
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  out.paper = await page.evaluate(() => ({
    widest: Math.max(...[...document.querySelectorAll(".chart svg")].map((svg) => svg.getBoundingClientRect().width)),
    ground: getComputedStyle(document.body).backgroundColor,
    buttons: [...document.querySelectorAll("button, select")].filter((b) => b.getClientRects().length).length,
  }));
  await page.context().close();
}
await browser.close();
console.log(JSON.stringify(out, null, 1));
