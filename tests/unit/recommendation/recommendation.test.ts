import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countOutcomes,
  isInState,
  findLongestOverdue,
  listOutcomes,
  outcomeStates,
} from '#server/domain/recommendation/outcome.rules.ts';
import { filterRecommendations } from '#server/domain/publication/filter-recommendations.rules.ts';
import type { LibraryEntry } from '#server/domain/publication/documents.ts';
import {
  decideAbsence,
  isAboutActivity,
  listPublishedRecommendations,
} from '#server/domain/recommendation/list-published-recommendations.ts';
import {
  buildRecommendationCode,
  checkFollowUp,
  checkRecommendation,
  checkResponse,
  filterCurrent,
  findResponse,
  parseCodes,
  toTypedRecommendation,
  type TypedResponse,
} from '#server/domain/recommendation/recommendation.rules.ts';
import {
  followUpStatuses,
  type RecommendationLists,
  type RecommendationResponse,
  responseKinds,
} from '#server/domain/recommendation/recommendation.schema.ts';
import { rounds } from '#tests/support/rounds.ts';

const lists: RecommendationLists = {
  reporters: [
    { code: 'SOMTC', name: 'Senior officials' },
    { code: 'TH', name: 'Thailand' },
  ],
  activities: [{ code: 'A1.1', title: 'Campaign' }],
  indicators: [{ code: 'I-B3', title: 'Identified' }],
};
const typed = {
  text: ' Tell recruits what they owe. ',
  place: 'page 4',
  madeOn: '2025-01-10',
  addressedTo: ['TH', 'SOMTC', 'TH'],
  activities: 'A1.1',
  indicators: ' I-B3 ;',
  answerBy: '2025-06-30',
};
const today = '2026-02-01';

const respond = (by: string, change: Partial<RecommendationResponse> = {}): RecommendationResponse => ({
  by,
  kind: 'accepted',
  reason: '',
  on: '2025-03-01',
  dueOn: null,
  activities: [],
  indicators: [],
  source: 'A letter',
  ...change,
});

describe('the form of a recommendation', () => {
  test('is read trimmed, with codes once and in order, and shown again as it is stored', () => {
    const { content, problems } = checkRecommendation(typed, lists);
    expect(problems).toEqual([]);
    expect(content).toEqual({
      text: 'Tell recruits what they owe.',
      place: 'page 4',
      madeOn: '2025-01-10',
      addressedTo: ['SOMTC', 'TH'],
      activities: ['A1.1'],
      indicators: ['I-B3'],
      answerBy: '2025-06-30',
    });
    const again = checkRecommendation(toTypedRecommendation({ ...content, released: false }), lists);
    expect(again).toEqual({ content, problems: [] });
  });

  test.each([
    [{ text: '' }, 'text'],
    [{ text: 'x'.repeat(2001) }, 'text'],
    [{ text: 'hidden \u202e mark' }, 'text'],
    [{ place: 'two\nlines' }, 'place'],
    [{ addressedTo: [] }, 'addressedTo'],
    [{ addressedTo: ['XX'] }, 'addressedTo'],
    [{ madeOn: '2025-02-30' }, 'madeOn'],
    [{ answerBy: '2024-12-31' }, 'answerBy'],
    [{ activities: 'A1.1, Z9' }, 'activities'],
    [{ indicators: 'I-Z' }, 'indicators'],
  ])('with %o is refused at %s', (change, path) => {
    const { problems } = checkRecommendation({ ...typed, ...change }, lists);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  });

  test('splits codes however they are separated, and numbers what is new', () => {
    expect(parseCodes('C3.1;A1.1,  A1.1\nB1')).toEqual(['A1.1', 'B1', 'C3.1']);
    expect(buildRecommendationCode([])).toBe('R1');
    expect(buildRecommendationCode(['R2', 'R10'])).toBe('R11');
  });
});

