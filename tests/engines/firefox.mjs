// Firefox over WebDriver BiDi, driven by lines of JSON: {"go": address} or {"run": function body}.
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  headless: true,
  extraPrefsFirefox: { "network.dns.disabled": false, "app.update.enabled": false, "extensions.getAddons.cache.enabled": false },
});
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 900 });
console.log(JSON.stringify({ value: await browser.version() }));
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  try {
    let value = null;
    if (command.go) await page.goto(command.go, { waitUntil: "load", timeout: 60_000 });
    else value = await page.evaluate(`(async () => { ${command.run} })()`);
    console.log(JSON.stringify({ value: value ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error?.message ?? error) }));
  }
}
await browser.close();
