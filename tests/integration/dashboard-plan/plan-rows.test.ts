import { afterAll, beforeAll, expect, test } from 'vitest';
import { Part } from '#db/statement.ts';
import type { FigureDefinition, FigureRow } from '#server/domain/figure/figure.types.ts';
import { listActivityRows } from '#server/queries/dashboard/data/list-plan-data.query.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';
import { createSeason, type Season } from '#tests/integration/publication/season.ts';

/** The figures of the plan and the plan narrowed, against the published rows: counted here in SQL, not by the code. */
let season: Season;
let figures: Map<string, FigureDefinition>;
beforeAll(async () => {
  season = await createSeason(4_303);
  await season.open('2024-H2');
  for (const reporter of ['TH', 'SOMRI', 'SOMTC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  // From here on a status has another word, and another counts otherwise.
  await season.world.owner`update tracker.activity_status set label = 'Going well' where code = 'on_track'`;
  await season.world.owner`update tracker.activity_status set is_on_track = true where code = 'planned'`;
  await season.open('2025-H1');
  for (const reporter of ['TH', 'SOMTC', 'ACWC']) await season.report('2025-H1', reporter);
  await season.compileAndPublish('2025-H1');
  figures = await read(2);
});
afterAll(() => season?.world.close());

async function read(publication: number): Promise<Map<string, FigureDefinition>> {
  const rows = await season.world.owner<{ figure: string; definition: FigureDefinition }[]>`
    select figure, definition from rows.drawing where publication = ${publication}
    order by position`;
  return new Map(rows.map(({ figure, definition }) => [figure, definition]));
}

const get = (id: string): FigureDefinition => {
  const found = figures.get(id);
  if (!found) throw new Error(`There is no figure ${id}.`);
  return found;
};
const text = (row: FigureRow | undefined, key: string) => {
  const cell = row?.cells[key];
  return cell?.kind === 'text' ? cell.text : undefined;
};
const number = (row: FigureRow | undefined, key: string) => {
  const cell = row?.cells[key];
  return cell?.kind === 'number' ? Number(cell.value) : undefined;
};

type ActivityStatus = { code: string; area: string; years: number[]; round: string; year: number };
type Row = ActivityStatus & { status: string | null; label: string | null; carried: string | null };

/** Every activity in every round of the publication, with its status if it has one. */
const listRows = () => season.world.owner<Row[]>`
  select a.code, a.area_code as area, a.active_years as years, r.code as round,
    extract(year from r.period_start)::integer as year, s.status_code as status, w.label, s.carried_from as carried
  from rows.activity a
  join rows.round r on r.publication = a.publication
  left join rows.activity_status s
    on s.publication = a.publication and s.activity_code = a.code and s.round_code = r.code
  left join rows.activity_status_word w on w.publication = a.publication and w.code = s.status_code
  where a.publication = 2 order by a.position, r.position`;

const begins = ({ years }: ActivityStatus) => Math.min(...years);
const wordOf = (row: Row) => row.label ?? (begins(row) <= row.year ? 'Not yet reported' : 'Not due yet');

test('the plan at a glance has every activity once, as it stands in the newest round', async () => {
  const rows = (await listRows()).filter(({ round }) => round === '2025-H1');
  const glance = get('plan-at-a-glance');
  expect(glance.rows.map((row) => [row.key, text(row, 'status'), text(row, 'carried_from')])).toEqual(
    rows.map((row) => [row.code, wordOf(row), row.carried ?? '']),
  );
  expect(new Set(rows.map(wordOf)).size).toBeGreaterThan(3);
  expect(rows.some(({ carried }) => carried)).toBe(true);
});

test('counts by area and by round are those of the rows, to the digit', async () => {
  const rows = await listRows();
  const keyOf = (row: Row) => row.status ?? (begins(row) <= row.year ? 'not-reported' : 'not-due');
  const count = (key: string, meant: (row: Row) => boolean) =>
    rows.filter((row) => meant(row) && keyOf(row) === key).length;
  const check = (id: string, meant: (row: Row, key: string) => boolean, expected: string[]) => {
    const figure = get(id);
    expect(figure.rows.map(({ key }) => key)).toEqual(expected);
    for (const row of figure.rows) {
      for (const { key, numeric } of figure.columns.filter((column) => column.numeric)) {
        expect(numeric).toBe(true);
        expect(number(row, key), `${id} ${row.key} ${key}`).toBe(count(key, (each) => meant(each, row.key)));
      }
    }
  };
  const areas = [...new Set(rows.map(({ area }) => area))];
  check('activities-by-area', (row, key) => row.round === '2025-H1' && row.area === key, areas);
  check('activities-by-round', (row, key) => row.round === key, ['2024-H2', '2025-H1']);
  for (const area of areas) {
    check(`activities-by-round.${area}`, (row, key) => row.area === area && row.round === key, [
      '2024-H2',
      '2025-H1',
    ]);
  }
});

test('who reported when is what coverage says, states by name and then bodies', async () => {
  const rows = await season.world.owner<{ reporter: string; kind: string; round: string; state: string }[]>`
    select c.reporter_code as reporter, r.kind, c.round_code as round, c.state
    from rows.coverage c
    join rows.reporter r on r.publication = c.publication and r.code = c.reporter_code
    where c.publication = 2`;
  const words: Record<string, string> = {
    reported: 'Reported',
    not_reported: 'Not reported',
    not_due: 'Not due',
  };
  const figure = get('coverage');
  // Who was never asked is no part of it.
  const due = new Set(rows.filter(({ state }) => state !== 'not_due').map(({ reporter }) => reporter));
  const asked = rows.filter(({ reporter }) => due.has(reporter));
  expect(new Set(figure.rows.map(({ key }) => key))).toEqual(due);
  for (const { reporter, round, state } of asked) {
    expect(
      text(
        figure.rows.find(({ key }) => key === reporter),
        round,
      ),
    ).toBe(words[state]);
  }
  const names = (kind: string) =>
    figure.rows.filter((row) => text(row, 'kind') === kind).map((row) => text(row, 'reporter') ?? '');
  expect(names('Member states')).toEqual(names('Member states').toSorted((a, b) => a.localeCompare(b, 'en')));
  expect(names('Sectoral bodies')).toEqual(
    names('Sectoral bodies').toSorted((a, b) => a.localeCompare(b, 'en')),
  );
  expect(figure.rows.map((row) => text(row, 'kind'))).toEqual([
    ...names('Member states').map(() => 'Member states'),
    ...names('Sectoral bodies').map(() => 'Sectoral bodies'),
  ]);
});

test('timelines run in the years of the plan; the parts of the plan add up to it', async () => {
  const rows = (await listRows()).filter(({ round }) => round === '2025-H1');
  const runs = (row: FigureRow) =>
    Object.keys(row.cells)
      .filter((key) => key.startsWith('year_') && text(row, key) !== '')
      .map((key) => Number(key.slice(5)));
  const whole = get('timeline');
  expect(whole.rows.map((row) => [row.key, runs(row)])).toEqual(
    rows.map(({ code, years }) => [code, years.toSorted((a, b) => a - b)]),
  );
  const parts = (pattern: RegExp) =>
    [...figures.values()].filter(({ id }) => pattern.test(id)).flatMap((figure) => figure.rows);
  expect(parts(/^timeline\.[A-Z]$/)).toEqual(whole.rows);
  expect(parts(/^timeline\.[A-Z]\d+$/)).toEqual(whole.rows);
});

test('the course of each activity is its status in each round', async () => {
  const rows = await listRows();
  for (const code of new Set(rows.map((row) => row.code))) {
    const figure = get(`${code}.course`);
    const own = rows.filter((row) => row.code === code);
    expect(figure.rows.map((row) => [row.key, text(row, 'status'), text(row, 'carried_from') ?? ''])).toEqual(
      own.map((row) => [row.round, wordOf(row), row.carried ?? '']),
    );
  }
});

test('a later publication leaves the figures of an earlier one as they were, and pages give those', async () => {
  const first = await read(1);
  expect([...first.keys()]).toContain('plan-at-a-glance');
  const answer = await season.world.anonymous.dashboard.overview({ publication: 1 });
  if (!('counts' in answer)) throw new Error('Nothing is published.');
  for (const [id, { definition }] of Object.entries(answer.figures)) {
    expect(definition).toEqual(first.get(id));
    expect(definition.publication).toMatchObject({ number: 1, round: '2024-H2' });
  }
  expect(Object.keys(answer.figures).toSorted()).toEqual(['activities-by-area', 'coverage', 'reporting']);
  const area = await season.world.anonymous.dashboard.area({ code: 'A', publication: 1 });
  expect(Object.keys(area.figures).toSorted()).toEqual(['activities-by-round.A', 'timeline.A']);
});

const ask = () => season.world.anonymous.dashboard;
type Filter = Parameters<ReturnType<typeof ask>['plan']>[0];

async function plan(filter: Filter) {
  const answer = await ask().plan(filter);
  if (!('counts' in answer)) throw new Error('Nothing is published.');
  const codes = answer.areas.flatMap(({ objectives }) =>
    objectives.flatMap(({ activities }) => activities.map(({ code }) => code)),
  );
  return { ...answer, codes };
}

/** The rows of the file of activities for the same conditions. */
async function file(filter: DataFilter) {
  const { base } = season.world;
  return listActivityRows(base, await requirePublication(base), filter);
}

/** Codes of a publication for which a condition in SQL holds, in the order of the plan. */
async function codesWhere(condition: string, publication = 2, round = '2025-H1'): Promise<string[]> {
  const { owner } = season.world;
  const rows = await owner<{ code: string }[]>`
    select a.code from rows.activity a
    left join rows.activity_status s
      on s.publication = a.publication and s.activity_code = a.code and s.round_code = ${round}
    left join rows.activity_status_word w on w.publication = a.publication and w.code = s.status_code
    where a.publication = ${publication} and (${new Part([condition], [])}) order by a.position`;
  return rows.map(({ code }) => code);
}

test('every condition means what the rows say, and each is met by something', async () => {
  const whole = await plan({});
  const { choices } = whole;
  expect(whole.codes).toEqual(await codesWhere('true'));
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const cases: [Filter, string][] = [
    ...choices.areas.map(({ code }): [Filter, string] => [{ area: code }, `a.area_code = ${quoted(code)}`]),
    ...choices.objectives.map(({ code }): [Filter, string] => [
      { objective: code },
      `a.objective_code = ${quoted(code)}`,
    ]),
    ...choices.leads.map(({ code }): [Filter, string] => [{ lead: code }, `a.lead = ${quoted(code)}`]),
    ...choices.bodies.map(({ code }): [Filter, string] => [
      { body: code },
      `a.lead = ${quoted(code)} or ${quoted(code)} = any (a.cooperating)`,
    ]),
    ...choices.states.map(({ code }): [Filter, string] => [
      { state: code.toLowerCase() },
      `${quoted(code)} = any (a.states)`,
    ]),
    ...choices.partners.map(({ code }): [Filter, string] => [
      { partner: code },
      `${quoted(code)} = any (a.partners)`,
    ]),
    ...choices.lenses.map(({ code }): [Filter, string] => [
      { lens: code },
      `${quoted(code)} = any (a.lenses)`,
    ]),
    ...choices.tags.map(({ code }): [Filter, string] => [{ tag: code }, `${quoted(code)} = any (a.tags)`]),
    ...[2024, 2026, 2028].map((year): [Filter, string] => [
      { year: String(year) },
      `${year} = any (a.active_years)`,
    ]),
  ];
  for (const [filter, condition] of cases) {
    const { codes, unknown } = await plan(filter);
    expect(codes, JSON.stringify(filter)).toEqual(await codesWhere(condition));
    expect(codes.length, JSON.stringify(filter)).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  }
  expect((await plan({ late: 'yes' })).codes).toEqual(await codesWhere('w.is_late'));
  expect((await plan({ late: 'yes' })).codes.length).toBeGreaterThan(0);
});

test('conditions are joined by "and", the same in the file', async () => {
  const filter = { area: 'B', state: 'TH', year: '2025' };
  const expected = await codesWhere(
    `a.area_code = 'B' and 'TH' = any (a.states) and 2025 = any (a.active_years)`,
  );
  expect((await plan(filter)).codes).toEqual(expected);
  expect((await file(filter)).map(({ activity_code }) => activity_code)).toEqual(expected);
});

test('the plan is seen as it stood in an earlier round, and so is the file', async () => {
  const earlier = await plan({ round: '2024-H2' });
  expect(earlier.round.code).toBe('2024-H2');
  expect(earlier.publication.round.code).toBe('2025-H1');
  expect(earlier.counts.total).toBe(earlier.total);
  const [{ n } = { n: -1 }] = await season.world.owner<{ n: number }[]>`
    select count(*)::integer as n from rows.activity_status
    where publication = 2 and round_code = '2024-H2' and status_code is not null`;
  const counted = Object.values(earlier.counts.byStatus).reduce((sum, each) => sum + each, 0);
  expect(counted).toBe(n);
  expect(counted).not.toBe(
    Object.values((await plan({})).counts.byStatus).reduce((sum, each) => sum + each, 0),
  );
  expect((await plan({ round: '2024-H2', late: 'yes' })).codes).toEqual(
    await codesWhere('w.is_late', 2, '2024-H2'),
  );
  const rows = await file({ round: '2024-H2', late: 'yes' });
  expect(rows.map(({ activity_code }) => activity_code)).toEqual(await codesWhere('w.is_late', 2, '2024-H2'));
  expect(new Set(rows.map(({ round_code }) => round_code))).toEqual(new Set(['2024-H2']));
});

test('what a condition names that is not there is said and means nothing; it is no error', async () => {
  const names = Object.keys({
    area: '',
    objective: '',
    status: '',
    late: '',
    lead: '',
    body: '',
    state: '',
    partner: '',
    lens: '',
    tag: '',
    year: '',
    round: '',
  });
  for (const name of names) {
    const answer = await plan({ [name]: "no'where" });
    expect(answer.codes).toEqual([]);
    expect(answer.unknown).toEqual([{ name, code: "no'where" }]);
    expect(await file({ [name]: "no'where" })).toEqual([]);
  }
  const both = await plan({ area: 'Z', tag: 'none', lead: 'SOMTC' });
  expect(both.unknown.map(({ name }) => name)).toEqual(['area', 'tag']);
  expect(both.counts.total).toBe(0);
  expect(both.choices.areas.length).toBeGreaterThan(0);
});

test('a pinned publication narrows by what it had itself', async () => {
  const pinned = await plan({ publication: 1, late: 'yes' });
  expect(pinned.publication).toMatchObject({ number: 1, newest: 2 });
  expect(pinned.codes).toEqual(await codesWhere('w.is_late', 1, '2024-H2'));
  // The later round is not of this publication.
  expect((await plan({ publication: 1, round: '2025-H1' })).unknown).toEqual([
    { name: 'round', code: '2025-H1' },
  ]);
});

test('an activity says which of its status words had another name or meaning in an earlier publication', async () => {
  const rows = await listRows();
  for (const code of new Set(rows.map((row) => row.code))) {
    const used = new Set(rows.filter((row) => row.code === code).map(({ status }) => status));
    const { wordChanges } = await ask().activity({ code });
    expect(wordChanges.toSorted((a, b) => a.code.localeCompare(b.code))).toEqual([
      ...(used.has('on_track')
        ? [
            {
              code: 'on_track',
              publication: 1,
              before: 'On track',
              now: 'Going well',
              countsOtherwise: false,
            },
          ]
        : []),
      ...(used.has('planned')
        ? [{ code: 'planned', publication: 1, before: 'Planned', now: 'Planned', countsOtherwise: true }]
        : []),
    ]);
    expect((await ask().activity({ code, publication: 1 })).wordChanges).toEqual([]);
  }
  const all = rows.map(({ status }) => status);
  expect(all).toContain('on_track');
  expect(all).toContain('planned');
});

test('what moved comes with the words that were released with where it stands now', async () => {
  const answer = await ask().overview({});
  if (!('counts' in answer) || !answer.changes) throw new Error('Nothing has changed.');
  expect(answer.changes.activities.some(({ reason }) => reason)).toBe(true);
  for (const { code, to, reason } of answer.changes.activities) {
    const word = answer.statuses.find((each) => each.code === to);
    const well = word?.isDone || word?.isOnTrack;
    const { narratives } = await ask().activity({ code });
    const said = narratives
      .filter(({ round }) => word && round === '2025-H1')
      .map((each) => [each.reporter, well ? each.achievements : each.challenges])
      .filter(([, words]) => words !== '');
    if (said.length === 0) expect(reason).toBeNull();
    else expect(said).toContainEqual([reason?.reporter.code, reason?.words]);
  }
});
