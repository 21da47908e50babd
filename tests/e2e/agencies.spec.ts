import { type Browser, expect, type Page, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';
import { sentences } from '#tests/support/sentences.ts';
import { rounds } from '#tests/support/rounds.ts';

/**
 * Several agencies, one report: the focal point gives out parts, an agency writes its own and delivers, another does
 * not see it, and the focal point marks the whole as ready. On a phone, with scripts and without.
 */
const report = '/workspace/2026-H1';
const viewport = { width: 360, height: 740 };

async function as(
  browser: Browser,
  email: string,
  javaScriptEnabled: boolean,
  work: (page: Page) => Promise<void>,
) {
  const { context, page } = await openAs(browser, email, { javaScriptEnabled, viewport });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await work(page);
  expect(faults).toEqual([]);
  await context.close();
}

async function expectToFit(page: Page) {
  // Once styles and fonts are there.
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await expect.poll(width).toBeLessThanOrEqual(viewport.width);
}

/** Unfolds an area and chooses parts of it by the words beside their boxes. */
async function choose(page: Page, area: RegExp, parts: RegExp[], unfold: RegExp[] = []) {
  const details = page.locator('details', { has: page.locator('summary', { hasText: area }) }).first();
  const link = page.getByRole('link', { name: area });
  // Only the area that was worked on last has its parts on the page.
  await expect(details.or(link)).toBeVisible();
  if (await link.isVisible()) await link.click();
  await expect(details).toBeVisible();
  for (const words of unfold) await details.locator('summary', { hasText: words }).click();
  for (const words of parts) await details.getByRole('checkbox', { name: words }).check();
  return details;
}

for (const javaScriptEnabled of [true, false].slice(0, rounds(1, 2))) {
  test(`parts are given, written, delivered and marked as ready, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    const code = javaScriptEnabled ? 'D1.1' : 'D2.2';
    const words = `The agency's own words on ${code}.`;

    await as(browser, 'focal.tl@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at(`${report}/agencies`));
      await expectToFit(page);
      // Nothing chosen: said at the top and in the area.
      const area = await choose(page, /^D Regional/, []);
      await area.getByRole('button', { name: 'Give to agency' }).click();
      await expect(
        page.getByRole('link', { name: /Choose what the agency is to report|has no agency/ }),
      ).toBeVisible();

      const again = await choose(page, /^D Regional/, [new RegExp(`^${code.replace('.', '\\.')} `)]);
      await again.getByLabel('Agency').selectOption({ label: 'Authority responsible for policing' });
      await again.getByRole('button', { name: 'Give to agency' }).click();
      await expect(page.getByText('The parts are assigned.')).toBeVisible();

      const split = await choose(page, /^C Law/, [/^By form of exploitation ?, I-C3$/], [/^Split I-C3/]);
      await split.getByLabel('Agency').selectOption({ label: 'Ministry responsible for justice' });
      await split.getByRole('button', { name: 'Give to agency' }).click();
      await expect(page.getByText('The parts are assigned.')).toBeVisible();
      await expect(page.getByText(/Assigned: by form of exploitation JUSTICE/)).toBeVisible();
      await expectToFit(page);
    });

    await as(browser, 'agency2.tl@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at(report));
      await expect(page.getByText(/You see the part of/)).toBeVisible();
      await expect(page.locator(`#task-${code.replace('.', '\\.')}`)).toHaveCount(0);
      const answer = await page.goto(at(`${report}/activities/${code}`));
      expect(answer?.status()).toBe(404);
      // Of an indicator that is shared: one's own cells as fields, the others in words.
      await page.goto(at(`${report}/indicators/I-C3`));
      await expect(page.getByText('Written by POLICE').first()).toBeVisible();
      await expect(page.getByLabel('Total: Persons', { exact: true })).toHaveCount(0);
      await page.getByLabel('Form of exploitation: Forced labour: Persons', { exact: true }).fill('2');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText(sentences.saved).first()).toBeVisible();
      await expectToFit(page);
    });

    await as(browser, 'agency.tl@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at(`${report}/activities/${code}`));
      await page.getByRole('radio', { name: 'On track' }).check();
      await page.getByLabel('Achievements', { exact: true }).fill(words);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText(sentences.saved).first()).toBeVisible();
      await page.goto(at(report));
      await page.getByRole('link', { name: 'Check and send', exact: true }).click();
      await page.getByLabel('Note to your focal point').fill('The figures for June come next week.');
      await page.getByRole('button', { name: 'Deliver your part' }).click();
      await expect(page.getByText('Your part is delivered.')).toBeVisible();
      await expect(page.getByText('The figures for June come next week.')).toBeVisible();
      await expectToFit(page);
    });

    await as(browser, 'focal.tl@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at(`${report}/activities/${code}`));
      await expect(page.getByLabel('Achievements', { exact: true })).toHaveValue(words);
      await page.goto(at(`${report}/agencies`));
      await expect(page.getByText('The figures for June come next week.')).toBeVisible();
      await page.getByRole('link', { name: 'Check and send', exact: true }).click();
      await page.getByLabel('Note to the clearing officer').fill('All agencies have looked at it.');
      await page.getByRole('button', { name: 'Send to clearing officer' }).click();
      await expect(page.getByText('The report is sent to the clearing officer.')).toBeVisible();
      await expect(page.getByText(/Next: the clearing officer, Clearing officer, Timor-Leste/)).toBeVisible();
      await expectToFit(page);
    });

    await as(browser, 'clearing.tl@demo.test', javaScriptEnabled, async (page) => {
      // The mark and the note reach the one who signs, wherever they look.
      for (const path of ['/workspace', report, `${report}/check`]) {
        await page.goto(at(path));
        await expect(page.getByText(/Ready for you: marked by Focal point, Timor-Leste/)).toBeVisible();
        await expect(page.getByText('All agencies have looked at it.')).toBeVisible();
        await expectToFit(page);
      }
      await page.goto(at(`${report}/agencies`));
      await expect(page.getByRole('button')).toHaveCount(
        await page.getByRole('button', { name: /sign out/i }).count(),
      );
    });

    await as(browser, 'focal.tl@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at(`${report}/check`));
      await page.getByRole('button', { name: 'Take it back' }).click();
      await expect(
        page.getByText('The report is back with you. It is no longer marked as ready.'),
      ).toBeVisible();
    });
    await as(browser, 'agency.tl@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at(`${report}/check`));
      await page.getByRole('button', { name: 'Withdraw the delivery' }).click();
      await expect(page.getByText(/The delivery is withdrawn/)).toBeVisible();
    });
  });

  test(`a role is handed over and shown, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    test.setTimeout(90_000);
    await as(browser, 'clearing.bn@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at('/account'));
      await page.getByRole('link', { name: 'Delegate while you are away' }).click();
      await page.getByRole('button', { name: 'Hand over' }).click();
      await expect(page.getByRole('link', { name: /Choose a colleague|Enter a date/ }).first()).toBeVisible();
      await page.getByLabel('Colleague').selectOption({ label: 'Focal point, Brunei Darussalam (demo)' });
      const today = await page.getByLabel('First day').inputValue();
      await page.getByLabel('Last day').fill(today);
      await page.getByRole('button', { name: 'Hand over' }).click();
      await expect(page.getByText('The role is handed over for these days.')).toBeVisible();
      await expectToFit(page);
    });
    await as(browser, 'focal.bn@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at('/workspace'));
      await expect(
        page.getByText(/You stand in: Clearing officer, Brunei Darussalam, for Clearing officer/),
      ).toBeVisible();
      await page.getByRole('link', { name: 'Delegations' }).click();
      await page.getByRole('button', { name: /End now/ }).click();
      await expect(page.getByText('The delegation has ended.')).toBeVisible();
    });
  });

  test(`a cooperating body comments and the lead body reads it, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    test.setTimeout(90_000);
    const comment = `We took part in the meetings, ${javaScriptEnabled ? 'with' : 'without'} scripts.`;
    await as(browser, 'body.acwc@demo.test', javaScriptEnabled, async (page) => {
      // An accepted report that came in time is not called late, however long its round has been due.
      await page.goto(at('/workspace'));
      await expect(page.getByRole('article').filter({ hasText: 'Accepted' })).toContainText('On time');
      await expect(page.getByText(/\d days? late/)).toHaveCount(0);
      await page.goto(at(`${report}/cooperation`));
      await page.locator('summary', { hasText: 'Comment on B3.2' }).click();
      const form = page.locator('form', { has: page.locator('#comment-B3\\.2') });
      await form.getByLabel('Comment for SOMSWD').fill(comment);
      await form.getByRole('button', { name: 'Send comment' }).click();
      await expect(page.getByText('Your comment has been sent to the lead body.')).toBeVisible();
      await expect(page.getByText(comment)).toBeVisible();
      await expectToFit(page);
    });
    await as(browser, 'body.somswd@demo.test', javaScriptEnabled, async (page) => {
      await page.goto(at(`${report}/activities/B3.2`));
      await expect(page.getByRole('heading', { name: 'Comments of cooperating bodies' })).toBeVisible();
      await expect(page.getByText(comment)).toBeVisible();
    });
  });
}
