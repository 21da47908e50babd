import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summariseChanges, serialiseFeed } from '#server/domain/standards/atom/serialise-feed.ts';
import type { ExchangeValue, ValueState } from '#server/domain/standards/exchange.types.ts';
import { calculateEvenShares } from '#server/domain/standards/iati/iati-activity.ts';
import { serialiseIati } from '#server/domain/standards/iati/serialise-iati.ts';
import type { SupportEntry } from '#server/domain/support/public-support.calculations.ts';
import { buildSdmxColumns, buildTimePeriod } from '#server/domain/standards/sdmx/sdmx-components.ts';
import { comment, declaration, element, serialiseStartTag } from '#server/domain/standards/xml.ts';
import { shortenNotice } from '#server/domain/standards/value-words.ts';
import { addresses, buildExchange, buildValue, difficultText } from '#tests/support/standards/exchange.ts';
import { lintAtom, lintIati } from '#tests/support/standards/validate.ts';

const states: ValueState[] = [
  'reported',
  'not_available',
  'not_applicable',
  'not_yet_reported',
  'suppressed',
  'withheld',
];

async function write(values: readonly ExchangeValue[] = [], exchange = buildExchange()): Promise<string> {
  let xml = '';
  async function* read(indicator?: string) {
    // In two pages, as a long indicator comes.
    const own = values.filter(({ indicator_code }) => indicator_code === indicator);
    yield own.slice(0, 2);
    yield own.slice(2);
  }
  for await (const piece of serialiseIati({ exchange, addresses }, read)) xml += piece;
  return xml;
}

