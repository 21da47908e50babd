import { expect, type Page, test } from '@playwright/test';
import { at, call, openAs } from '#tests/support/people.ts';

/** What is in the way of an activity and what would help, by kind: at the form, the desk and in public. */
const round = '2026-H1';
const activity = 'C1.1';
const form = () => at(`/workspace/${round}/activities/${activity}`);

type Entry = { answer: { obstacles: string[]; helpWanted: string[]; version: number } };
const readKinds = async (page: Page, reporter: string) => {
  const { answer } = await call<Entry>(
    page.request,
    'submission.activity',
    { round, reporter, activity },
    'query',
  );
  return [answer.obstacles, answer.helpWanted];
};
const box = (page: Page, list: string, name: string) =>
  page.getByRole('group', { name: list }).getByRole('checkbox', { name, exact: true });
/** The boxes are folded where none is ticked. */
async function openKinds(page: Page): Promise<void> {
  await page.goto(form());
  const fold = page.locator('details').filter({ has: page.locator('input[name="obstacles"]') });
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
}
const lists = { obstacles: 'What is in the way', help: 'What would help' };

test('kinds are ticked without scripts, and one that is none of the list has a sentence', async ({
  browser,
}) => {
  const { context, page } = await openAs(browser, 'focal.tl@demo.test', { javaScriptEnabled: false });
  await openKinds(page);
  for (const group of Object.values(lists)) {
    for (const ticked of await page
      .getByRole('group', { name: group })
      .getByRole('checkbox', { checked: true })
      .all()) {
      await ticked.uncheck();
    }
  }
  await box(page, lists.obstacles, 'Law or policy').check();
  await box(page, lists.obstacles, 'Data').check();
  await box(page, lists.help, 'Research').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(box(page, lists.obstacles, 'Data')).toBeChecked();
  await expect(box(page, lists.obstacles, 'Money')).not.toBeChecked();
  expect(await readKinds(page, 'TL')).toEqual([['law', 'data'], ['research']]);

  await page.goto(at(`/workspace/${round}/history?item=${activity}`));
  await expect(page.getByText('Law or policy, Data').first()).toBeVisible();

  // A form that somebody changed: nothing of it is saved, and what was typed is still there.
  await openKinds(page);
  await box(page, lists.obstacles, 'Money').check();
  await page.evaluate(() => document.querySelector('input[name="obstacles"]')?.setAttribute('value', 'luck'));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Choose from the kinds in the list.').first()).toBeVisible();
  await expect(box(page, lists.obstacles, 'Data')).toBeChecked();
  expect(await readKinds(page, 'TL')).toEqual([['law', 'data'], ['research']]);
  await context.close();
});

test('kinds are saved by themselves where scripts run, and undone', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'focal.tl@demo.test');
  await openKinds(page);
  const before = await readKinds(page, 'TL');
  const equipment = box(page, lists.help, 'Equipment');
  await equipment.setChecked(!(await equipment.isChecked()));
  await expect.poll(() => readKinds(page, 'TL')).not.toEqual(before);
  await page.reload();
  await page.getByRole('link', { name: 'Undo last save' }).click();
  await expect(page.getByText(lists.help).first()).toBeVisible();
  await page.getByRole('button', { name: 'Restore the earlier answer' }).click();
  await expect.poll(() => readKinds(page, 'TL')).toEqual(before);
  await context.close();
});

test('the public reads the kinds with the words, and counts of activities by kind', async ({ page }) => {
  await page.goto(at('/needs-help'));
  await expect(page.getByRole('heading', { name: 'What is in the way, by kind' })).toBeVisible();
  const help = page.locator('section[aria-labelledby="helpWanted"]');
  await expect(help.getByRole('row', { name: /^Finance \d+ \d+$/ })).toBeVisible();
  await expect(help.getByRole('link', { name: 'Support by all partners' })).toHaveAttribute(
    'href',
    /\/support/,
  );
  // By activity, and by no state.
  for (const list of ['obstacles', 'helpWanted']) {
    const said = await page.locator(`section[aria-labelledby="${list}"]`).innerHTML();
    expect(said).toContain('/activities/');
    for (const state of ['Thailand', 'Cambodia', 'Viet Nam', '/states/']) expect(said).not.toContain(state);
  }
  await help.locator('summary').click();
  const first = help.locator('details a').first();
  const code = await first.innerText();
  await first.click();
  await expect(page).toHaveURL(new RegExp(`/activities/${code.replace('.', '\\.')}`));
  await expect(
    page.locator('section[aria-labelledby="words"]').getByText('What would help').first(),
  ).toBeAttached();
});
