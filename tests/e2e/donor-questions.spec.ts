import { expect, type Page, test } from '@playwright/test';
import { openSql } from '#db/sql.ts';
import { at } from '#tests/support/people.ts';

/**
 * Questions of somebody who pays for the plan, each answered from the overview in three clicks or fewer. The paths
 * are those that a reader sees; what the pages must say is read from the database and the interface.
 */
let clicks = 0;

/** Clicks what is seen, and counts it. A search is a click into the box and one on the button. */
async function follow(page: Page, name: string | RegExp, within = 'body'): Promise<void> {
  clicks += 1;
  await page.locator(within).getByRole('link', { name }).first().click();
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const description = (page: Page, term: string) =>
  page.locator('dl > div').filter({ has: page.getByText(term, { exact: true }) });

const owner = openSql(process.env['TEST_DATABASE_URL'] ?? '');
test.afterAll(() => owner.end());

/** One figure of the newest publication, as it stands in the database: the total, or a part by sex. */
async function readFigure(indicator: string, round: string, sex: string | null = null) {
  const [row] = await owner<
    { value: string | null; state: string; contributing: number; expected: number }[]
  >`
    select trim_scale(coalesce(f.numerator, f.value))::text as value, f.state, f.contributing, f.expected
    from rows.figure f
    where f.publication = (select max(number) from published.publication) and f.indicator_code = ${indicator}
      and f.round_code = ${round} and f.scope = 'region' and f.category_code is not distinct from ${sex}
      and f.dimension_code is not distinct from ${sex === null ? null : 'sex'}`;
  if (!row) throw new Error(`No figure ${indicator} ${round} ${sex}`);
  return row;
}

type Newest = { number: number; round: string; before: number };
async function readNewest(): Promise<Newest> {
  const [row] = await owner<Newest[]>`
    select p.number, p.round_code as round, p.number - 1 as before from published.publication p
    order by p.number desc limit 1`;
  if (!row) throw new Error('Nothing is published');
  return row;
}

/** Activities of the newest publication as they stand, with the marks of their statuses. */
const readStands = (number: number) => owner<
  {
    code: string;
    title: string;
    late: boolean;
    done: boolean;
    partners: string[];
    lens: boolean;
  }[]
>`
  select a.code, a.title, coalesce(w.is_late, false) as late, coalesce(w.is_done, false) as done, a.partners,
    'online-scams' = any (a.lenses) as lens
  from rows.activity a
  join published.publication p on p.number = a.publication
  left join rows.activity_status s on s.publication = a.publication and s.activity_code = a.code
    and s.round_code = p.round_code
  left join rows.activity_status_word w on w.publication = a.publication and w.code = s.status_code
  where a.publication = ${number} order by a.position`;

const countWord = (count: number) => (count === 0 ? 'none is' : `${count} ${count === 1 ? 'is' : 'are'}`);

test.beforeEach(async ({ page }) => {
  clicks = 0;
  await page.goto(at('/'));
});
test.afterEach(() => expect(clicks).toBeLessThanOrEqual(3));

test('1. How far is the plan as a whole?', async ({ page }) => {
  const stands = await readStands((await readNewest()).number);
  await expect(heading(page)).toContainText(
    `${stands.filter(({ done }) => done).length} of ${stands.length} activities are completed, ` +
      `${stands.filter(({ late }) => late).length} are delayed`,
  );
  await follow(page, 'Plan', 'nav[aria-label="Main"]');
  await expect(page.locator('main')).toContainText(`${stands.length} activities under`);
});

test('2. What changed since the last publication?', async ({ page }) => {
  const { number, before } = await readNewest();
  const [moved] = await owner<{ count: number }[]>`
    select count(*)::int as count from rows.activity a
    join published.publication p on p.number = a.publication
    join published.publication o on o.number = ${before}
    left join rows.activity_status n on n.publication = a.publication and n.activity_code = a.code
      and n.round_code = p.round_code
    left join rows.activity_status e on e.publication = o.number and e.activity_code = a.code
      and e.round_code = o.round_code
    where a.publication = ${number} and n.status_code is distinct from e.status_code`;
  await expect(
    page.getByRole('heading', {
      name: `${moved?.count} activities have changed status since publication ${before}`,
    }),
  ).toBeVisible();
  await follow(page, `Compare publication ${before} with publication ${number}`);
  await expect(heading(page)).toHaveText(`What changed from publication ${before} to publication ${number}`);
  await expect(page.locator('main')).toContainText(`${moved?.count} activities have another status`);
});

test('3. Which activities are late, and why?', async ({ page }) => {
  const { number, round } = await readNewest();
  const late = (await readStands(number)).filter((activity) => activity.late);
  const reasons = await owner<{ code: string; challenges: string }[]>`
    select distinct n.activity_code as code, n.challenges from rows.activity_narrative n
    where n.publication = ${number} and n.round_code = ${round} and n.challenges <> ''
      and n.activity_code = any (${late.map(({ code }) => code)})`;
  const why = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /activities are delayed/ }) });
  for (const more of await page.getByText(/more delayed activit/).all()) await more.click();
  for (const { code, title } of late) {
    const entry = why
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: `${code} ${title}` }) });
    const own = reasons.filter((reason) => reason.code === code);
    const said = (await entry.first().textContent()) ?? '';
    if (own.length === 0) expect(said).toContain('No report that says why has been released');
    else expect(own.some(({ challenges }) => said.includes(challenges.slice(0, 60)))).toBe(true);
  }
  await follow(page, 'All delayed activities');
  await expect(page.locator('main')).toContainText(`${late.length} of `);
  for (const { code, title } of late)
    await expect(page.getByRole('link', { name: `${code} ${title}` })).toBeVisible();
});