describe('IATI', () => {
  test('says the range of a suppressed figure in words, never as a value', async () => {
    const xml = await write([buildValue({ state: 'suppressed', value: null, least: 1, most: 10 })]);
    expect(xml).toContain('figures of single reporters. Given as a range: 1 to 10.</tracker:without-number>');
    expect(xml).not.toMatch(/<actual[^>]*value/);
    expect(await lintIati(xml)).toEqual([]);
  });

  test('is valid with one of everything and with texts that XML has a hard time with', async () => {
    const xml = await write(
      states.flatMap((state) => [
        buildValue({ state, value: state === 'reported' ? '7' : null, round_code: '2024-H2' }),
        buildValue({
          state,
          value: state === 'reported' ? '0' : null,
          scope: 'state',
          reporter_code: 'TH',
          dimension_code: 'sex',
          category_code: 'female',
          note: difficultText,
        }),
      ]),
    );
    expect(await lintIati(xml)).toEqual([]);
    expect(xml).toContain('&lt;b&gt;&quot;Ampers&amp;nd&quot; -- &apos;quote'.replace('&apos;', "'"));
  });

  test.each([
    ['a value that is no number', (xml: string) => xml.replace('<actual value="0"', '<actual value="n/a"')],
    [
      'a place that the activity has not',
      (xml: string) => xml.replace('<location ref="TH"/>', '<location ref="XX"/>'),
    ],
    ['two activities of one identifier', (xml: string) => xml.replace('-A1.2</iati-id', '-A1.1</iati-id')],
    [
      'elements out of order',
      (xml: string) => xml.replace(/(<activity-status[^>]*>)(<activity-date[^>]*>)/, '$2$1'),
    ],
    ['a code that no list has', (xml: string) => xml.replace('measure="1"', 'measure="7"')],
    [
      'an activity that is not in the file',
      (xml: string) => xml.replace('-A1.3" type="2"', '-A9.9" type="2"'),
    ],
  ])('the schema refuses %s', async (_, spoil) => {
    const xml = await write([buildValue({ scope: 'state', reporter_code: 'TH' })]);
    expect(await lintIati(xml)).toEqual([]);
    const spoilt = spoil(xml);
    expect(spoilt).not.toBe(xml);
    expect(await lintIati(spoilt)).not.toEqual([]);
  });

  test('what is not a number is no actual and says which of five it is; zero is 0', async () => {
    const written = new Map<string, string>();
    for (const state of states) {
      const xml = await write([buildValue({ state, value: state === 'reported' ? '0' : null })]);
      written.set(state, /<period-end[^>]*>(<(?:actual|tracker).*?)<\/period>/.exec(xml)?.[1] ?? '');
    }
    expect(written.get('reported')).toBe('<actual value="0"/>');
    const others = states.slice(1).map((state) => written.get(state) ?? '');
    for (const [index, other] of others.entries()) {
      expect(other).toMatch(
        new RegExp(
          `^<tracker:without-number state="${states[index + 1]}">[A-Z][^<]+</tracker:without-number>$`,
        ),
      );
    }
    expect(new Set(others.map((other) => other.replace(/ state="\w+"/, ''))).size).toBe(5);
  });

  test('in a period what has no number comes after all that has, over the pages of a long indicator too', async () => {
    const sexes = ['female', 'male', 'third', 'unknown'];
    const xml = await write(
      ['2024-H2', '2025-H1'].flatMap((round_code) =>
        sexes.map((category_code, index) =>
          buildValue({
            round_code,
            scope: 'state',
            reporter_code: 'TH',
            dimension_code: 'sex',
            category_code,
            ...(index % 2 === 0 ? { state: 'suppressed', value: null } : { value: '3' }),
          }),
        ),
      ),
    );
    expect(await lintIati(xml)).toEqual([]);
    const order = [...xml.matchAll(/<(?:actual|tracker:without-number)|<\/period>/g)]
      .map(([tag]) => tag.replace('<tracker:without-number', '-').replace('<actual', '1'))
      .join('');
    expect(order.match(/[-1]+/g)).toEqual(['11--', '11--']);
    expect(xml).toContain('state="suppressed" reporter="TH" dimension="sex" category="female">Suppressed');
  });

  test('dates are planned from the years and actual from what the lead itself reported', async () => {
    const xml = await write();
    const [, first = '', second = '', third = ''] = xml.split('<iati-identifier>').slice(1);
    const dates = (activity: string) =>
      [...activity.matchAll(/<activity-date type="(\d)" iso-date="([^"]+)"/g)].map(([, type, day]) => [
        type,
        day,
      ]);
    expect(dates(first)).toEqual([
      ['1', '2024-01-01'],
      ['2', '2024-12-31'],
      ['3', '2025-12-31'],
      ['4', '2025-06-30'],
    ]);
    // Nothing reported: only what is planned, and it has not begun.
    expect(dates(second)).toEqual([
      ['1', '2027-01-01'],
      ['3', '2027-12-31'],
    ]);
    expect(second).toContain('<activity-status code="1"/>');
    // A word that was carried over is no new report.
    expect(dates(third).map(([type]) => type)).toEqual(['1', '2', '3', '4']);
    expect(third).toContain('carried over from round 2024-H2');
  });

  test('states that take part share a hundred, all of them are the region', async () => {
    const [, first = '', second = ''] = (await write()).split('<iati-identifier>').slice(1);
    expect(first).not.toContain('recipient-country');
    expect(first).toMatch(/recipient-region code="035" vocabulary="2" percentage="100"/);
    expect(
      [...second.matchAll(/recipient-country code="(\w\w)" percentage="([\d.]+)"/g)].map(([, c, p]) => [
        c,
        p,
      ]),
    ).toEqual([
      ['KH', '50.00'],
      ['TH', '50.00'],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
        const cents = calculateEvenShares(count).map((share) => Math.round(Number(share) * 100));
        expect(cents).toHaveLength(count);
        expect(cents.reduce((all, each) => all + each, 0)).toBe(10_000);
      }),
    );
    expect(calculateEvenShares(0)).toEqual([]);
  });

  test('support is budgets and transactions, and partners have the roles that they have confirmed', async () => {
    const entry: SupportEntry = {
      code: 'S1',
      partner: { slug: 'un-agency', name: 'An agency' },
      kind: 'finance',
      part: 'financed',
      activity: { code: 'A1.1', title: 'Kit' },
      area: { code: 'A', title: 'Prevention' },
      description: difficultText,
      carriedOutBy: 'An institute',
      receivers: [],
      source: '',
      amounts: 'shown',
      lines: [
        ['committed', 2024, '400000.5'],
        ['disbursed', 2025, '100'],
        ['committed', 2027, '7'],
      ].map(([stage, year, amount]) => ({
        stage: stage as 'committed',
        year: Number(year),
        currency: 'AUD',
        amount: String(amount),
        source: '',
        dollars: null,
        rate: null,
      })),
    };
    const pledge = entry.lines.slice(0, 1).map((line) => ({ ...line, stage: 'pledged' as const }));
    const support: SupportEntry[] = [
      entry,
      { ...entry, code: 'S2', part: 'led', carriedOutBy: '', amounts: 'none', lines: [] },
      { ...entry, code: 'S3', activity: null, amounts: 'not_shown', description: '', lines: [] },
      { ...entry, code: 'S4', activity: null, area: null, lines: pledge },
    ];
    const xml = await write([], buildExchange({ support }));
    expect(await lintIati(xml)).toEqual([]);
    const [whole = '', first = '', second = ''] = xml.split('<iati-identifier>').slice(1);
    const budgetsOf = (text: string) =>
      [
        ...text.matchAll(
          /<budget type="1" status="(\d)"><period-start iso-date="(\d{4})-01-01"\/><period-end iso-date="(\d{4})-12-31"\/><value currency="AUD" value-date="[^"]+">([^<]+)</g,
        ),
      ].map((found) => found.slice(1));
    expect(budgetsOf(first)).toEqual([
      ['2', '2024', '2024', '400000.5'],
      ['2', '2027', '2027', '7'],
    ]);
    expect(budgetsOf(whole)).toEqual([['1', '2024', '2024', '400000.5']]);
    // Nothing has a date after the publication.
    expect(
      [
        ...first.matchAll(
          /transaction-type code="(\d+)"\/><transaction-date iso-date="([^"]+)"\/><value[^>]*>([^<]+)/g,
        ),
      ].map((found) => found.slice(1)),
    ).toEqual([
      ['11', '2024-12-31', '400000.5'],
      ['1', '2025-12-31', '100'],
      ['11', '2026-06-16', '7'],
    ]);
    expect(second).not.toMatch(/<(budget|transaction)/);
    const rolesOf = (name: string) =>
      [...first.matchAll(/<participating-org[^>]* role="(\d)"><narrative>([^<]+)/g)]
        .filter(([, , found]) => found === name)
        .map(([, as]) => as);
    expect(rolesOf('An agency')).toEqual(['1', '4']);
    expect(rolesOf('An institute')).toEqual(['4']);
  });

  test('16.2.2 is named by counts of victims with all its splits, and by nothing else', async () => {
    const xml = await write();
    expect(xml.match(/vocabulary="9" code="16\.2\.2"/g)).toHaveLength(1);
    expect(xml.indexOf('vocabulary="9"')).toBeLessThan(xml.indexOf('code="I-1"'));
  });
});

