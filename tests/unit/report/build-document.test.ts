import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDocument } from '#server/domain/report/build-document.calculations.ts';
import { listPrintedFigures } from '#server/domain/report/build-edition-facts.calculations.ts';
import type { DocumentScope } from '#server/domain/report/document-composer.ts';
import { describeCell, listTables, type ReportDocument } from '#server/domain/report/document.types.ts';
import type {
  EditionFacts,
  FactActivity,
  FactIndicator,
  OwnReport,
  ReviewFacts,
} from '#server/domain/report/edition-facts.types.ts';
import { editions } from '#server/domain/report/edition.rules.ts';

const rounds = ['2024-H2', '2025-H1', '2025-H2'].map((code) => ({
  code,
  title: `Round ${code}`,
  periodStart: `${code.slice(0, 4)}-01-01`,
  periodEnd: `${code.slice(0, 4)}-12-31`,
}));
const marks = ['not_available', 'not_applicable', 'not_yet_reported', 'suppressed', 'withheld'] as const;
const figure = (round: string) =>
  fc
    .oneof(
      fc.nat(99_999).map((value) => ({ state: 'reported' as const, value: `${value}` })),
      fc.constantFrom(...marks).map((state) => ({ state, value: null })),
    )
    .map(({ state, value }) => ({
      round,
      state,
      value,
      numerator: null,
      denominator: null,
      distribution: null,
      choice: null,
      contributing: state === 'reported' ? 5 : null,
      expected: state === 'reported' ? 11 : null,
      note: null,
    }));
const indicator = (at: number): fc.Arbitrary<FactIndicator> =>
  fc
    .tuple(fc.constantFrom('A', 'B'), fc.boolean(), fc.tuple(...rounds.map(({ code }) => figure(code))))
    .map(([area, hasTarget, region]) => ({
      code: `I-${at}`,
      title: `Indicator ${at}`,
      measure: 'count',
      unit: 'persons',
      direction: 'none',
      aggregation: 'sum',
      reportedBy: 'states',
      personCount: true,
      crossBorderOverlap: false,
      numeratorLabel: null,
      denominatorLabel: null,
      dimensions: [],
      choices: [],
      baseline: { year: 2022, value: `${100_000 + at}` },
      targets: hasTarget ? [{ year: 2025, value: `${200_000 + at}` }] : [],
      area,
      activity: 'A1.1',
      lenses: ['scams'],
      region,
      parts: [],
      national: region[2]?.state === 'reported' ? [{ reporter: 'KH', figure: region[2] }] : [],
    }));
const activity = (at: number): fc.Arbitrary<FactActivity> =>
  fc
    .record({
      area: fc.constantFrom('A', 'B'),
      lead: fc.constantFrom('SOMTC', 'ACWC'),
      status: fc.constantFrom('done', 'late', null),
      challenges: fc.constantFrom('', 'Money came late.'),
    })
    .map(({ area, lead, status, challenges }) => ({
      code: `${area}1.${at}`,
      title: `Activity ${at}`,
      description: '',
      area,
      objective: `${area}1`,
      lead,
      cooperating: [],
      states: ['KH'],
      partners: ['iom'],
      years: [2024],
      lenses: ['scams'],
      articles: [],
      stand: { status, carriedFrom: null, due: true },
      words: [
        {
          reporter: lead,
          name: lead,
          isLead: true,
          achievements: `Done by ${lead}`,
          challenges,
          nextSteps: '',
          obstacles: [],
          helpWanted: [],
          edited: [],
        },
      ],
    }));
const facts: fc.Arbitrary<EditionFacts> = fc
  .tuple(
    fc.tuple(...[1, 2, 3].map(indicator)),
    fc.tuple(...[1, 2, 3, 4].map(activity)),
    fc.constantFrom('public' as const, 'restricted' as const),
  )
  .map(([indicators, activities, audience]) => ({
    audience,
    plan: { code: 'P', title: 'The plan', firstYear: 2023, lastYear: 2028, notice: '' },
    round: { code: '2025-H2', title: 'Second half of 2025' },
    meeting: 'The meeting',
    meetingOn: null,
    rounds,
    compilation: { number: 1, sha256: 'c'.repeat(64), madeAt: '2026-01-01T00:00:00Z' },
    editionRule: { reporters: 4, decidedOn: null },
    statuses: [
      { code: 'done', label: 'Completed', mark: 'solid', isLate: false, isDone: true, isOnTrack: false },
      { code: 'late', label: 'Delayed', mark: 'stripes', isLate: true, isDone: false, isOnTrack: false },
    ],
    areas: ['A', 'B'].map((code) => ({ code, title: `Area ${code}` })),
    objectives: ['A', 'B'].map((area) => ({ code: `${area}1`, title: 'Objective', area })),
    lenses: [{ code: 'scams', title: 'Scams', description: 'What it is.' }],
    activities,
    indicators,
    reporters: [
      { code: 'KH', name: 'Cambodia', kind: 'state' },
      { code: 'SOMTC', name: 'SOMTC', kind: 'body' },
    ],
    partners: [{ slug: 'iom', name: 'IOM' }],
    nationalTargets: {},
    coverage: [
      { code: 'KH', name: 'Cambodia', kind: 'state', states: ['reported', 'reported', 'not_reported'] },
    ],
    amendments: [],
    figures: {},
    support: [],
    arrangements: [],
    recommendations: [],
    breaks: [],
    narrative: {},
  }));