test('4. What about online scams: how many victims were found, and how many not penalised?', async ({
  page,
}) => {
  const { number, round } = await readNewest();
  const stands = (await readStands(number)).filter(({ lens }) => lens);
  const [found, identified, spared] = await Promise.all(
    ['I-B1', 'I-B4', 'I-B6'].map((code) => readFigure(code, round)),
  );
  await follow(page, 'Online scams', 'nav[aria-label="Main"]');
  await expect(heading(page)).toContainText(`Of ${stands.length} activities`);
  const said = page.getByRole('heading', { name: /identified.*not penalised/ });
  for (const [figure, word] of [
    [found, 'found'],
    [identified, 'identified'],
    [spared, 'not penalised'],
  ] as const) {
    // A step that is suppressed is left out of the sentence.
    if (figure?.value == null) {
      await expect(said).not.toContainText(` ${word}`);
      continue;
    }
    const digits = Number(figure.value).toLocaleString('en-GB').replaceAll(',', '.');
    await expect(said).toContainText(new RegExp(`${digits} ${word}`));
  }
});

test('5. What has a partner supported, and how does it stand?', async ({ page }) => {
  const { number } = await readNewest();
  const own = (await readStands(number)).filter(({ partners }) => partners.includes('asean-act'));
  await follow(page, 'Partners', 'nav[aria-label="Main"]');
  await follow(page, /ASEAN-ACT/);
  await expect(heading(page)).toContainText(
    `is named with ${own.length} activities: ${countWord(own.filter(({ done }) => done).length)} completed and ` +
      `${countWord(own.filter(({ late }) => late).length)} delayed`,
  );
  for (const { code } of own)
    await expect(page.locator(`main a[href="/activities/${code}"]`).first()).toBeVisible();
});

test('5b. Somebody who knows only the country finds the partner by searching', async ({ page }) => {
  clicks += 2;
  await page.getByRole('searchbox').fill('Austrlia');
  await page.getByRole('button', { name: 'Search' }).click();
  await follow(page, /ASEAN-ACT/, 'main');
  await expect(heading(page)).toContainText('is named with');
});

