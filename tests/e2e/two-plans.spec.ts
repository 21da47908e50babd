import { expect, type Page, test } from '@playwright/test';
import { openSql } from '#db/sql.ts';
import { databaseUnderTest } from '#tests/support/application-under-test.ts';
import { at, call, openAs } from '#tests/support/people.ts';

/** Beside the demo's plan a second one, whose round lies before all others; at the end it is closed and its report accepted. */
const plan = { code: 'RIVER.2018', title: 'Plan of the rivers' };
const round = '2018-river';
const officers = ['Ana', 'Budi', 'Chea'] as const;
const mailOf = (name: string) => `${name.toLowerCase()}.rivers@demo.test`;
const idOf = (name: string) => `rivers-${name.toLowerCase()}`;

async function withOwner<T>(run: (owner: ReturnType<typeof openSql>) => Promise<T>): Promise<T> {
  const owner = openSql(databaseUnderTest());
  try {
    return await run(owner);
  } finally {
    await owner.end();
  }
}

const setStage = () =>
  withOwner(async (owner) => {
    for (const name of officers) {
      await owner`insert into auth.person (id, name, email, email_verified)
        values (${idOf(name)}, ${`${name}, officer`}, ${mailOf(name)}, true)`;
      await owner`insert into auth.account (id, account_id, provider_id, person_id, password)
        select ${idOf(name)}, ${idOf(name)}, 'credential', ${idOf(name)}, a.password
        from auth.account a where a.person_id = 'demo-secretariat'`;
      await owner`insert into tracker.assignment (person_id, role, assigned_at)
        values (${idOf(name)}, 'secretariat_officer', now())`;
    }
    await owner`insert into tracker.plan (code, title, starts_on, ends_on, illustrative, notice)
      values (${plan.code}, ${plan.title}, '2018-01-01', '2018-12-31', false, '')`;
    await owner`insert into tracker.thematic_area (plan_id, code, title, position)
      select id, 'R', 'Rivers', 1 from tracker.plan where code = ${plan.code}`;
    await owner`insert into tracker.objective (area_id, code, title, position)
      select a.id, 'R1', 'Clear rivers', 1 from tracker.thematic_area a
      join tracker.plan p on p.id = a.plan_id and p.code = ${plan.code}`;
    await owner`insert into tracker.activity (plan_id, objective_id, code, title, active_years, position)
      select a.plan_id, o.id, 'R1.1', 'Watch the rivers', '{2018}', 1 from tracker.objective o
      join tracker.thematic_area a on a.id = o.area_id join tracker.plan p on p.id = a.plan_id and p.code = ${plan.code}`;
    await owner`insert into tracker.activity_body (activity_id, body_id, part)
      select c.id, b.id, 'lead' from tracker.activity c join tracker.plan p on p.id = c.plan_id and p.code = ${plan.code}
      join tracker.sectoral_body b on b.acronym = 'SOMTC'`;
    await owner`insert into tracker.activity_state (activity_id, state_id)
      select c.id, s.id from tracker.activity c join tracker.plan p on p.id = c.plan_id and p.code = ${plan.code}
      join tracker.member_state s on s.iso2 = 'BN'`;
    await owner`insert into tracker.round (code, title, plan_id, period_start, period_end, opens_on, due_on, closes_on)
      select ${round}, 'Rivers of 2018', id, '2018-01-01', '2018-06-30', '2041-01-01', '2041-02-01', '2041-03-01'
      from tracker.plan where code = ${plan.code}`;
  });

/** What an officer has on the first page: the reports that are theirs. */
const listOwn = (page: Page) =>
  page
    .getByRole('region', { name: 'Reports to review' })
    .getByRole('listitem')
    .filter({ hasText: 'Assigned to you' });