describe('the form of a response', () => {
  const { content } = checkRecommendation(typed, lists);
  const asked = { content: { ...content, released: true }, responses: [] as RecommendationResponse[] };
  const said: TypedResponse = {
    by: 'TH',
    kind: 'partly_accepted',
    reason: 'Only for those who leave by air.',
    on: '2025-03-01',
    dueOn: '2025-12-31',
    activities: 'A1.1',
    indicators: '',
    source: 'A letter',
  };
  const pathsOf = (change: Partial<TypedResponse>, of = asked) =>
    checkResponse({ ...said, ...change }, of, lists, today).problems.map(({ path }) => path);

  test('is read', () => {
    expect(checkResponse(said, asked, lists, today)).toEqual({
      response: respond('TH', {
        kind: 'partly_accepted',
        reason: said.reason,
        dueOn: '2025-12-31',
        activities: ['A1.1'],
      }),
      problems: [],
    });
  });

  test.each<[Partial<TypedResponse>, string[]]>([
    [{ by: 'KH' }, ['by']],
    [{ kind: '' }, ['kind']],
    [{ kind: 'withdrawn', dueOn: '' }, ['kind']],
    [{ reason: '' }, ['reason']],
    [{ kind: 'declined', reason: '', dueOn: '' }, ['reason']],
    [{ kind: 'accepted', reason: '' }, []],
    [{ kind: 'under_study', reason: '' }, ['dueOn']],
    [{ on: '' }, ['on']],
    [{ on: '2026-02-02', dueOn: '' }, ['on']],
    [{ on: '2025-01-09' }, ['on']],
    [{ dueOn: '2025-02-28' }, ['dueOn']],
    [{ source: '' }, ['source']],
  ])('with %o has problems at %j', (change, paths) => {
    expect(pathsOf(change)).toEqual(paths);
  });

  test('withdraws only what there is', () => {
    const given = { ...asked, responses: [respond('TH')] };
    const withdraw = { kind: 'withdrawn', dueOn: '' };
    expect(pathsOf(withdraw, given)).toEqual([]);
    expect(pathsOf({ ...withdraw, by: 'SOMTC' }, given)).toEqual(['kind']);
  });

  test('a status needs something that was accepted, and a reason where it was stopped', () => {
    const of = (kind: RecommendationResponse['kind']) => ({
      responses: [respond('TH', { kind })],
    });
    const status = { by: 'TH', status: 'stopped', on: '2025-04-01', note: 'No money.' };
    const paths = (change: object, kind: RecommendationResponse['kind'] = 'accepted') =>
      checkFollowUp({ ...status, ...change }, of(kind), today).problems.map(({ path }) => path);
    expect(paths({})).toEqual([]);
    expect(paths({ note: '' })).toEqual(['note']);
    expect(paths({ status: 'perhaps' })).toEqual(['status']);
    expect(paths({ on: '2025-02-01' })).toEqual(['on']);
    expect(paths({}, 'declined')).toEqual(['by']);
    expect(paths({}, 'withdrawn')).toEqual(['by']);
  });
});

describe('what became of a recommendation', () => {
  const content = { addressedTo: ['SOMTC', 'TH'], answerBy: '2025-06-30' };
  const overdueOf = (responses: RecommendationResponse[], day: string) =>
    listOutcomes({ content, responses, statuses: [] }, day).map(({ by, overdue }) => `${by} ${overdue}`);

  test('is overdue the day after its response was due, for whom has given none', () => {
    expect(overdueOf([], '2025-06-30')).toEqual(['SOMTC null', 'TH null']);
    expect(overdueOf([], '2025-07-01')).toEqual(['SOMTC response', 'TH response']);
    const outcomesOn = (day: string) => ({
      outcomes: listOutcomes({ content, responses: [], statuses: [] }, day),
    });
    expect(findLongestOverdue(outcomesOn('2025-06-30'))).toBeNull();
    expect(findLongestOverdue(outcomesOn('2025-07-01'))).toBe('2025-06-30');
    expect(overdueOf([respond('TH', { kind: 'under_study' })], '2025-07-01')).toEqual([
      'SOMTC response',
      'TH null',
    ]);
  });

  test('is overdue after the day that was accepted, until it is done or stopped', () => {
    const responses = [respond('TH', { dueOn: '2025-12-31' })];
    expect(overdueOf(responses, '2026-01-01')[1]).toBe('TH action');
    for (const status of followUpStatuses) {
      const statuses = [{ by: 'TH', status, on: '2025-11-01', note: '' }];
      const [, thailand] = listOutcomes({ content, responses, statuses }, '2026-01-01');
      expect([status, thailand?.overdue]).toEqual([
        status,
        status === 'done' || status === 'stopped' ? null : 'action',
      ]);
    }
  });

  test('is told by the response recorded last; a withdrawn one is none', () => {
    const old = respond('TH', { kind: 'declined' });
    expect(findResponse([respond('TH'), old], 'TH')?.kind).toBe('accepted');
    expect(findResponse([respond('TH', { kind: 'withdrawn' }), old], 'TH')).toBeNull();
    // A body that is asked no more still has said what it said.
    const outcomes = listOutcomes({ content, responses: [respond('KH')], statuses: [] }, today);
    expect(outcomes.map(({ by }) => by)).toEqual(['SOMTC', 'TH', 'KH']);
  });

  const response = fc.record({
    by: fc.constantFrom('TH', 'SOMTC', 'KH'),
    kind: fc.constantFrom(...responseKinds),
    dueOn: fc.constantFrom(null, '2025-01-01', '2027-01-01'),
  });
  const status = fc.record({
    by: fc.constantFrom('TH', 'SOMTC', 'KH'),
    status: fc.constantFrom(...followUpStatuses),
  });

  test('each body has one outcome in one state, and is overdue only while a day has passed', () => {
    fc.assert(
      fc.property(fc.array(response), fc.array(status), (responses, statuses) => {
        const outcomes = listOutcomes(
          {
            content,
            responses: responses.map(({ by, ...rest }) => respond(by, rest)),
            statuses: statuses.map((one) => ({ ...one, on: '2025-03-01', note: '' })),
          },
          today,
        );
        const bodies = outcomes.map(({ by }) => by);
        expect(new Set(bodies).size).toBe(bodies.length);
        expect(bodies.slice(0, 2)).toEqual(content.addressedTo);
        for (const outcome of outcomes) {
          expect(
            outcomeStates.filter((state) => state !== 'overdue' && isInState(outcome, state)),
          ).toHaveLength(1);
          if (outcome.overdue !== null) expect(outcome.dueOn! < today).toBe(true);
          if (outcome.status !== null) expect(outcome.response).not.toBeNull();
        }
        const counts = countOutcomes([{ outcomes }]);
        expect(counts.recommendations).toBe(1);
        expect(counts.overdue).toBe(outcomes.some(({ overdue }) => overdue !== null) ? 1 : 0);
      }),
      { numRuns: rounds(100, 2000) },
    );
  });
});