test('6. How many victims were formally identified, by year and sex, and whose figures are in it?', async ({
  page,
}) => {
  const { number, round } = await readNewest();
  const year = round.slice(0, 4);
  const second = await readFigure('I-B3', `${year}-H2`);
  const reported = await owner<{ name: string }[]>`
    select r.name from rows.coverage c
    join rows.reporter r on r.publication = c.publication and r.code = c.reporter_code
    where c.publication = ${number} and c.round_code = ${round} and c.state = 'reported' and r.kind = 'state'
    order by r.name`;
  await follow(page, 'Indicators', 'nav[aria-label="Main"]');
  await follow(page, /^I-B3 /, 'main');
  await expect(heading(page)).toContainText(`${second.value} persons`);
  // From the second half of the year on persons are counted by another definition: the halves are not added up.
  await expect(page.locator('main')).not.toContainText('For the whole of');
  await expect(page.locator('main')).toContainText(
    `${second.contributing} of ${second.expected} states reporting`,
  );
  const whose = description(page, 'Reporters included');
  await expect(whose).toContainText(`${reported.length} reported for the round`);
  for (const { name } of reported) await expect(whose).toContainText(name);
  const bySex = page.locator('figure').filter({ has: page.getByRole('heading', { name: /^By sex/ }) });
  for (const category of ['female', 'male']) {
    const { value } = await readFigure('I-B3', round, category);
    await expect(bySex).toContainText(`${value} persons`);
  }
});

test('7. Which two states work together with Lao PDR?', async ({ page }) => {
  const { number } = await readNewest();
  const others = await owner<{ name: string; entries: number }[]>`
    select r.name, count(*)::int as entries from rows.library_item i
    join rows.library_kind k on k.publication = i.publication and k.code = i.kind_code and k.is_cooperation
    cross join lateral unnest(i.states) other
    join rows.reporter r on r.publication = i.publication and r.code = other
    where i.publication = ${number} and 'LA' = any (i.states) and other <> 'LA' group by r.name order by r.name`;
  expect(others).toHaveLength(2);
  await follow(page, 'Cooperation', 'nav[aria-label="Main"]');
  const pairs = page.getByRole('table', { name: /Pairs of states/ });
  await expect(pairs.getByRole('row').filter({ hasText: 'Lao PDR' })).toHaveCount(2);
  for (const { name, entries } of others) {
    const row = pairs
      .getByRole('row')
      .filter({ hasText: new RegExp(`Lao PDR and ${name}|${name} and Lao PDR`) });
    await expect(row.getByRole('cell').first()).toHaveText(String(entries));
  }
});

test('8. May I use this figure, how is it cited, and where are exactly its rows?', async ({
  page,
  request,
}) => {
  const { number } = await readNewest();
  await follow(page, 'Source and method', 'main');
  await expect(page.locator('main')).toContainText('Creative Commons Attribution 4.0');
  const permanent = at(`/figures/activities-by-area?publication=${number}`);
  await expect(page.locator('#cite, section').filter({ hasText: 'APA style' }).first()).toContainText(
    permanent,
  );
  clicks += 1;
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Rows as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`bohol-activities-by-area-publication-${number}.csv`);
  const rows = (await (await request.get(download.url())).text()).trim().split(/\r?\n/);
  // A row for each thematic area, under the names of the columns.
  expect(rows).toHaveLength(5);
});

test('9. Why is this number hidden?', async ({ page }) => {
  const { round } = await readNewest();
  expect((await readFigure('I-B3', round, 'other')).state).toBe('suppressed');
  await follow(page, 'Indicators', 'nav[aria-label="Main"]');
  await follow(page, /^I-B3 /, 'main');
  clicks += 1;
  await page.locator('main a[href="/figures/I-B3.sex"]').first().click();
  const why = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Cells without a number' }) });
  await expect(why).toContainText('to protect small numbers and the figures of single reporters');
  // The rules behind it are a click from every page.
  await expect(page.locator('footer').getByRole('link', { name: 'What is not shown' })).toBeVisible();
});

