import { expect, test } from '@playwright/test';
import { openMail } from '#tests/support/outbox.ts';
import { at, call, demoPassword, openAs } from '#tests/support/people.ts';

const round = '2025-H2';
/** An earlier one, compiled again here: a correction that nobody publishes. */
const corrected = '2025-H1';
/** A state that keeps figures of its own back in that round. */
const state = { code: 'MY', name: 'Malaysia' };
type Matrix = {
  rows: { code: string; name: string; cells: { indicator: string; release: string }[] }[];
};

for (const javaScriptEnabled of [true, false]) {
  test(`a state is asked for its consent by mail and answers signed in ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const options = { javaScriptEnabled };
    // Each of the two asks with a sentence of its own, by which its mail is found.
    const sentence = `For the meeting in December, ${javaScriptEnabled ? 'with' : 'without'} scripts.`;
    const office = await openAs(browser, 'secretariat@demo.test', options);
    const { rows } = await call<Matrix>(office.page.request, 'consent.matrix', { round }, 'query');
    const closed = rows
      .find(({ code }) => code === state.code)!
      .cells.filter(({ release }) => release !== 'national')
      .map(({ indicator }) => indicator);
    expect(closed.length).toBeGreaterThan(1);
    const indicator = closed[0] ?? '';
    const path = `/secretariat/publish/${round}/consent`;
    await office.page.goto(at(`${path}?ask=${state.code}`));
    // Nothing is asked without an indicator, and what was typed stays.
    await office.page.getByLabel('Message (optional)').fill(sentence);
    await office.page.getByRole('button', { name: 'Send the question' }).click();
    await expect(office.page.getByRole('alert')).toBeVisible();
    await expect(office.page.getByLabel('Message (optional)')).toHaveValue(sentence);
    await office.page.getByRole('checkbox', { name: new RegExp(`^${indicator} `) }).check();
    await office.page.getByRole('button', { name: 'Send the question' }).click();
    await expect(office.page.getByText(`The question is on its way to ${state.name}.`)).toBeVisible();

    const admin = await openAs(browser, 'admin@demo.test', options);
    await openMail(admin.page, `focal.${state.code.toLowerCase()}@demo.test`, /shown/, sentence);
    const text = await admin.page.locator('#mail-text').innerText();
    const link = /\/workspace\/consent\/\d+/.exec(text)?.[0] ?? '';
    expect(link).not.toBe('');

    // The link leads to the question, for whoever signs in and answers for the state.
    const guest = await browser.newContext(options);
    const page = await guest.newPage();
    await page.goto(at(link));
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel('E-mail address').fill(`focal.${state.code.toLowerCase()}@demo.test`);
    await page.getByLabel('Password').fill(demoPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText(sentence)).toBeVisible();
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await expect(page.getByRole('alert')).toContainText('Choose an answer.');
    await page.getByRole('radio', { name: 'Yes' }).check();
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await expect(page.getByText('Your answer is saved. Thank you.')).toBeVisible();
    // A changed answer shows the one before and says why.
    const row = page.getByRole('row').filter({ hasText: indicator });
    await expect(row).toContainText('Yes, by');
    await row.getByRole('link', { name: /^Change answer/ }).click();
    await page.getByRole('button', { name: 'Change the answer to no' }).click();
    await expect(page.getByRole('alert')).toContainText('Say why the answer changes.');
    await page.getByLabel('Why does the answer change?').fill('The ministry has not agreed.');
    await page.getByRole('button', { name: 'Change the answer to no' }).click();
    await expect(page.getByText('The answer is changed.')).toBeVisible();
    await expect(row).toContainText('No, by');
    await expect(row).toContainText('Changed because: The ministry has not agreed.');
    await expect(row).toContainText('Before: Yes, by');
    expect((await page.goto(at('/consent/not-a-link')))?.status()).toBe(404);

    await office.page.goto(at(path));
    await expect(office.page.getByText(`${indicator}: changed to no (`).first()).toBeVisible();
    await expect(
      office.page.getByText(/have come since the newest compilation|has come since/),
    ).toBeVisible();
    for (const { context } of [office, admin]) await context.close();
    await guest.close();
  });
}

test('the preview shows the public pages as they would be, to the secretariat alone', async ({ browser }) => {
  const office = await openAs(browser, 'secretariat@demo.test');
  const preview = `/secretariat/preview/${corrected}`;
  await call(office.page.request, 'compilation.create', { round: corrected }, 'mutation');
  const answer = await office.page.goto(at(`${preview}/`));
  expect(answer?.headers()['cache-control']).toContain('no-store');
  await expect(office.page.getByText('Preview, not published').first()).toBeVisible();
  await expect(office.page.getByRole('heading', { level: 1 })).toContainText('activities');
  // From page to page within the preview, and never out of it.
  await office.page.getByRole('navigation').getByRole('link', { name: 'Indicators' }).first().click();
  await expect(office.page).toHaveURL(new RegExp(`${preview}/indicators`));
  await office.page.getByRole('link', { name: /^I-B3/ }).first().click();
  await expect(office.page).toHaveURL(new RegExp(`${preview}/indicators/I-B3`));
  await expect(office.page.getByText('Preview, not published').first()).toBeVisible();
  await office.context.close();

  for (const email of ['focal.th@demo.test', 'body.acwc@demo.test']) {
    const other = await openAs(browser, email);
    expect((await other.page.request.get(at(`${preview}/`))).status(), email).toBe(403);
    await other.context.close();
  }
  const reader = await browser.newContext();
  const refused = await reader.request.get(at(`${preview}/`), { maxRedirects: 0 });
  expect(refused.status()).not.toBe(200);
  expect(await refused.text()).not.toContain('Preview, not published');
  await reader.close();
});

test('a minute is set for a publication, changed and cancelled', async ({ browser }) => {
  const office = await openAs(browser, 'secretariat@demo.test', { javaScriptEnabled: false });
  const { page } = office;
  await call(page.request, 'compilation.create', { round: corrected }, 'mutation');
  await page.goto(at(`/secretariat/publish/${corrected}`));
  await page.getByLabel('Day, in Jakarta').fill('2020-01-01');
  await page.getByLabel('Time, in Jakarta').fill('09:30');
  await page.getByRole('button', { name: 'Set this minute' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Time, in Jakarta')).toHaveValue('09:30');
  const day = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Day, in Jakarta').fill(day);
  await page.getByRole('button', { name: 'Set this minute' }).click();
  await expect(page.getByText(/Will be published automatically on .*09:30/)).toBeVisible();
  await page.getByLabel('Time, in Jakarta').fill('10:15');
  await page.getByRole('button', { name: 'Change what is set' }).click();
  await expect(page.getByText(/Will be published automatically on .*10:15/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await expect(page.getByText(/Will be published automatically/)).toHaveCount(0);
  await office.context.close();
});
