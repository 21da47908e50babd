import { expect, test } from '@playwright/test';
import { at, openAs } from '#tests/support/people.ts';

test('a state proposes a national target, clears it, the secretariat accepts it, and it is beside the figure, without scripts', async ({
  browser,
}) => {
  const open = (who: string) => openAs(browser, `${who}@demo.test`, { javaScriptEnabled: false });
  const focal = await open('focal.th');
  await focal.page.goto(at('/workspace/2026-H1/indicators/I-A3'));
  await focal.page.getByRole('link', { name: 'Propose them' }).click();
  const year = focal.page.getByRole('textbox', { name: '2027' });
  await year.fill('150');
  await focal.page.getByRole('button', { name: 'Propose these targets' }).click();
  await expect(focal.page.getByRole('link', { name: 'Enter a number of at most 100.' })).toBeVisible();
  await expect(year).toHaveValue('150');
  await year.fill('62.5');
  await focal.page.getByRole('button', { name: 'Propose these targets' }).click();
  await expect(focal.page.getByText('Your proposal is recorded.')).toBeVisible();

  const clearing = await open('clearing.th');
  await clearing.page.goto(at('/workspace/2026-H1/targets'));
  await clearing.page.getByRole('link', { name: /^I-A3/ }).click();
  await clearing.page.getByRole('button', { name: 'Clear for the secretariat' }).click();
  await expect(clearing.page.getByText('The national targets are cleared.')).toBeVisible();

  const desk = await open('secretariat');
  await desk.page.goto(at('/secretariat/targets'));
  await desk.page.getByRole('link', { name: /^Thailand, I-A3/ }).click();
  await desk.page.getByRole('button', { name: 'Return for changes' }).click();
  await expect(desk.page.getByRole('link', { name: 'Say what the state should change.' })).toBeVisible();
  await desk.page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(desk.page.getByText('The national targets are accepted.')).toBeVisible();

  await focal.page.goto(at('/workspace/2026-H1/indicators/I-A3'));
  await expect(focal.page.getByText('2027: 62.5%')).toBeVisible();
  await focal.page.goto(at('/workspace/2026-H1/grid/A'));
  await expect(focal.page.getByText('National targets 2027: 62.5%')).toBeVisible();
  for (const { context } of [focal, clearing, desk]) await context.close();
});

test('a state proposes its own milestones without scripts, and corrects what is wrong with the form', async ({
  browser,
}) => {
  const { page, context } = await openAs(browser, 'focal.th@demo.test', { javaScriptEnabled: false });
  await page.goto(at('/workspace/2026-H1/activities/D1.1'));
  await page.getByRole('link', { name: 'Propose what differs in your state' }).click();
  await page.getByRole('textbox', { name: 'Milestone 1' }).fill('Adopted by cabinet');
  await page.getByRole('button', { name: 'Propose this' }).click();
  await page.getByRole('link', { name: 'Enter the planned day.' }).click();
  await expect(page.getByRole('textbox', { name: 'Planned' }).first()).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Milestone 1' })).toHaveValue('Adopted by cabinet');
  await page.getByRole('textbox', { name: 'Planned' }).first().fill('2027-03-31');
  await page.getByRole('button', { name: 'Propose this' }).click();
  await expect(page.getByText('Your proposal is recorded.')).toBeVisible();
  await expect(page.getByRole('cell', { name: '31 March 2027' }).first()).toBeVisible();
  await context.close();
});