const own: OwnReport = {
  reporter: 'KH',
  isAccepted: true,
  activities: [],
  values: ['Total', 'Sex: women'].map((part, at) => ({
    indicator: 'I-1',
    title: 'A figure of its own',
    measure: 'count',
    unit: 'persons',
    isInternal: false,
    release: 'withheld',
    part,
    state: 'reported',
    value: `${777_000 + at}`,
    answer: null,
  })),
};
const review: ReviewFacts = {
  asOf: '2026-11-29',
  basis: { number: 3, title: 'Progress', publishedAt: '2026-06-16T00:00:00Z' },
  questions: ['in part', ''].map((rating, at) => ({
    code: `Q${at + 1}`,
    criterion: 'Impact',
    question: 'What has changed?',
    judgement: rating === '' ? '' : 'Some of it.\n\nNot all.',
    rating,
    evidence: [{ label: 'The plan', path: '/plan' }],
  })),
  targets: [
    {
      indicator: 'I-1',
      title: 'Indicator 1',
      unit: 'persons',
      targetYear: 2025,
      target: '300001',
      actualYear: 2025,
      actual: '300002',
      outcome: 'met',
      coverage: '11 of 11 in 2025-H1, 11 of 11 in 2025-H2',
      outcomeWords: 'met',
      doubt: '',
      rating: 'reached',
      judgement: 'It is.',
      evidence: [],
    },
  ],
  outcomes: [{ outcome: 'met', words: 'met', count: 1 }],
  lessons: [
    { code: 'L1', title: 'One form', lesson: 'It saves days.', evidence: [], follows: '', followsTitle: '' },
  ],
  actions: [
    {
      code: 'F1',
      action: 'Agree on one form.',
      owner: 'Cambodia',
      dueOn: '2026-11-01',
      state: 'Not begun',
      overdue: true,
      follows: 'L1',
      followsTitle: 'One form',
      note: '',
    },
  ],
  gaps: [],
  support: [{ partner: 'IOM', activities: 2, late: 1, done: 0 }],
  ratings: [{ label: 'Reached', meaning: 'It is there.' }],
};
const about: Record<string, { code: string; name: string }> = {
  lens: { code: 'scams', name: 'Scams' },
  state: { code: 'KH', name: 'Cambodia' },
  body: { code: 'SOMTC', name: 'SOMTC' },
  partner: { code: 'iom', name: 'IOM' },
};
const scopes: DocumentScope[] = editions.map((edition) => ({
  edition,
  ...(about[edition.scope ?? ''] ?? { code: '', name: '' }),
  own: edition.key === 'state' ? own : null,
  review: edition.key === 'midterm' ? review : null,
}));

const cellsOf = (document: ReportDocument) =>
  listTables(document).flatMap(({ rows }) => rows.flatMap((row) => ('group' in row ? [] : row.cells)));