test('11. What has no partner, so that it is unfunded as far as the plan says?', async ({ page }) => {
  const alone = (await readStands((await readNewest()).number)).filter(
    ({ partners }) => partners.length === 0,
  );
  await follow(page, 'Without a partner', 'main');
  await expect(page.locator('main')).toContainText(`${alone.length} of `);
  // Why the page cannot say more, and where the money of the whole plan is.
  await expect(page.locator('main')).toContainText('no amounts for an activity');
  for (const { code, title } of alone)
    await expect(page.getByRole('link', { name: `${code} ${title}` })).toBeVisible();
  await follow(page, /committed to the whole plan/, 'main');
  await expect(page.locator('main')).toContainText(/Partner funding committed/);
});

test('12. How many targets were met?', async ({ page }) => {
  const said = (await page.locator('[data-key-figure="targets"]').textContent()) ?? '';
  const [met, set] = said.split(' of ');
  await follow(page, 'Targets', 'nav[aria-label="Main"]');
  await expect(heading(page)).toContainText(new RegExp(`${met} of .*${set}|${set} .*${met}`));
});

test('13. What ends within six months? The plan has years, so the page says until which day', async ({
  page,
}) => {
  const { number, round } = await readNewest();
  await follow(page, /^Ending by 31 December \d{4}/, 'main');
  const year = new URL(page.url()).searchParams.get('ends');
  expect(Number(year)).toBeGreaterThanOrEqual(Number(round.slice(0, 4)));
  await expect(page.locator('main')).toContainText(
    `The plan gives years and no days: these activities run until 31 December ${year}`,
  );
  const ending = await owner<{ code: string; title: string }[]>`
    select code, title from rows.activity
    where publication = ${number} and (select max(y) from unnest(active_years) y) = ${Number(year)}`;
  for (const { code, title } of ending)
    await expect(page.getByRole('link', { name: `${code} ${title}` })).toBeVisible();
});

test('14. Which countries need help? No state is ranked, and each says so in its own words', async ({
  page,
}) => {
  await follow(page, 'States', 'nav[aria-label="Main"]');
  await expect(page.locator('main')).toContainText('no state is ranked by need');
  const names = await page.locator('#record').getByRole('rowheader').allTextContents();
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
  const { number, round } = await readNewest();
  const said = await owner<{ name: string; challenges: string }[]>`
    select r.name, n.challenges from rows.activity_narrative n
    join rows.reporter r on r.publication = n.publication and r.code = n.reporter_code and r.kind = 'state'
    where n.publication = ${number} and n.round_code = ${round} and n.challenges <> ''`;
  clicks += 1;
  const challenges = page.locator('details#challenges');
  await challenges.locator('summary').click();
  for (const name of new Set(said.map((each) => each.name))) {
    const own = said.filter((each) => each.name === name).map((each) => each.challenges);
    const shown = challenges
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name, exact: true }) });
    await expect(shown).toHaveCount(1);
    const quote = (await shown.locator('blockquote').textContent()) ?? '';
    expect(own).toContain(quote);
  }
});

test('15. Where is the two-page brief?', async ({ page, request }) => {
  const brief = page.locator('main').getByRole('link', { name: /brief/i });
  const answer = await request.get(at((await brief.getAttribute('href')) ?? ''));
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
});

test('16. What was spent on online scams? The page says that reports do not tell', async ({ page }) => {
  await follow(page, 'Online scams', 'nav[aria-label="Main"]');
  await expect(page.locator('#money').locator('xpath=ancestor::section')).toContainText(
    'Reports do not break spending down by topic',
  );
});

test('17. Which indicators have no figure?', async ({ page }) => {
  const { number, round } = await readNewest();
  const without = await owner<{ code: string }[]>`
    select i.code from rows.indicator i
    where i.publication = ${number} and not exists (
      select from rows.figure f where f.publication = i.publication and f.indicator_code = i.code
        and f.round_code = ${round} and f.scope = 'region' and f.dimension_code is null
        and f.state = 'reported')`;
  await follow(page, 'Indicators', 'nav[aria-label="Main"]');
  clicks += 1;
  const list = page.locator('details#without');
  await list.locator('summary').click();
  await expect(list.getByRole('listitem')).toHaveCount(without.length);
  for (const { code } of without) await expect(list.locator(`a[href="/indicators/${code}"]`)).toBeVisible();
});

