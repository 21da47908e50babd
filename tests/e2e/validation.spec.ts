import { expect, type Page, test } from '@playwright/test';
import { lookHere } from '#tests/support/look-at-page.ts';
import { at, openAs } from '#tests/support/people.ts';
import { sentences } from '#tests/support/sentences.ts';
import { rounds } from '#tests/support/rounds.ts';

const focal = 'focal.la@demo.test';
const longerThanAutosave = 10_000;
const narrow = { width: 360, height: 800 };

/** Axe runs in the page, so it needs scripts; the width does not. */
async function expectAccessible(page: Page, withAxe: boolean) {
  if (withAxe) await lookHere(page, 'validation');
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(narrow.width);
}

for (const javaScriptEnabled of [true, false].slice(0, rounds(1, 2))) {
  const how = `scripts ${javaScriptEnabled ? 'on' : 'off'}`;
  const indicator = javaScriptEnabled ? 'I-B8' : 'I-A5';
  const path = `/workspace/2026-H1/indicators/${indicator}`;

  test(`an unlikely figure is remarked on beside the item and takes a reason, ${how}`, async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const { context, page } = await openAs(browser, focal, { javaScriptEnabled, viewport: narrow });
    await page.goto(at(path));
    await page.locator('#cell-total').fill('98765');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const says = page.locator('section', { has: page.getByRole('heading', { name: /Check results/ }) });
    const warning = says.getByRole('listitem').filter({ hasText: `${indicator} is 98,765, far above` });
    await expect(warning).toContainText('a running total or an extra digit');
    await expectAccessible(page, javaScriptEnabled);

    // An empty reason is no reason; what was typed stays where it was refused.
    await warning.getByRole('button', { name: 'Save reason' }).click();
    await expect(page.getByText('Write the reason.').first()).toBeVisible();
    const box = page.getByLabel('Why is it right?');
    const filled = javaScriptEnabled ? warning.getByLabel('Why is it right?') : box;
    await filled.fill('A course by video reached all districts.');
    const send = javaScriptEnabled ? warning : page;
    await send.getByRole('button', { name: 'Save reason' }).first().click();
    await expect(warning).toContainText('Reason: A course by video reached all districts.');
    await expect(warning).toContainText(/\d{1,2} \w+ 20\d\d/);

    // The page of the check knows it, and counts those without a reason.
    await page.goto(at('/workspace/2026-H1/check'));
    const listed = page.getByRole('listitem').filter({ hasText: `${indicator} is 98,765, far above` });
    await expect(listed).toContainText('A course by video reached all districts.');
    await listed.getByText('Change the reason').click();
    await listed.getByLabel('Why is it right?').fill('A course by video, counted once a person.');
    await listed.getByRole('button', { name: 'Save reason' }).click();
    await expect(listed.getByText('Reason: A course by video, counted once a person.')).toBeVisible();
    await expectAccessible(page, javaScriptEnabled);

    // Another figure is another warning: the words are kept and do not count.
    await page.goto(at(path));
    await page.locator('#cell-total').fill('99999');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const other = says.getByRole('listitem').filter({ hasText: `${indicator} is 99,999, far above` });
    await expect(other).toContainText(
      'Reason given for an earlier figure (no longer applies): A course by video',
    );
    // The usual reasons are beside the field, at one press.
    await page.getByRole('button', { name: 'We checked the figure at its source' }).click();
    await expect(other).toContainText('Reason: We checked the figure at its source');
    await context.close();
  });

  test(`a text that looks like a person is asked about before it is saved, ${how}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const { context, page } = await openAs(browser, focal, { javaScriptEnabled, viewport: narrow });
    const activity = javaScriptEnabled ? 'C1.1' : 'C2.1';
    await page.clock.install();
    await page.goto(at(`/workspace/2026-H1/activities/${activity}`));
    const text = `The office met Ms Somsri Jaidee, passport AA1234567, about ${activity}.`;
    const field = page.locator('#challenges');
    const box = page.getByLabel('There is no personal data in this text');
    const question = page.getByText(/Is this personal data\?.*AA•••••7/);
    await field.fill(text);
    if (javaScriptEnabled) {
      await expect(question).toBeVisible();
      await page.clock.fastForward(longerThanAutosave);
      const { page: second, context: other } = await openAs(browser, focal);
      await second.goto(at(`/workspace/2026-H1/activities/${activity}`));
      await expect(second.locator('#challenges')).not.toHaveValue(text);
      await other.close();
    } else {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(
        page.getByText(/seems to hold personal data\. Change it, or confirm/).first(),
      ).toBeVisible();
      await expect(question).toBeVisible();
      await expect(field).toHaveValue(text);
    }
    await expectAccessible(page, javaScriptEnabled);
    await box.check();
    // Now the same wait is enough to save.
    if (javaScriptEnabled) await page.clock.fastForward(longerThanAutosave);
    else await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(sentences.saved).first()).toBeVisible();
    await page.goto(at(`/workspace/2026-H1/activities/${activity}`));
    await expect(field).toHaveValue(text);
    // Confirmed once, it is not asked again while it stays as it is.
    await expect(box).toBeChecked();

    // What only looks like it passes without a word.
    await field.fill(
      'Case No. 123/2566 under the Act B.E. 2551; hotline 1300; 1,234,567 baht for 1,204 persons.',
    );
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(sentences.saved).first()).toBeVisible();
    await expect(question).toHaveCount(0);
    await page.goto(at(`/workspace/2026-H1/activities/${activity}`));
    await expect(field).toHaveValue(/^Case No\. 123/);
    await context.close();
  });
}