describe('in a publication', () => {
  const said = {
    item: 'a-study',
    code: 'R1',
    text: 'Tell recruits what they owe.',
    place: '',
    madeOn: null,
    addressedTo: ['TH', 'XX'],
    activities: ['A1.1', 'Z9.9'],
    indicators: ['I-B3', 'I-SECRET'],
    answerBy: null,
    responses: [respond('TH', { activities: ['Z9.9', 'A1.1'], indicators: ['I-SECRET'] }), respond('XX')],
    statuses: [{ by: 'XX', status: 'done' as const, on: '2025-04-01', note: '' }],
  };
  const study = { code: 'a-study', kind: 'study', title: 'A study' } as LibraryEntry;
  const document = {
    recommendations: [said, { ...said, item: 'not-released' }],
    notPublished: ['other', 'gone'],
  };
  const kept = filterRecommendations({
    recommendations: document,
    library: [study, { ...study, code: 'other' }],
    plan: { activities: [{ code: 'A1.1' }] },
    indicators: [{ code: 'I-B3' }],
    lists: { reporters: [{ code: 'TH' }] },
  } as never);

  test('nothing is named that the publication does not have', () => {
    expect(kept).toEqual({
      recommendations: [
        {
          ...said,
          addressedTo: ['TH'],
          activities: ['A1.1'],
          indicators: ['I-B3'],
          responses: [respond('TH', { activities: ['A1.1'] })],
          statuses: [],
        },
      ],
      notPublished: ['other'],
    });
    const [line] = listPublishedRecommendations({ recommendations: kept, library: [study] }, today);
    expect(line).toMatchObject({ itemTitle: 'A study', outcomes: [{ by: 'TH' }] });
    expect(isAboutActivity(line!, 'A1.1')).toBe(true);
    expect(isAboutActivity(line!, 'Z9.9')).toBe(false);
  });

  test('an entry without recommendations says why, where anybody asks', () => {
    const absenceOf = (code: string, kind = 'study') =>
      decideAbsence({ recommendations: kept, library: [] }, { code, kind });
    expect(absenceOf('a-study')).toBeNull();
    expect(absenceOf('other', 'roundtable')).toBe('not_published');
    expect(absenceOf('third')).toBe('not_entered');
    expect(absenceOf('third', 'roundtable')).toBeNull();
    expect(decideAbsence({ recommendations: null, library: [] }, study)).toBeNull();
  });

  test('only what counts is told: the newest of each body, and no status of what was declined', () => {
    const recorded = { recordedBy: 'An official', recordedAt: '2025-03-02T00:00:00Z' };
    const responses = [
      { ...respond('TH', { kind: 'declined', reason: 'No.' }), ...recorded },
      { ...respond('TH'), ...recorded },
      { ...respond('KH', { kind: 'withdrawn', reason: 'Entered by mistake.' }), ...recorded },
      { ...respond('KH'), ...recorded },
      { ...respond('SOMTC'), ...recorded },
    ];
    const statuses = ['TH', 'SOMTC', 'KH'].map((by) => ({
      by,
      status: 'done' as const,
      on: '2025-04-01',
      note: '',
      ...recorded,
    }));
    expect(filterCurrent(responses, statuses)).toEqual({
      responses: [respond('SOMTC'), respond('TH', { kind: 'declined', reason: 'No.' })],
      statuses: [{ by: 'SOMTC', status: 'done', on: '2025-04-01', note: '' }],
    });
  });
});