describe('XML', () => {
  test('any text comes through whole but for what XML cannot hold', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), 200);
    const xml = `${declaration}${serialiseStartTag('iati-activities', { version: '2.03' })}${texts
      .map((text) => element('a', { b: text }, text, element('c')).xml)
      .join('')}${comment(texts.join('--'))}</iati-activities>`;
    // Not of the schema, but well-formed, or it would say so first.
    const problems = await lintIati(xml);
    expect(problems.filter((problem) => !/Schemas validity/.test(problem))).toEqual([]);
    expect(problems).not.toEqual([]);
  });

  test('comments end where they should', () => {
    for (const text of ['a--b', '---', '-', 'a->']) {
      const inside = comment(text).slice(4, -4);
      expect(inside).not.toMatch(/--|-$/);
    }
  });
});

describe('SDMX', () => {
  test.each([
    ['2025-01-01', '2025-06-30', 'S', '2025-S1'],
    ['2025-07-01', '2025-12-31', 'S', '2025-S2'],
    ['2024-01-01', '2024-12-31', 'A', '2024-A1'],
    ['2025-10-01', '2025-12-31', 'Q', '2025-Q4'],
    ['2024-02-01', '2024-02-29', 'M', '2024-M02'],
    ['2025-02-01', '2025-02-27', '_O', '2025-02-01/P27D'],
    ['2025-04-01', '2025-09-30', '_O', '2025-04-01/P183D'],
    ['2025-01-15', '2025-01-15', '_O', '2025-01-15/P1D'],
  ])('from %s to %s is %s %s', (start, end, frequency, period) => {
    expect(buildTimePeriod(start, end)).toEqual({ frequency, period });
  });

  test('no two values of one round have the same key, and every state of a value has marks of its own', () => {
    const columns = buildSdmxColumns({ exchange: buildExchange(), addresses });
    const read = (value: ExchangeValue) =>
      Object.fromEntries(columns.map(({ name, cell }) => [name, cell(value)]));
    const places: Partial<ExchangeValue>[] = [
      {},
      { dimension_code: 'sex', category_code: 'female' },
      { dimension_code: 'sex', category_code: 'third' },
      { dimension_code: 'age', category_code: 'under_18' },
      { dimension_code: 'form', category_code: 'forced_labour' },
      { dimension_code: 'form', category_code: 'unknown' },
    ].flatMap((cell) => [
      cell,
      { ...cell, scope: 'state' as const, reporter_code: 'TH' },
      { ...cell, scope: 'body' as const, reporter_code: 'SOM-ED' },
    ]);
    const keys = places.map((place) => {
      const { FREQ, INDICATOR, REF_AREA, REPORTER, SEX, AGE, BREAKDOWN, TIME_PERIOD } = read(
        buildValue(place),
      );
      return [FREQ, INDICATOR, REF_AREA, REPORTER, SEX, AGE, BREAKDOWN, TIME_PERIOD].join('.');
    });
    expect(new Set(keys).size).toBe(places.length);
    const marks = states.map((state) => {
      const { OBS_STATUS, CONF_STATUS, VALUE_STATE } = read(buildValue({ state, value: null }));
      return [OBS_STATUS, CONF_STATUS, VALUE_STATE];
    });
    expect(new Set(marks.map(([status, secret]) => `${status}${secret}`)).size).toBe(states.length);
    expect(marks.map(([, , state]) => state)).toEqual(states);
  });

  test('a note on comparability is a break of its round and reporter only', () => {
    const columns = buildSdmxColumns({ exchange: buildExchange(), addresses });
    const status = (part: Partial<ExchangeValue>) =>
      columns.find(({ name }) => name === 'OBS_STATUS')?.cell(buildValue(part));
    expect(status({ scope: 'state', reporter_code: 'TH' })).toBe('B');
    expect(status({ scope: 'state', reporter_code: 'KH' })).toBe('A');
    expect(status({ scope: 'state', reporter_code: 'TH', round_code: '2024-H2' })).toBe('A');
    expect(status({ scope: 'state', reporter_code: 'TH', state: 'suppressed', value: null })).toBe('Q');
  });
});

