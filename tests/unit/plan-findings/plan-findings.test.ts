import { buildPlanAtAGlance } from '#server/domain/figure/build-timeline-figures.ts';
import { describe, expect, it } from 'vitest';
import {
  describeChange,
  describeConstantReporters,
  formatCoverage,
  describeLate,
  describeLateByArea,
  describeLateReasons,
  describeLens,
  describeOnTrack,
  describeOverRounds,
  describePlanStatus,
  describeTimeline,
} from '#server/domain/finding/plan-findings.ts';
import { shorten } from '#server/domain/finding/sentence-parts.ts';
import { describeStatusNotes } from '#server/domain/finding/describe-status.ts';
import { counts, reporter, statuses } from './example.ts';

describe('how the plan stands, in a sentence', () => {
  it('counts what is completed and what is delayed by what the statuses mean, not by their words', () => {
    expect(describePlanStatus(counts({ s3: 11, s2: 7, s1: 20 }, { notReported: 5 }), statuses)).toBe(
      'Of 43 activities, 11 are completed and 7 are delayed',
    );
  });

  it('says one and none as a person would', () => {
    expect(describePlanStatus(counts({ s2: 1 }), statuses)).toBe(
      'Of 1 activity, none is completed and 1 is delayed',
    );
    expect(describePlanStatus(counts({}), statuses)).toBe(
      'Of 0 activities, none is completed and none is delayed',
    );
  });

  it('counts completed and on track together', () => {
    expect(describeOnTrack(counts({ s3: 2, s1: 3, s2: 1 }), statuses)).toBe(
      '5 of 6 activities are completed or on track',
    );
    expect(describeOnTrack(counts({ s1: 1, s2: 1 }), statuses)).toBe(
      '1 of 2 activities is completed or on track',
    );
    expect(describeOnTrack(counts({ s1: 4 }), statuses)).toBe('All 4 activities are completed or on track');
    expect(describeOnTrack(counts({ s2: 4 }), statuses)).toBe(
      'None of 4 activities are completed or on track',
    );
  });

  it('says where activities are delayed, leaving out areas without any', () => {
    const areas = [
      { code: 'A', counts: counts({ s2: 2, s1: 8 }) },
      { code: 'B', counts: counts({ s3: 3 }) },
      { code: 'C', counts: counts({ s2: 1 }) },
    ];
    expect(describeLateByArea(areas, statuses)).toBe('3 activities are delayed: 2 in A and 1 in C');
    expect(describeLateByArea(areas.slice(1), statuses)).toBe('1 activity is delayed, in C');
    expect(describeLateByArea(areas.slice(0, 2), statuses)).toBe('2 activities are delayed, all in A');
    expect(describeLateByArea(areas.slice(0, 1), statuses)).toBe('2 of 10 activities are delayed');
    expect(describeLateByArea(areas.slice(1, 2), statuses)).toBe(
      'No activity is delayed in any thematic area',
    );
  });

  it('says for how many of what is delayed a report tells why, without counting them twice', () => {
    const late = (...reasons: (string | null)[]) =>
      describeLateReasons(reasons.map((reason) => ({ reason })));
    expect(late()).toBe('No activity is delayed');
    expect(late(null)).toBe('No released report says why the activity is delayed');
    expect(late('Staff')).toBe('A released report says why the activity is delayed');
    expect(late('Staff', 'Money')).toBe('Released reports say why the 2 activities are delayed');
    expect(late('Staff', null)).toBe('Released reports say why for 1 of the 2 activities that are delayed');
  });

  it('speaks of a lens in the lens’s own words', () => {
    expect(describeLens('Trafficking by post', counts({ s3: 1, s1: 1 }), statuses)).toBe(
      'Of 2 activities on trafficking by post, 1 is completed and none is delayed',
    );
  });
});

describe('the course over the rounds', () => {
  const round = (title: string, byStatus: Record<string, number>) => ({ title, counts: counts(byStatus) });

  it('compares the first round with the last', () => {
    const rounds = [
      round('First half of 2025', { s3: 2, s2: 9 }),
      round('Second half of 2025', { s3: 5, s2: 1 }),
      round('First half of 2026', { s3: 11, s2: 7 }),
    ];
    expect(describeOverRounds(rounds, statuses)).toBe(
      'Completed activities rose from 2 to 11 in 3 rounds, delayed ones fell from 9 to 7',
    );
  });

  it('says when nothing moved', () => {
    const rounds = [round('a', { s3: 2 }), round('b', { s3: 2 })];
    expect(describeOverRounds(rounds, statuses)).toBe(
      'Completed activities stayed at 2 in 2 rounds, delayed ones stayed at 0',
    );
  });

  it('compares nothing when there is one round, and says so when there is none', () => {
    expect(describeOverRounds([round('Second half of 2024', { s3: 1 })], statuses)).toBe(
      'Of 1 activity, 1 is completed and none is delayed in the second half of 2024',
    );
    expect(describeOverRounds([], statuses)).toBe('No round has been published');
  });
});

