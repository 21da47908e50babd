import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { groupChecksum } from '#server/domain/clearance/clearance-pack.rules.ts';
import { openMail } from '#tests/support/outbox.ts';
import { at, call, demoPassword, openAs } from '#tests/support/people.ts';

const round = '2025-H2';
/** What the demo has published of it. */
const publication = 3;
type Drafts = { drafts: { number: number; sha256: string; job: { state: string } | null }[] };
type Section = { stored: { version: number } | null };
type Files = { format: string; sha256: string; documentSha256: string }[];

test('a draft is signed by two people, and the public downloads the report that goes with its publication', async ({
  browser,
}) => {
  test.slow();
  const office = await openAs(browser, 'secretariat@demo.test');
  const admin = await openAs(browser, 'admin@demo.test');
  const email = `second-${Date.now()}@demo.test`;
  await call(
    admin.page.request,
    'people.invite',
    { email, name: 'A second officer', role: 'secretariat_officer' },
    'mutation',
  );
  await openMail(admin.page, email, /Invitation/);
  const token = /\/invitation\/([\w-]+)/.exec(await admin.page.locator('#mail-text').innerText())?.[1] ?? '';
  const guest = await browser.newContext();
  await call(guest.request, 'invitation.accept', { token, password: demoPassword }, 'mutation');

  // Numbers that the demo and other tests have typed into sections block the signature.
  for (const key of ['area.B', 'area.C', 'lessons', 'objective.A1']) {
    const client = office.page.request;
    const { stored } = await call<Section>(client, 'report.section', { round, key }, 'query');
    if (!stored) continue;
    const text = 'Written by an officer.';
    await call(client, 'report.saveSection', { round, key, version: stored.version, text }, 'mutation');
  }

  await office.page.goto(at('/secretariat/learning'));
  await office.page.getByRole('link', { name: 'Make the mid-term edition' }).click();
  await expect(office.page).toHaveURL(new RegExp(`/secretariat/compile/${round}/editions`));
  await office.page.getByRole('button', { name: 'Make a draft' }).click();
  // What each kind of reader may see is decided, and eight files are made, while others use the machine.
  await expect(office.page.getByRole('status').filter({ hasText: /Draft \d+ is made/ })).toBeVisible({
    timeout: 60_000,
  });
  await office.page.getByRole('link', { name: 'Mid-term review' }).first().click();
  await expect(office.page.getByRole('heading', { name: 'Mid-term review', level: 1 })).toBeVisible();
  await expect(office.page.getByText(/^Publication 3, /)).toBeVisible();
  const list = () => call<Drafts>(office.page.request, 'edition.list', { round }, 'query');
  const [draft] = (await list()).drafts;
  const sign = (request: typeof guest.request, part: string) =>
    call(
      request,
      'edition.approve',
      { round, number: draft?.number, part, sha256: draft?.sha256, password: demoPassword },
      'mutation',
    );
  await sign(office.page.request, 'compiled');
  await sign(office.page.request, 'checked');
  await expect(sign(office.page.request, 'approved')).rejects.toThrow(/Another person/);
  await sign(guest.request, 'approved');
  await expect
    .poll(async () => (await list()).drafts[0]?.job?.state, { timeout: 120_000, intervals: [1000] })
    .toBe('done');

  const files = await call<Files>(guest.request, 'dashboard.reports', { publication }, 'query');
  expect(files.map(({ format }) => format)).toEqual(['docx', 'pdf', 'xlsx']);
  const reader = await browser.newContext();
  for (const { format, sha256 } of files) {
    const answer = await reader.request.get(at(`/publications/${publication}/report.${format}`));
    expect(answer.status()).toBe(200);
    expect(answer.headers()['etag']).toBe(`"${sha256}"`);
    expect(
      createHash('sha256')
        .update(await answer.body())
        .digest('hex'),
    ).toBe(sha256);
  }
  const page = await reader.newPage();
  await page.goto(at(`/publications/${publication}`));
  await expect(page.getByText(groupChecksum(files[0]?.documentSha256 ?? 'none'))).toBeVisible();
  for (const { context } of [office, admin]) await context.close();
  await guest.close();
  await reader.close();
});