describe('Atom', () => {
  test('an empty feed is a feed', async () => {
    const feed = serialiseFeed({
      origin: 'https://tracker.example.org',
      planTitle: 'A plan',
      notice: '',
      entries: [],
    });
    expect(await lintAtom(feed)).toEqual([]);
    expect(await lintAtom(feed.replace(/<updated>.*?<\/updated>/, ''))).not.toEqual([]);
  });

  test('says what changed, and that nothing did', () => {
    const base = {
      round: { title: 'First half of 2025' },
      states: { reported: 3, due: 10 },
      bodies: { reported: 0, due: 7 },
      note: '',
      notice: 'Fictional.',
    };
    const none = {
      since: 1,
      newRounds: [],
      figures: [],
      otherFigures: 0,
      statuses: [],
      added: { activities: [], indicators: [] },
      removed: { activities: [], indicators: [] },
    };
    expect(summariseChanges({ ...base, changes: null })).toBe(
      'First half of 2025: 3 of 10 states and 0 of 7 bodies have reported. The first publication. Fictional.',
    );
    expect(summariseChanges({ ...base, changes: none })).toContain(
      'Since publication 1: nothing has changed.',
    );
    expect(
      summariseChanges({
        ...base,
        // A figure that was not there before is new, not corrected.
        changes: { ...none, figures: [{ before: null }, { before: {} }], otherFigures: 2, statuses: [{}] },
      }),
    ).toContain('1 activity has another status, 3 figures of earlier rounds differ.');
  });
});

test('of a notice its first sentence stands in every line', () => {
  expect(shortenNotice('All is 1.5 times fictional. More.')).toBe('All is 1.5 times fictional.');
  expect(shortenNotice('No end')).toBe('No end');
  expect(shortenNotice('')).toBe('');
});
