import { chromium, type Page } from '@playwright/test';
import { openSql } from '#db/sql.ts';
import { browserLaunch } from '#tests/support/browser.ts';
import setup from '#tests/support/browser-setup.ts';
import { at, openAs } from '#tests/support/people.ts';
import { checkHistory, type Written } from './many-hands-history.ts';

/**
 * Two agencies and a focal point write on the same report at once, in three browsers, for as many minutes as the
 * first argument says (ten without one). Afterwards history must hold every save that somebody saw as saved, in an
 * unbroken chain, and every save that the server refused as stale must have been told: merged, where the others changed
 * something else, or shown as a conflict.
 *
 * node tests/load/many-hands.ts [minutes]
 */
const round = '2026-H1';
const reporter = 'TH';
const minutes = Number(process.argv[2] ?? 10);

type Item = { kind: 'activities' | 'indicators'; code: string; fields: string[] };
type Hand = {
  name: string;
  page: Page;
  items: Item[];
  /** Saves that the server refused as stale, comparisons that were shown, merges that were told, and refusals without. */
  refused: number;
  shown: number;
  merged: number;
  hidden: number;
  saves: number;
  written: Written[];
};

const texts = ['Achievements', 'Challenges', 'Next steps'];
let count = 0;

/** Gives three activities and a breakdown of one indicator to each of two agencies, as the focal point would. */
async function shareOut() {
  const people = await owner<{ email: string; acronym: string }[]>`
    select distinct on (g.acronym) p.email, g.acronym from tracker.assignment a
    join tracker.reporter r on r.id = a.reporter_id and r.code = ${reporter}
    join tracker.agency g on g.id = a.agency_id
    join auth.person p on p.id = a.person_id
    where a.role = 'contributor' and a.revoked_at is null order by g.acronym, p.email`;
  const { context, page } = await openAs(browser, 'focal.th@demo.test');
  const shares = [
    { activities: ['A1.1', 'A1.2', 'A2.1'], dimension: 'sex' },
    { activities: ['B1.1', 'B1.2', 'B2.1'], dimension: 'age' },
  ];
  const given = [];
  for (const [index, share] of shares.entries()) {
    const person = people[index];
    if (!person) break;
    const answer = await page.request.post(at('/api/trpc/agency.assign'), {
      data: {
        round,
        reporter,
        agency: person.acronym,
        parts: [
          ...share.activities.map((activity) => ({ activity })),
          { indicator: 'I-B3', dimension: share.dimension },
        ],
      },
    });
    if (!answer.ok()) throw new Error(await answer.text());
    given.push({ name: person.acronym, email: person.email, activities: share.activities });
  }
  // A total that no part comes near, so that the only quarrel is who was first.
  await page.goto(at(`/workspace/${round}/indicators/I-B3`));
  await page
    .getByLabel(/^Total: (?!state)/)
    .first()
    .fill('900000000');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('[data-saved-line][data-state="saved"]').first().waitFor();
  await context.close();
  return given;
}

async function openHand(name: string, email: string, items: Item[]): Promise<Hand> {
  const { page } = await openAs(browser, email);
  page.setDefaultTimeout(120_000);
  const hand: Hand = { name, page, items, refused: 0, shown: 0, merged: 0, hidden: 0, saves: 0, written: [] };
  page.on('response', (response) => {
    if (response.status() === 409 && response.url().includes('/api/trpc/submission.save')) hand.refused += 1;
  });
  return hand;
}

async function work(hand: Hand, until: number) {
  while (Date.now() < until) {
    const item = pick(hand.items);
    await change(hand, item, pick(item.fields));
  }
}

