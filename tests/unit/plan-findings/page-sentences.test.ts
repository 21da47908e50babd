import { expect, test } from 'vitest';
import { buildWords } from '#app/features/language/use-words.ts';
import { describeParticipant } from '#app/features/participant/participant-words.ts';
import { formatPartner } from '#app/features/participant/partner-words.ts';
import { describeCounts, describeDelayed, readStanding } from '#app/features/plan/plan-words.ts';
import {
  buildParticipantFinding,
  type CountedParticipant,
} from '#server/domain/finding/participant-finding.ts';
import { describeLate, describeLens, describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import { countStatuses } from '#server/domain/plan/activity-status.calculations.ts';
import { counts, statuses } from './example.ts';

/**
 * Headings of pages are in five languages, from the catalogue; figures, cards and documents say the same in English, from
 * the domain. Here both must be one sentence.
 */
const words = buildWords('en', 'plan');
const standings = [
  counts({ s3: 11, s2: 7, s1: 20 }, { notReported: 5 }),
  counts({ s2: 1 }),
  counts({ s3: 1 }),
  counts({}),
  counts({ s1: 1_200 }),
];

test('a page says how activities stand as figures do', () => {
  for (const each of standings) {
    expect(words('standing', readStanding(each, statuses))).toBe(describePlanStatus(each, statuses));
    expect(
      buildWords('en', 'lens')('finding', { lens: 'online scams', ...readStanding(each, statuses) }),
    ).toBe(describeLens('Online scams', each, statuses));
  }
});

test('a page says what is delayed as documents do', () => {
  type Late = Parameters<typeof describeDelayed>[0];
  for (const reasons of [[null], ['x'], [null, null], ['x', 'x'], ['x', null, 'x']]) {
    const late = reasons.map((reason) => ({ reason })) as unknown as Late;
    expect(describeDelayed(late, words)).toBe(describeLate(late));
  }
});

test('a page of a state, body or partner is headed as its card is', () => {
  const activities = (leads: number, cooperates: number, takesPart: number) => [
    ...Array.from({ length: leads }, () => ({ part: 'leads' as const })),
    ...Array.from({ length: cooperates }, () => ({ part: 'cooperates' as const })),
    ...Array.from({ length: takesPart }, () => ({ part: 'takes part' as const })),
  ];
  const states = ['reported', 'not_reported', 'not_due'] as const;
  const coverages = [[], [2], [0], [1], [0, 0], [0, 1], [0, 2, 1]].map((own) =>
    own.map((at) => ({ state: states[at] ?? 'not_due' })),
  );
  for (const parts of [activities(0, 0, 0), activities(12, 9, 0), activities(1, 0, 0), activities(0, 1, 0)]) {
    for (const coverage of coverages) {
      const page: CountedParticipant = {
        participant: { kind: 'body', code: 'SOMTC', name: 'Senior officials' },
        coverage,
        activities: parts,
      };
      expect(describeParticipant(page, 'SOMTC', buildWords('en', 'participant'))).toBe(
        buildParticipantFinding(page),
      );
    }
  }
  const state: CountedParticipant = {
    participant: { kind: 'state', code: 'TH', name: 'Thailand' },
    coverage: [{ state: 'reported' }],
    activities: activities(0, 0, 3),
  };
  expect(describeParticipant(state, 'Thailand', buildWords('en', 'participant'))).toBe(
    buildParticipantFinding(state),
  );
  const merged = {
    ...state,
    activities: [...activities(1, 0, 2), { part: 'leads', left: 'merged' } as const],
  };
  expect(buildParticipantFinding(merged)).toContain('leads 1 activity ');
  expect(describeParticipant(merged, 'Thailand', buildWords('en', 'participant'))).toContain(
    'leads 1 activity ',
  );
  const own = ['s3', 's2', 's2', null].map((status) => ({ status, carriedFrom: null, due: true }));
  expect(
    buildWords('en', 'participant')('partnerFinding', {
      name: 'INTERPOL',
      ...readStanding(countStatuses(own), statuses),
      count: own.length,
    }),
  ).toBe(formatPartner({ partner: { name: 'INTERPOL' }, activities: own, statuses }));
});

test('a page counts what there is and what matches', () => {
  expect(words('size', { activities: 43, objectives: 14, areas: 4 })).toBe(
    '43 activities under 14 objectives in 4 thematic areas',
  );
  expect(words('size', { activities: 1, objectives: 1, areas: 1 })).toBe(
    '1 activity under 1 objective in 1 thematic area',
  );
  expect(words('matches', { count: 0, total: 43 })).toBe('None of 43 activities match');
  expect(words('matches', { count: 1, total: 43 })).toBe('1 of 43 activities matches');
  expect(words('matchesAll', { total: 43 })).toBe('All 43 activities match');
  expect(describeCounts(counts({ s3: 1, s2: 2, s1: 7 }), statuses, words)).toBe(
    '10 activities: 1 completed, 2 delayed',
  );
  expect(describeCounts(counts({ s1: 1 }), statuses, words)).toBe('1 activity');
  expect(describeCounts(counts({ s3: 1, s2: 2 }), statuses, buildWords('vi', 'plan'))).toBe(
    '3 hoạt động: 1 hoàn thành, 2 chậm tiến độ',
  );
});
