import { expect, type Page, test } from '@playwright/test';
import { editWorkbook } from '#tests/integration/plan/plan-workbooks.ts';
import { at, openAs } from '#tests/support/people.ts';

/**
 * The secretariat brings in a plan that the tracker has never seen, and amends it. It has codes of its own, its rounds
 * lie before those of the demo and open long after them: nothing else in the tracker looks at it.
 */
const plan = 'COAST.2019';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The template filled as somebody does it; the second activity is led by `lead`. */
const fillTemplate = (template: string, lead: string) =>
  editWorkbook(template, ({ add }) => {
    add('plan', {
      code: plan,
      title: 'Plan of the coasts',
      starts_on: '2019-01-01',
      ends_on: '2022-12-31',
      illustrative: 'no',
      notice: '',
    });
    add('areas', { code: 'W', title: 'Waters' });
    add('objectives', { code: 'W1', area: 'W', title: 'Clear waters' });
    for (const [code, title, body] of [
      ['W1.1', 'Watch the coast', 'SOMTC'],
      ['W1.2', 'Watch the harbours', lead],
      ['W1.3', 'Watch the rivers', 'ACWC'],
    ]) {
      add('activities', {
        code,
        objective: 'W1',
        title,
        lead: body,
        active_years: '2020; 2021',
        participating_states: 'all',
      });
    }
    add('indicators', {
      code: 'W-I1',
      area: 'W',
      title: 'Boats met',
      level: 'output',
      measure: 'count',
      unit: 'boats',
      direction: 'up',
      aggregation: 'sum',
      disclosure_class: 'public',
      reported_by: 'states',
      person_count: 'no',
      cross_border_overlap: 'no',
      definition: 'Boats that were met at sea.',
    });
    for (const [code, half] of [
      ['2020-coast', 1],
      ['2021-coast', 2],
    ] as const) {
      add('rounds', {
        code,
        title: `Round ${code}`,
        period_start: `202${half}-01-01`,
        period_end: `202${half}-06-30`,
        opens_on: '2041-01-01',
        due_on: '2041-02-01',
        closes_on: '2041-03-01',
      });
    }
  });

async function download(page: Page, link: string) {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  return { name: file.suggestedFilename(), content: Buffer.concat(chunks).toString('base64') };
}

async function upload(page: Page, content: string) {
  await page
    .getByLabel('The workbook, or the CSV files of a plan')
    .setInputFiles({ name: 'coast.xlsx', mimeType: xlsx, buffer: Buffer.from(content, 'base64') });
  await page.getByRole('button', { name: 'Upload and preview' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Changes in the upload/);
}

test('a plan is brought in from the template, put right, applied and amended', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test');
  await page.goto(at('/secretariat/plan'));
  await page.getByRole('link', { name: 'Import a plan or changes to it' }).click();
  const template = await download(page, 'Empty template');
  expect(template.name).toBe('plan-template.xlsx');

  await upload(page, await fillTemplate(template.content, 'NOBODY'));
  await expect(page.getByRole('heading', { name: 'One problem to correct' })).toBeVisible();
  const problem = page.getByRole('row', { name: /^There is no body “NOBODY”/ });
  await expect(problem).toContainText('Activities, E3');
  const marked = await download(page, 'Download your workbook with these cells coloured');
  expect(marked.name).toBe('coast-marked.xlsx');
  await expect(page.getByRole('button', { name: /^Apply/ })).toHaveCount(0);

  await page.getByRole('link', { name: 'Upload another' }).click();
  await upload(page, await fillTemplate(template.content, 'ACWC'));
  await expect(page.getByText(`${plan} is a new plan`)).toBeVisible();
  await expect(page.getByText('Rows: 9 added.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^activities 3 0 0 0 0$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Apply all changes' }).click();
  await expect(page.getByText('9 changes are in the plan')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Plan of the coasts');

  await page.getByRole('link', { name: 'W1.1' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Watch all coasts');
  await page.getByRole('button', { name: 'Preview the changes' }).click();
  await expect(page.getByRole('row', { name: /^W1\.1/ })).toContainText('Watch the coast Watch all coasts');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('row', { name: /^W1\.1 Watch all coasts/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Amendments' })).toHaveCount(0);

  await page.getByRole('link', { name: 'W1.2' }).click();
  await page.getByRole('link', { name: 'Merge it into another' }).click();
  await page.getByLabel('Merged into').selectOption('W1.1');
  await page.getByRole('button', { name: 'Preview the changes' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    /Choose the round from which/,
    'Give the amendment a title.',
    'Say why the plan is amended.',
  ]);
  await expect(page.getByLabel('Merged into')).toHaveValue('W1.1');
  await page.getByLabel('Applies from').selectOption('2021-coast');
  await page.getByLabel('Title of the amendment').fill('Decision of the harbour masters');
  await page.getByLabel('Reason').fill('Harbours lie at the coast.');
  await page.getByRole('button', { name: 'Preview the changes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Merge W1.2 into W1.1');
  const ended = page.getByRole('row', { name: /^W1\.2/ });
  await expect(ended).toContainText('Ended');
  await expect(ended).toContainText('merged_into');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('row', { name: /^W1\.2/ })).toContainText(
    'Ended from 2021-coast, merged into W1.1.',
  );
  const amendment = page.getByRole('listitem').filter({ hasText: 'Decision of the harbour masters' });
  await expect(amendment).toContainText(
    'applies from Round 2021-coast (2021-coast). Harbours lie at the coast.',
  );
  await context.close();
});

test('without scripts a workbook is uploaded and applied, and an activity is split', async ({ browser }) => {
  const { context, page } = await openAs(browser, 'secretariat@demo.test', { javaScriptEnabled: false });
  const answer = await page.request.get(at(`/secretariat/plan/workbook?plan=${plan}`));
  const changed = await editWorkbook((await answer.body()).toString('base64'), (sheets) => {
    sheets.activities('W1.3')['title'] = 'Watch every river';
  });
  await page.goto(at('/secretariat/plan/import'));
  await upload(page, changed);
  await page.getByRole('button', { name: 'Apply all changes' }).click();
  await expect(page.getByText('1 change is in the plan')).toBeVisible();

  await page.getByRole('link', { name: 'W1.3' }).click();
  await page.getByRole('link', { name: 'Split it' }).click();
  await page.getByLabel('Code').first().fill('W1.4');
  await page.getByRole('button', { name: 'Add another activity' }).click();
  await expect(page.getByLabel('Code')).toHaveCount(3);
  await expect(page.getByLabel('Code').first()).toHaveValue('W1.4');
  for (const [index, code] of ['W1.4', 'W1.5', 'W1.6'].entries()) {
    await page.getByLabel('Code').nth(index).fill(code);
    await page
      .getByRole('textbox', { name: 'Title', exact: true })
      .nth(index)
      .fill(`Watch river ${index + 1}`);
  }
  await page.getByLabel('Applies from').selectOption('2021-coast');
  await page.getByLabel('Title of the amendment').fill('Decision of the ferrymen');
  await page.getByLabel('Reason').fill('Rivers differ.');
  await page.getByRole('button', { name: 'Preview the changes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Split W1.3 into W1.4, W1.5, W1.6');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('row', { name: /^W1\.3/ })).toContainText('split into W1.4, W1.5, W1.6');
  await expect(page.getByRole('row', { name: /^W1\.6/ })).toContainText(
    'Added from 2021-coast, out of W1.3.',
  );
  await context.close();
});