/** Opens an item, thinks for a while, writes something that was never written before, and sees it through. */
async function change(hand: Hand, item: Item, field: string) {
  const { page } = hand;
  const before = { refused: hand.refused, shown: hand.shown };
  await page.goto(at(`/workspace/${round}/${item.kind}/${item.code}`));
  const line = page.locator('[data-saved-line]').first();
  await page.waitForTimeout(Math.random() * 4000);
  count += 1;
  const isNumber = item.kind === 'indicators' && field !== 'note';
  const token = isNumber ? String(1_000_000 + count) : `[${hand.name} ${count}]`;
  const control = isNumber
    ? page.getByLabel(new RegExp(`^${escape(field)}: (?!state)`)).first()
    : page.getByLabel(field === 'note' ? /^Note/ : field).first();
  await control.fill(token);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  let state = '';
  for (let turn = 0; ; turn += 1) {
    if (turn === 20) throw new Error(`${hand.name} cannot settle ${item.code}.`);
    const conflict = page.getByRole('heading', { name: /changed this while you were writing/ });
    await Promise.race([
      page.locator('[data-saved-line][data-state="saved"]').first().waitFor(),
      conflict.waitFor(),
    ]);
    state = (await conflict.count()) > 0 ? 'conflict' : ((await line.getAttribute('data-state')) ?? '');
    if (state !== 'conflict') break;
    hand.shown += 1;
    // Where one side alone changed, the choice is made already; where both did, both words stay, or one's own figure.
    for (const group of await page.locator('fieldset').all()) {
      if ((await group.locator('input[type="radio"]:checked').count()) > 0) continue;
      const both = group.getByRole('radio', { name: 'Keep both, theirs first' });
      await ((await both.count()) > 0 ? both : group.getByRole('radio', { name: 'Keep mine' })).check();
    }
    const shown = await page.locator('input[name="requestId"]').first().inputValue();
    await page.getByRole('button', { name: 'Save what I chose' }).click();
    await page.waitForFunction(
      (before) => document.querySelector<HTMLInputElement>('input[name="requestId"]')?.value !== before,
      shown,
    );
  }
  if (hand.refused > before.refused && hand.shown === before.shown) {
    const isTold = (await page.getByText('Your changes and theirs are both kept.').count()) > 0;
    if (isTold) hand.merged += 1;
    else hand.hidden += 1;
  }
  hand.saves += 1;
  hand.written.push({ kind: item.kind, code: item.code, token });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function pick<T>(list: readonly T[]): T {
  const chosen = list[Math.floor(Math.random() * list.length)];
  if (chosen === undefined) throw new Error('There is nothing to choose from.');
  return chosen;
}

const stop = await setup();
const { launchOptions } = await browserLaunch();
const browser = await chromium.launch(launchOptions);
const owner = openSql(process.env['TEST_DATABASE_URL'] ?? '');
try {
  const agencies = await shareOut();
  const [first, second] = agencies;
  if (!first || !second) throw new Error(`${reporter} has no two agencies with people in the demo.`);
  const activities = (codes: string[]): Item[] =>
    codes.map((code) => ({ kind: 'activities', code, fields: texts }));
  const cells = (...fields: string[]): Item => ({ kind: 'indicators', code: 'I-B3', fields });
  const hands = [
    await openHand('focal point', 'focal.th@demo.test', [
      ...activities([...first.activities, ...second.activities]),
      cells('Sex: Female', 'Age: 0 to 17 years', 'Form of exploitation: Sexual exploitation', 'note'),
    ]),
    await openHand(first.name, first.email, [
      ...activities(first.activities),
      cells('Sex: Female', 'Sex: Male'),
    ]),
    await openHand(second.name, second.email, [
      ...activities(second.activities),
      cells('Age: 0 to 17 years', 'Age: 18 years and over'),
    ]),
  ];
  const until = Date.now() + minutes * 60_000;
  await Promise.all(hands.map((hand) => work(hand, until)));

  const problems = await checkHistory(
    owner,
    { round, reporter },
    hands.flatMap(({ written }) => written),
  );
  for (const hand of hands) {
    if (hand.hidden > 0) problems.push(`${hand.name}: ${hand.hidden} refusals were not told.`);
  }
  for (const { name, saves, refused, shown, merged } of hands) {
    process.stdout.write(
      `${name}: ${saves} saves, ${refused} refused as stale, ${shown} comparisons shown, ${merged} merges told\n`,
    );
  }
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.stdout.write(
    `${minutes} minutes, ${hands.reduce((sum, { saves }) => sum + saves, 0)} saves, ${problems.length} problems\n`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await owner.end();
  await browser.close();
  await stop();
}