describe('who reported', () => {
  const rounds = [{ title: 'First half of 2025' }, { title: 'Second half of 2025' }];

  it('counts only those who were asked', () => {
    const rows = [
      reporter('AA', 'state', 'reported', 'reported'),
      reporter('BB', 'state', 'reported', 'not_reported'),
      reporter('CC', 'state', 'not_due', 'reported'),
      reporter('XX', 'body', 'reported', 'reported'),
      reporter('YY', 'body', 'not_reported', 'not_due'),
    ];
    expect(formatCoverage(rows, rounds)).toBe(
      '2 of 3 states and 1 of 1 body reported for the second half of 2025',
    );
    expect(describeConstantReporters(rows, rounds)).toBe(
      '2 of 3 states and 1 of 2 bodies reported for every round that they were asked for',
    );
  });

  it('says all and none in words', () => {
    const all = [reporter('AA', 'state', 'reported'), reporter('BB', 'state', 'reported')];
    expect(formatCoverage(all, rounds.slice(0, 1))).toBe('All 2 states reported for the first half of 2025');
    const none = [reporter('AA', 'state', 'not_reported'), reporter('BB', 'state', 'not_reported')];
    expect(formatCoverage(none, rounds.slice(0, 1))).toBe(
      'None of 2 states reported for the first half of 2025',
    );
  });

  it('says so when nobody was asked', () => {
    expect(formatCoverage([reporter('AA', 'state', 'not_due')], rounds.slice(0, 1))).toBe(
      'No report was due for the first half of 2025',
    );
    expect(describeConstantReporters([reporter('AA', 'state', 'not_due', 'not_due')], rounds)).toBe(
      'No report was due',
    );
  });

  it('says the same as of one round when there is only one', () => {
    const rows = [reporter('AA', 'state', 'reported')];
    expect(describeConstantReporters(rows, rounds.slice(0, 1))).toBe(
      formatCoverage(rows, rounds.slice(0, 1)),
    );
  });
});

describe('what changed', () => {
  it('tells each change, a first status and a lost one too', () => {
    expect(describeChange('On track', 'Completed')).toBe('is now completed; it was on track');
    expect(describeChange(null, 'Delayed')).toBe('has a first status: delayed');
    expect(describeChange('Delayed', null)).toBe('has no status in this round; it was delayed');
  });
});

describe('sentences of the pages', () => {
  it('says how many are delayed and for how many of them anybody says why', () => {
    const late = (...reasons: (string | null)[]) => reasons.map((reason) => ({ reason }));
    expect(describeLate([])).toBe('No activity is delayed');
    expect(describeLate(late(null))).toBe('1 activity is delayed; no released report says why');
    expect(describeLate(late('x'))).toBe('1 activity is delayed, and a released report says why');
    expect(describeLate(late('x', 'y'))).toBe('2 activities are delayed, and released reports say why');
    expect(describeLate(late('x', null, 'z'))).toBe(
      '3 activities are delayed; for 2 of them a released report says why',
    );
  });

  it('says what runs in a year and what ends with it', () => {
    const runs = (...years: number[]) => ({ years });
    expect(describeTimeline([], 2025)).toBe('None of 0 activities run in 2025');
    expect(describeTimeline([runs(2026)], 2025)).toBe('None of 1 activity run in 2025');
    expect(describeTimeline([runs(2025)], 2025)).toBe('1 of 1 activity runs in 2025, its last year');
    expect(describeTimeline([runs(2024, 2025), runs(2025)], 2025)).toBe(
      'All 2 activities run in 2025, their last year',
    );
    expect(describeTimeline([runs(2025), runs(2025, 2026), runs(2027)], 2025)).toBe(
      '2 of 3 activities run in 2025; it is the last year of 1 of them',
    );
    // Who rests in a year does not run in it, and ends only with the last year.
    expect(describeTimeline([runs(2024, 2026), runs(2025, 2028)], 2025)).toBe(
      '1 of 2 activities runs in 2025',
    );
  });

  it('notes what is old and what is not due', () => {
    expect(describeStatusNotes(counts({ s1: 2 }))).toEqual([]);
    expect(describeStatusNotes(counts({ s1: 2 }, { carried: 1, notDue: 1 }))).toEqual([
      '1 of 2 statuses is from an earlier report, since the lead body has not reported again.',
      '1 activity begins in a later round: nothing is expected there yet.',
    ]);
  });

  it('shortens at a word, and leaves alone what fits', () => {
    expect(shorten('It takes  time.\nAlways.', 60)).toBe('It takes time. Always.');
    expect(shorten('It takes time, and more of it', 15)).toBe('It takes time…');
    expect(shorten('Unbreakable', 5)).toBe('Unbr…');
    expect(shorten('', 5)).toBe('');
  });
});

it('the share of the whole plan says why an indicator on the activities of a year differs from it', () => {
  const publication = { number: 1, title: '', publishedAt: '', round: '2025-H2', roundTitle: 'Second half' };
  const { title, notes } = buildPlanAtAGlance({ publication, coverage: '' }, statuses, [], []);
  expect(title).toContain('completed or on track');
  expect(notes).toContainEqual(
    expect.stringMatching(/^Every activity of the plan is counted.*run in that year/),
  );
});
