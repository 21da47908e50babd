import { chromium } from '@playwright/test';
import { browserLaunch } from '#tests/support/browser.ts';
const base = 'http://127.0.0.1:4320';
const browser = await chromium.launch((await browserLaunch()).launchOptions);
async function ctx(email: string | null, width: number, dark: boolean) {
  const c = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
  });
  const page = await c.newPage();
  if (email) {
    await page.goto(base + '/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill('bohol-demo-2028');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((u) => !String(u).includes('sign-in'));
  }
  return page;
}
const shots: [string | null, string, number, boolean, string][] = JSON.parse(process.env.SHOTS!);
for (const [email, path, width, dark, name] of shots) {
  const page = await ctx(email, width, dark);
  const bad: string[] = [];
  page.on('console', (m) => {
    if (m.type() === 'error') bad.push(m.text());
  });
  page.on('pageerror', (e) => bad.push(String(e)));
  await page.goto(base + path);
  await page.waitForTimeout(800);
  if (process.env.OPEN)
    await page.evaluate(() =>
      document.querySelectorAll('details').forEach((d) => {
        d.open = true;
      }),
    );
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await page.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: true });
  console.log(name, 'overflow', over, bad.slice(0, 3));
  await page.context().close();
}
await browser.close();