test('18. When is the next publication?', async ({ page }) => {
  await expect(page.locator('#freshness')).toContainText(/Next: .+, reports due \d{1,2} \w+ \d{4}/);
});

test('19. What does ASEAN-ACT support, and with what?', async ({ page, request }) => {
  const answer = await request.get(at('/data/v1/support-entries.csv?partner=asean-act'));
  const rows = (await answer.text()).trim().split(/\r?\n/).slice(1);
  expect(rows.length).toBeGreaterThan(1);
  await follow(page, 'Partners', 'nav[aria-label="Main"]');
  await follow(page, /ASEAN-ACT/, 'main');
  const codes = rows.map((row) => row.split(',').find((cell) => /^S\d+$/.test(cell)) ?? '');
  for (const code of codes) await expect(page.locator(`li#${code}`)).toBeVisible();
  await expect(page.locator('main')).toContainText(/AUD [\d,]+/);
});

test('20. Which activities have no money?', async ({ page }) => {
  await follow(page, /without money|no money|no confirmed money/i, 'main');
  const said = (await heading(page).textContent()) ?? '';
  const [, without = ''] = /; (\d+) of \d+ activities/.exec(said) ?? [];
  const rows = page.locator('#without-money, #with-partner').locator('xpath=ancestor-or-self::section');
  await expect(rows.getByRole('rowheader')).toHaveCount(Number(without));
});

test('21. What did the study of ODI recommend, and what became of it?', async ({ page }) => {
  await follow(page, 'Library', 'nav[aria-label="Main"]');
  await follow(page, /What was recommended/, 'main');
  const study = page.locator('main li').filter({ hasText: /labour migrants' vulnerability/ });
  await expect(study).toContainText('No published recommendations are known.');
  // Of studies whose recommendations are known each body's response is on the page.
  await expect(page.locator('main')).toContainText(/Overdue/);
});

test('22. Which national targets of Thailand are met, and which are missed?', async ({ page }) => {
  await follow(page, 'States', 'nav[aria-label="Main"]');
  await follow(page, 'Thailand', 'main');
  const targets = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /^Targets that/ }) });
  await expect(targets.getByRole('row').filter({ hasText: 'I-A5' }).first()).toContainText('Met');
  await expect(targets.getByRole('row').filter({ hasText: 'I-A2' }).first()).toContainText('Missed');
});

test('23. What have Thailand and Cambodia agreed and done?', async ({ page }) => {
  await follow(page, 'Cooperation', 'nav[aria-label="Main"]');
  await follow(page, /Thailand and Cambodia/, '#arrangements, section:has(#arrangements)');
  await expect(heading(page)).toContainText('What Cambodia and Thailand have agreed and done');
  const step = page.getByRole('row').filter({ hasText: 'joint investigation teams' });
  await expect(step).toContainText('The accounts differ.');
  await expect(step).toContainText('Reached on 19 December 2025');
  // What only Thailand has released is nowhere.
  expect((await page.request.get(at('/cooperation/cooperation-lao-pdr-thailand'))).status()).toBe(404);
});

test('10. Give me everything in one file, and for IATI.', async ({ page, request }) => {
  const { number } = await readNewest();
  await follow(page, 'Data', 'nav[aria-label="Main"]');
  for (const [file, type] of [
    ['workbook.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['iati-activities.xml', 'application/xml'],
  ] as const) {
    const link = page.getByRole('link', { name: file, exact: true });
    await expect(link).toBeVisible();
    const answer = await request.get(at((await link.getAttribute('href')) ?? ''));
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toContain(type);
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    follow(page, /^workbook\.xlsx$/, 'main'),
  ]);
  expect(download.suggestedFilename()).toContain(`publication-${number}`);
});
