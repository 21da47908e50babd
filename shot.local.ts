import { chromium } from '@playwright/test';
const { browserLaunch } = await import('./tests/support/browser.ts');
const b = await chromium.launch((await browserLaunch()).launchOptions);
const [, , ...paths] = process.argv;
for (const w of [1280, 360]) {
  const p = await b.newPage({ viewport: { width: w, height: 900 } });
  for (const path of paths) {
    const r = await p.goto('http://127.0.0.1:4310' + path);
    const over = await p.evaluate(() => document.documentElement.scrollWidth);
    console.log(path, w, r?.status(), over, (await p.locator('main').innerText()).length);
    await p.screenshot({ path: `/tmp/support/${path.replaceAll('/', '_')}-${w}.png`, fullPage: true });
  }
}
await b.close();