describe.each(scopes)('the edition $edition.key', (scope) => {
  const check = (hold: (document: ReportDocument, from: EditionFacts) => void) =>
    fc.assert(
      fc.property(facts, (from) => {
        hold(buildDocument(from, scope), from);
      }),
      { numRuns: 40 },
    );

  it('is the same for the same facts', () =>
    check((document, from) => expect(buildDocument(structuredClone(from), scope)).toEqual(document)));

  it('counts its tables, calls each by a name of its own, and fills every row', () =>
    check((document) => {
      const tables = listTables(document);
      expect(tables.map(({ number }) => number)).toEqual(tables.map((_, at) => at + 1));
      const ids = document.sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => ('id' in block ? [block.id] : [])),
      );
      expect(new Set(ids).size).toBe(ids.length);
      for (const { columns, rows } of tables) {
        for (const row of rows) if (!('group' in row)) expect(row.cells).toHaveLength(columns.length);
      }
    }));

  it('has no number that is not among its facts, and no empty chapter', () =>
    check((document, from) => {
      const known = new Set([
        ...Array.from(JSON.stringify(from).matchAll(/"value":"([^"]+)"/g), ([, value]) => value),
        ...(scope.own?.values ?? []).map(({ value }) => value),
        ...(scope.review ? ['300001', '300002', '0', '1', '2'] : []),
      ]);
      for (const cell of cellsOf(document)) if (cell.kind === 'number') expect(known).toContain(cell.value);
      for (const { blocks } of document.sections) {
        blocks.forEach((block, at) => {
          const next = blocks[at + 1];
          if (block.kind !== 'heading' || block.level < 2) return;
          expect(next && !(next.kind === 'heading' && next.level <= block.level), block.text).toBe(true);
        });
      }
    }));

  it('holds the report of a state in full only where it is about that state', () =>
    check((document) => {
      expect(JSON.stringify(document).includes('777000')).toBe(scope.edition.key === 'state');
    }));

  it('prints no figure but those that are read for it', () => {
    const [from] = fc.sample(facts, { numRuns: 1, seed: 12 });
    if (!from) throw new Error('There is a sample.');
    const asked: string[] = [];
    const figures = new Proxy(from.figures, {
      get: (_, id) => {
        asked.push(String(id));
        return undefined;
      },
    });
    buildDocument({ ...from, figures }, scope);
    if (scope.edition.key === 'public') expect(asked).toContain('activities-by-area');
    expect(listPrintedFigures(from.areas, from.lenses, from.indicators)).toEqual(
      expect.arrayContaining(asked),
    );
  });

  it('says who it is for', () =>
    check((document) => {
      expect(document.marking).not.toContain('{');
      expect(document.watermark !== '').toBe(document.marking.startsWith('Restricted'));
      expect(document.watermark).toBe(scope.edition.facts === 'public' && !scope.review ? '' : 'RESTRICTED');
    }));
});

const documentOf = (key: string, change: Partial<EditionFacts>): ReportDocument => {
  const scope = scopes.find(({ edition }) => edition.key === key);
  const [from] = fc.sample(facts, { numRuns: 1, seed: 5 });
  if (!scope || !from) throw new Error('There is an edition and a sample.');
  return buildDocument({ ...from, ...change }, scope);
};

describe('what a partner gives', () => {
  const entry: EditionFacts['support'][number] = {
    code: 'S1',
    partner: { slug: 'iom', name: 'IOM' },
    kind: 'finance',
    part: 'financed',
    activity: { code: 'A1.1', title: 'An activity' },
    area: null,
    description: 'A course.',
    carriedOutBy: '',
    receivers: [],
    source: '',
    amounts: 'shown',
    lines: [
      {
        stage: 'committed',
        year: 2025,
        currency: 'AUD',
        amount: '1500',
        source: '',
        dollars: '990',
        rate: null,
      },
    ],
  };
  const others = { ...entry, code: 'S2', partner: { slug: 'unodc', name: 'UNODC' } };

  it('is in its own edition, with the amounts that it shows, and nothing of another', () => {
    const table = listTables(
      documentOf('partner', { support: [entry, { ...entry, amounts: 'not_shown', lines: [] }, others] }),
    ).find(({ id }) => id === 'table-given');
    expect(table?.rows.map((row) => ('group' in row ? '' : row.cells.map(describeCell).at(-1)))).toEqual([
      'Committed 2025: AUD 1,500 (USD 990)',
      'Not shown',
    ]);
  });

  it('has amounts in whole units', () => {
    const [line] = entry.lines;
    const lines = [{ ...line!, amount: '1500.5', dollars: '990.33' }];
    const table = listTables(documentOf('partner', { support: [{ ...entry, lines }] })).find(
      ({ id }) => id === 'table-given',
    );
    expect(table?.rows.map((row) => ('group' in row ? '' : row.cells.map(describeCell).at(-1)))).toEqual([
      'Committed 2025: AUD 1,501 (USD 990)',
    ]);
  });

  it('is said to be none where the partner has confirmed none', () => {
    expect(JSON.stringify(documentOf('partner', { support: [others] }))).toContain(
      'has not confirmed any support in this publication.',
    );
  });
});

