import { expect, type Page, test } from '@playwright/test';
import { openSql } from '#db/sql.ts';
import { databaseUnderTest } from '#tests/support/application-under-test.ts';
import { openMail } from '#tests/support/outbox.ts';
import { at, openAs } from '#tests/support/people.ts';
import { rounds } from '#tests/support/rounds.ts';

const board = '/secretariat/rounds/2026-H1?kind=state';

/** The row of a reporter on the board. */
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** As if nobody had been reminded yet: the calendar writes by the clock of the machine. */
async function forgetReminders(): Promise<void> {
  const owner = openSql(databaseUnderTest());
  await owner`delete from tracker.mail where kind = 'reminder'`;
  await owner.end();
}

for (const [code, name, javaScriptEnabled] of (
  [
    ['la', 'Lao PDR', true],
    ['tl', 'Timor-Leste', false],
  ] as const
).slice(0, rounds(1, 2))) {
  test(`more time and a reminder ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({ browser }) => {
    test.setTimeout(120_000);
    await forgetReminders();
    const options = { javaScriptEnabled };
    const { context, page } = await openAs(browser, 'secretariat@demo.test', options);
    await page.goto(at(board));
    await rowOf(page, name)
      .getByRole('button', { name: `Remind ${name}` })
      .click();
    await expect(page.getByRole('status').filter({ hasText: 'A reminder goes to' })).toBeVisible();
    await expect(rowOf(page, name)).toContainText('last reminded');
    await expect(rowOf(page, name).getByRole('button')).toHaveCount(0);

    // Without a day and a reason nothing happens, and the page says what is needed.
    await rowOf(page, name)
      .getByRole('link', { name: `More time for ${name}` })
      .click();
    await page.getByRole('button', { name: 'Give more time' }).click();
    await expect(page.getByRole('alert')).toContainText('Write the new due day as a date');
    await page.getByLabel('Reason').fill('The figures of two provinces come late.');
    await page.getByRole('button', { name: 'Give more time' }).click();
    await expect(page.getByLabel('Reason')).toHaveValue('The figures of two provinces come late.');
    await page.getByLabel('New due day').fill('2027-01-20');
    await page.getByRole('button', { name: 'Give more time' }).click();
    await expect(page.getByText(`The report of ${name} is now due on 20 January 2027.`)).toBeVisible();
    await page.goto(at(board));
    await expect(rowOf(page, name)).toContainText('extended to 20 January 2027');
    await page.goto(at('/secretariat/audit?kind=extension'));
    await expect(page.getByText('The figures of two provinces come late.').first()).toBeVisible();
    await page.goto(at(`/secretariat/mail?person=focal.${code}&kind=extended`));
    await expect(page.getByRole('row').filter({ hasText: `focal.${code}@demo.test` })).toHaveCount(1);
    await context.close();

    const admin = await openAs(browser, 'admin@demo.test', options);
    await openMail(admin.page, `focal.${code}@demo.test`, /: (due (in|tomorrow|today)|\d+ days? late)/);
    await expect(admin.page.locator('#mail-text')).toContainText('have no answer yet.');
    await expect(admin.page.locator('#mail-text')).toContainText(
      `/workspace/2026-H1?reporter=${code.toUpperCase()}&show=missing`,
    );
    await openMail(admin.page, `focal.${code}@demo.test`, 'now due on 20 January 2027');
    await expect(admin.page.locator('#mail-text')).toContainText(`has given ${name} more time`);
    await expect(admin.page.locator('#mail-text')).not.toContainText('two provinces');
    const message = await admin.page.request.get(
      at((await admin.page.getByRole('link', { name: 'Download the message' }).getAttribute('href')) ?? ''),
    );
    expect(message.headers()['content-type']).toContain('message/rfc822');
    await admin.context.close();

    const focal = await openAs(browser, `focal.${code}@demo.test`, options);
    await focal.page.goto(at('/workspace'));
    await expect(focal.page.getByText('the due date was extended')).toContainText('20 January 2027');
    const calendar = await focal.page.request.get(at('/workspace/calendar.ics'));
    expect(calendar.headers()['content-type']).toContain('text/calendar');
    expect(await calendar.text()).toContain('DTSTART;VALUE=DATE:20270120');
    // The link of the mail leads to exactly what is missing.
    await focal.page.goto(at(`/workspace/2026-H1?reporter=${code.toUpperCase()}&show=missing`));
    await expect(focal.page.getByRole('heading', { level: 1 })).toContainText(name);
    expect((await focal.page.goto(at('/admin/outbox')))?.status()).toBe(403);
    await focal.context.close();
  });
}
