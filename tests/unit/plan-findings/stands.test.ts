import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ActivitiesByStatusBar } from '#app/features/participant/participant-activities.tsx';
import { buildActivitiesByRound } from '#server/domain/figure/build-status-figures.ts';
import {
  buildSegments,
  countDone,
  countLate,
  describeActivityStatus,
} from '#server/domain/finding/describe-status.ts';
import {
  buildActivityStatus,
  countStatuses,
  isDueIn,
} from '#server/domain/plan/activity-status.calculations.ts';
import { stand, statuses } from './example.ts';

describe('where an activity stands in a round', () => {
  it('is due from its first year on, resting years included', () => {
    expect(isDueIn([2026, 2028], 2025)).toBe(false);
    expect(isDueIn([2028, 2026], 2026)).toBe(true);
    expect(isDueIn([2026, 2028], 2027)).toBe(true);
    expect(isDueIn([], 2025)).toBe(true);
  });

  it('counts as due once somebody has reported, even before its first year', () => {
    expect(buildActivityStatus([2027], 2025, { statusCode: 's1', carriedFrom: null }).due).toBe(true);
    expect(buildActivityStatus([2027], 2025, undefined)).toEqual({
      status: null,
      carriedFrom: null,
      due: false,
    });
  });

  it('never merges not due with not reported', () => {
    expect(describeActivityStatus(stand(null), statuses).label).toBe('Not yet reported');
    expect(describeActivityStatus(stand(null, { due: false }), statuses).label).toBe('Not due yet');
    expect(describeActivityStatus(stand('gone'), statuses)).toMatchObject({ label: 'gone', mark: 'unknown' });
  });

  const anyStand = fc
    .record({
      status: fc.constantFrom('s0', 's1', 's2', 's3', null),
      carriedFrom: fc.constantFrom(null, 'r1'),
      due: fc.boolean(),
    })
    .map((each) => (each.status === null ? { ...each, carriedFrom: null } : { ...each, due: true }));

  it('counts every activity exactly once', () => {
    fc.assert(
      fc.property(fc.array(anyStand), (stands) => {
        const result = countStatuses(stands);
        const withStatus = Object.values(result.byStatus).reduce((sum, count) => sum + count, 0);
        expect(withStatus + result.notReported + result.notDue).toBe(stands.length);
        expect(result.total).toBe(stands.length);
        expect(result.carried).toBeLessThanOrEqual(withStatus);
        // The bars hold what the counts hold.
        const bars = buildSegments(result, statuses);
        expect(bars.reduce((sum, { value }) => sum + value, 0)).toBe(stands.length - result.notDue);
        expect(countDone(result, statuses) + countLate(result, statuses)).toBeLessThanOrEqual(withStatus);
      }),
    );
  });

  it('has one order of statuses in the bar of a page and in the bars that figures draw', () => {
    const frame = {
      coverage: '',
      publication: { number: 1, title: '', publishedAt: '', round: '', roundTitle: '' },
    };
    const { chart } = buildActivitiesByRound(frame, { id: 'x', path: '/', about: '' }, statuses, []);
    const series = chart.kind === 'statuses' ? chart.series : [];
    const activities = [...statuses.map(({ code }) => stand(code)), stand(null)];
    const html = renderToStaticMarkup(
      createElement(ActivitiesByStatusBar, {
        activities,
        statuses,
        name: 'By status',
      }),
    );
    const drawn = Array.from(html.matchAll(/<\/span>([^<]+)<\/li>/g), ([, word]) => word);
    const labelOf = (code: string) =>
      statuses.find((word) => word.code === code)?.label ?? 'Not yet reported';
    expect(drawn).toEqual(series.filter((code) => code !== 'not-due').map(labelOf));
  });
});