describe('what studies recommend', () => {
  const outcome = { response: null, status: null, dueOn: '2026-03-31' };
  const recommendation: EditionFacts['recommendations'][number] = {
    item: 'study',
    itemTitle: 'A study',
    code: 'R1',
    text: 'Do it.',
    place: '',
    madeOn: null,
    addressedTo: ['KH', 'SOMTC'],
    activities: [],
    indicators: [],
    answerBy: '2026-03-31',
    outcomes: [
      { ...outcome, by: 'KH', overdue: 'response' },
      { ...outcome, by: 'SOMTC', overdue: null },
    ],
  };
  const listOverdue = (document: ReportDocument) =>
    listTables(document)
      .filter(({ id }) => id === 'table-recommendations')
      .flatMap(({ rows }) =>
        rows.map((row) => ('group' in row ? '' : row.cells.map(describeCell).join(' | '))),
      );

  it.each(['somtc', 'ammtc', 'midterm'])('is in the edition %s, with what is overdue', (key) => {
    const document = documentOf(key, { recommendations: [recommendation] });
    expect(listOverdue(document)).toEqual(['R1\nDo it. | A study | Cambodia | A response | 31 March 2026']);
    expect(JSON.stringify(document)).toContain(
      'None of 1 recommendation have a response; 1 response is overdue.',
    );
  });

  it('is no chapter without a recommendation, nor in the public edition', () => {
    for (const document of [
      documentOf('ammtc', {}),
      documentOf('public', { recommendations: [recommendation] }),
    ]) {
      expect(JSON.stringify(document.sections)).not.toContain('What studies recommend');
    }
  });
});

describe('what states have agreed between them', () => {
  const said = (status: 'reached' | 'in_progress', on: string | null) => [
    { about: 's1', status: 'reached' as const, on: '2025-10-02', text: '' },
    { about: 's2', status, on, text: '' },
  ];
  const step = { aim: 'investigation' as const, plannedOn: '2025-12-31' };
  const arrangement: EditionFacts['arrangements'][number] = {
    item: 'kh-th',
    title: 'Cambodia and Thailand on scam sites',
    parties: ['KH', 'TH'],
    countries: [],
    contacts: [],
    status: 'in_force',
    agreedOn: '2025-03-14',
    aims: ['investigation'],
    steps: [
      { ...step, code: 's1', text: 'One form' },
      { ...step, code: 's2', text: 'Joint teams' },
    ],
    results: 'Alerts arrive on the same day.',
    accounts: [
      { by: 'KH', items: said('reached', '2025-12-19') },
      { by: 'TH', items: said('in_progress', null) },
    ],
    counts: [
      { year: 2025, meetings: { state: 'same', value: 4 }, operations: { state: 'differ', value: null } },
    ],
  };
  const wordsOf = (key: string, more: Partial<EditionFacts>) =>
    JSON.stringify(documentOf(key, more).sections);

  it.each(['somtc', 'ammtc', 'public', 'state'])('is in the edition %s, with steps and results', (key) => {
    const words = wordsOf(key, { arrangements: [arrangement] });
    for (const part of [
      '1 arrangement between states is published: 1 of 2 agreed steps is reached; the accounts of the states differ on 1.',
      'In force since 14 March 2025',
      'Reached on 2 October 2025',
      'Cambodia: reached on 19 December 2025',
      'Alerts arrive on the same day. 4 meetings in 2025.',
    ]) {
      expect(words).toContain(part);
    }
  });

  it('is no chapter without one, nor for a state that takes no part, and says what is not released', () => {
    const title = 'What states have agreed between them';
    expect(wordsOf('public', {})).not.toContain(title);
    expect(wordsOf('state', { arrangements: [{ ...arrangement, parties: ['LA', 'TH'] }] })).not.toContain(
      title,
    );
    expect(wordsOf('public', { arrangements: [{ ...arrangement, accounts: null, counts: null }] })).toContain(
      '2 agreed steps; not all states have released how far they are',
    );
  });
});