/** Before a round opens its days are changed by a form, which keeps what was typed when it is refused. */
async function changeDays(page: Page) {
  await page.goto(at(`/secretariat/rounds?plan=${plan.code}`));
  await page.getByRole('link', { name: `Change ${round}` }).click();
  const form = page.getByRole('region', { name: `Change the round ${round}` });
  await form.getByLabel('Reports are due on').fill('2040-12-31');
  await form.getByLabel('Closes on').fill('2041-03-02');
  await form.getByRole('button', { name: 'Save round' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(1);
  await expect(form.getByLabel('Closes on')).toHaveValue('2041-03-02');
  await form.getByLabel('Reports are due on').fill('2041-02-02');
  await form.getByRole('button', { name: 'Save round' }).click();
  await expect(page.getByText(`The round ${round} is changed.`)).toBeVisible();
  await expect(page.getByRole('row', { name: /Rivers of 2018/ })).toContainText('2 February 2041');
}

test('two plans with a round open in each: three officers see what is theirs, by name', async ({
  browser,
}) => {
  await setStage();
  const key = { round, reporter: 'BN' };
  const ana = await openAs(browser, mailOf('Ana'));
  await changeDays(ana.page);
  await call(ana.page.request, 'round.open', { round }, 'mutation');
  const focal = await openAs(browser, 'focal.bn@demo.test');
  const report = { ...key, activity: 'R1.1', status: 'on_track', achievements: 'Two rivers.', version: 0 };
  await call(focal.page.request, 'submission.saveActivityReport', report, 'mutation');
  const clearing = await openAs(browser, 'clearing.bn@demo.test');
  const move = (version: number) => ({ ...key, version });
  const cleared = await call<{ version: number }>(
    clearing.page.request,
    'submission.clear',
    move(1),
    'mutation',
  );
  await call(focal.page.request, 'submission.submit', move(cleared.version), 'mutation');

  // The reporter has both, each under its plan.
  await focal.page.goto(at('/workspace'));
  const section = (name: string) => focal.page.getByRole('region', { name });
  await expect(section('Rivers of 2018')).toContainText(`${plan.title}. ${round}`);
  await expect(section('First half of 2026')).toContainText('Trafficking in Persons 2023-2028. 2026-H1');

  // One officer takes a report of the first plan from the page of its review, and hands another that of the second.
  const waiting = await call<{ round: { code: string }; reporter: { code: string; name: string } }[]>(
    ana.page.request,
    'review.queue',
    { plan: 'BOHOL-2' },
    'query',
  );
  const first = waiting[0];
  if (!first) throw new Error('No report of the demo waits.');
  const assign = async (path: string, name: string) => {
    await ana.page.goto(at(path));
    await ana.page.getByText(/^Reviewer: /).click();
    await ana.page.getByLabel('Reviewer of this report').selectOption(idOf(name));
    await ana.page.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(ana.page.getByText('The report has a new reviewer')).toBeVisible();
  };
  await assign(`/secretariat/review/${first.round.code}/${first.reporter.code}`, 'Ana');
  await assign(`/secretariat/review/${round}/BN`, 'Budi');

  await ana.page.goto(at('/secretariat'));
  await expect(listOwn(ana.page)).toHaveText(
    new RegExp(`${first.reporter.name}.*${first.round.code} of BOHOL-2`),
  );
  await ana.page.goto(at('/account/notifications'));
  await expect(ana.page.getByRole('button', { name: /assigned to you/ })).toHaveCount(0);

  const budi = await openAs(browser, mailOf('Budi'));
  await budi.page.goto(at('/secretariat'));
  await expect(listOwn(budi.page)).toHaveText(new RegExp(`Brunei Darussalam.*${round} of ${plan.code}`));
  await budi.page.goto(at('/account/notifications'));
  await budi.page
    .getByRole('button', { name: /^Report of Brunei Darussalam for 2018-river: assigned/ })
    .click();
  await expect(budi.page).toHaveURL(new RegExp(`/secretariat/review/${round}/BN`));
  await expect(budi.page.getByRole('main')).toContainText(plan.title);
  await expect(budi.page.getByText('Reviewer: Budi, officer (you)')).toBeVisible();

  // Somebody to whom nothing is assigned sees all of both, under the names of those who have them.
  const chea = await openAs(browser, mailOf('Chea'));
  await chea.page.goto(at('/secretariat'));
  await expect(listOwn(chea.page)).toHaveCount(0);
  for (const [code, name] of [
    [plan.code, 'Budi, officer'],
    ['BOHOL-2', 'Ana, officer'],
  ] as const) {
    await chea.page.goto(at(`/secretariat/review?plan=${code}`));
    const rows = chea.page.getByRole('main').getByRole('table');
    await expect(rows).toContainText(name);
    await expect(rows).not.toContainText(code === plan.code ? '2026-H1' : round);
  }
  await chea.page.goto(at(`/secretariat/review?plan=${plan.code}&reviewer=me`));
  await expect(chea.page.getByText('No waiting report matches your choice')).toBeVisible();

  const accept = { ...key, version: cleared.version + 1 };
  await call(budi.page.request, 'review.accept', accept, 'mutation');
  await call(ana.page.request, 'round.close', { round }, 'mutation');
  for (const { context } of [ana, budi, chea, focal, clearing]) await context.close();
  await withOwner((owner) => owner`update auth.person set disabled_at = now() where id like 'rivers-%'`);
});