describe('what changed in the plan', () => {
  const amendment = {
    subject: 'activity' as const,
    fromRound: '2025-H1',
    fromTitle: 'First half of 2025',
    beforeTitle: null,
    mergedInto: null,
    splitInto: [],
    splitFrom: null,
  };
  const change = (kinds: EditionFacts['amendments']) => {
    const [first] = fc.sample(facts, { numRuns: 1, seed: 5 });
    const codes = (first?.activities ?? []).map(({ code }) => code);
    return { amendments: kinds.map((each, at) => ({ ...each, code: codes[at] ?? '' })) };
  };
  const told: EditionFacts['amendments'] = [
    { ...amendment, code: '', kind: 'merged', mergedInto: 'A1.9' },
    { ...amendment, code: '', kind: 'split', splitInto: ['B1.8', 'B1.9'] },
    { ...amendment, code: '', kind: 'ended' },
    { ...amendment, code: '', kind: 'reworded', beforeTitle: 'As it was' },
  ];

  it.each(['somtc', 'public', 'midterm'])('is a chapter of the edition %s, by round', (key) => {
    const table = listTables(documentOf(key, change(told))).find(({ id }) => id === 'table-amendments');
    expect(
      table?.rows.map((row) => ('group' in row ? row.group : row.cells.map(describeCell).at(-1))),
    ).toEqual([
      'From the first half of 2025',
      'Merged into A1.9.',
      'Split. It continues as B1.8 and B1.9.',
      'Ended.',
      'Reworded. Before: “As it was”.',
    ]);
  });

  it('is not mentioned where nothing was amended, or only what the edition is not about', () => {
    const strangers = { amendments: told.map((each) => ({ ...each, code: 'Z9.9' })) };
    for (const changed of [{ amendments: [] }, strangers])
      expect(JSON.stringify(documentOf('public', changed))).not.toContain('What changed in the plan');
  });
});

it('a summary names the targets by how they came out', () => {
  const [from] = fc.sample(facts, { numRuns: 1, seed: 5 });
  const [one] = from?.indicators ?? [];
  if (!one) throw new Error('There is an indicator.');
  const whole = (value: string) =>
    rounds.map(({ code }) => ({
      ...one.region[0]!,
      round: code,
      state: 'reported' as const,
      value,
      contributing: 11,
      expected: 11,
    }));
  const judged = {
    ...one,
    direction: 'up' as const,
    aggregation: 'percentage' as const,
    targets: [{ year: 2025, value: '5' }],
  };
  const text = JSON.stringify(
    documentOf('public', {
      indicators: [
        { ...judged, code: 'I-1', title: 'Reached', region: whole('9') },
        { ...judged, code: 'I-2', title: 'Not reached', region: whole('2') },
      ],
    }),
  );
  expect(text).toContain('"text":"Met (1): ","strong":true},{"kind":"text","text":"I-1 Reached."');
  expect(text).toContain('"text":"Missed (1): ","strong":true},{"kind":"text","text":"I-2 Not reached."');
});

describe('the mid-term review', () => {
  it('is a report: with a summary, progress by area and the method, beside what was judged', () => {
    const headings = documentOf('midterm', {}).sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : [])),
    );
    expect(headings).toEqual([
      'Where the review stands',
      'Summary',
      'Progress by thematic area',
      'Targets against public figures',
      'Questions of the evaluation',
      'What is delayed, and why',
      'Scams',
      'Partner support against gaps',
      'Lessons',
      'Follow-up',
      'Method and coverage',
    ]);
  });

  it('names sources and what an action follows from by title, and states in bold', () => {
    const text = JSON.stringify(documentOf('midterm', {}));
    expect(text).toContain('"lead":"L1"');
    expect(text).toContain('"text":"One form"');
    expect(text).toMatch(/"text":"Cambodia","strong":true/);
  });

  it('groups targets by how they come out, missed ones first', () => {
    const [met] = review.targets;
    const scope = scopes.find(({ edition }) => edition.key === 'midterm');
    const [from] = fc.sample(facts, { numRuns: 1, seed: 5 });
    if (!met || !scope || !from) throw new Error('There is a target.');
    const missed = { ...met, indicator: 'I-2', outcome: 'missed' as const };
    const open = {
      ...met,
      indicator: 'I-3',
      outcome: 'cannot_be_said' as const,
      coverage: '7 of 11 in 2025-H2',
      doubt: '7 of 11 reported',
    };
    const document = buildDocument(from, {
      ...scope,
      review: { ...review, targets: [met, open, missed] },
    });
    const table = listTables(document).find(({ id }) => id === 'table-targets');
    expect(
      table?.rows.map((row) =>
        'group' in row ? row.group : row.cells.slice(5, 7).map(describeCell).join(' '),
      ),
    ).toEqual([
      'Missed: 1',
      '2025 11 of 11 in 2025-H1, 11 of 11 in 2025-H2',
      'Open, because the public figures do not say: 1',
      '2025 7 of 11 in 2025-H2',
      'Met: 1',
      '2025 11 of 11 in 2025-H1, 11 of 11 in 2025-H2',
    ]);
  });
});
