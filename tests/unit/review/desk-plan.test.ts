import { describe, expect, test } from 'vitest';
import { buildDeskNav, deskGroups } from '#app/features/desk/desk-places.ts';
import routes from '#app/routes.ts';
import { findDeskPlan } from '#server/domain/desk/desk-plan.rules.ts';
import { applyVisit } from '#server/domain/desk/desk-visit.rules.ts';

const round = (code: string) => ({ code, title: code, state: 'open' as const });
const plan = (code: string, rounds: string[], waiting = 0, mine = 0) => ({
  code,
  title: code,
  rounds: rounds.map(round),
  waiting,
  mine,
  targets: 0,
});
const plans = [plan('BOHOL-2', ['2026-H1', '2025-H2'], 3, 1), plan('NEXT', ['2029-H1'], 2, 1)];

describe('the plan that a page of the desk shows', () => {
  test.each([
    ['the round of the page', { round: '2029-H1', plan: 'BOHOL-2', last: 'BOHOL-2' }, 'NEXT'],
    ['the plan of the address', { plan: 'NEXT', last: 'BOHOL-2' }, 'NEXT'],
    ['the plan that was opened last', { last: 'NEXT' }, 'NEXT'],
    ['the plan at work', {}, 'BOHOL-2'],
    ['the plan at work for what is not there', { round: 'accept', plan: 'GONE', last: 'GONE' }, 'BOHOL-2'],
  ])('is that of %s', (_, asked, code) => {
    expect(findDeskPlan(plans, asked)?.code).toBe(code);
  });
  test('is none before a plan is imported', () => {
    expect(findDeskPlan([], { plan: 'NEXT' })).toBeNull();
  });
});

describe('the navigation of the desk', () => {
  const frame = { plans, roles: 0 };
  const navOf = (path: string) => buildDeskNav(path, () => true, frame, 'BOHOL-2');

  test('has six groups, with what waits in the plan in view', () => {
    const { groups } = navOf('/secretariat/review');
    expect(groups.map(({ label, count }) => [label, count])).toEqual([
      ['Today', 2],
      ['Reports', 3],
      ['Report and publication', undefined],
      ['Plan', undefined],
      ['People', undefined],
      ['Record', undefined],
    ]);
    expect(groups.find(({ label }) => label === 'Reports')?.current).toBe('page');
  });

  test('marks the page in view and its group, and nothing else', () => {
    for (const [path, group, page] of [
      ['/secretariat', 'Today', undefined],
      ['/secretariat/rounds/2026-H1', 'Reports', 'Rounds'],
      ['/secretariat/compile/2026-H1/editions', 'Report and publication', 'Compile and publish'],
      ['/secretariat/people/x/role', 'People', 'People'],
      ['/secretariat/people/review', 'People', 'Review of roles'],
      ['/admin/outbox/3', 'Record', 'Mail'],
    ] as const) {
      const { groups, pages } = navOf(path);
      expect(groups.filter(({ current }) => current).map(({ label }) => label)).toEqual([group]);
      expect(pages.filter(({ current }) => current).map(({ label }) => label)).toEqual(page ? [page] : []);
    }
  });

  test('lets a plan be chosen where a page shows one', () => {
    expect(navOf('/secretariat/learning/questions').planTo).toBe('/secretariat/learning');
    expect(navOf('/secretariat/review/2026-H1/TH').planTo).toBe('/secretariat/review');
    expect(navOf('/secretariat').planTo).toBeNull();
    expect(navOf('/secretariat/audit').planTo).toBeNull();
  });

  test('shows an administrator only what they may open', () => {
    const may = (operation: string) => operation === 'people.read' || operation === 'audit.read';
    const { groups } = buildDeskNav('/secretariat/people', may, frame, 'BOHOL-2');
    expect(groups.map(({ label, to }) => [label, to])).toEqual([
      ['People', '/secretariat/people'],
      ['Record', '/secretariat/audit'],
    ]);
  });

  test('has a place for every page of the desk', () => {
    const layout = routes.find(({ file }) => file.endsWith('secretariat-layout.tsx'));
    const paths = (layout?.children ?? [])
      .filter(({ file }) => file.endsWith('.tsx'))
      .map(({ path, index }) => `/${index ? 'secretariat' : path}`);
    expect(paths.length).toBeGreaterThan(40);
    expect(paths).toContain('/secretariat/review/:round/:reporter');
    for (const path of paths) {
      const marked = navOf(path).groups.filter(({ current }) => current);
      expect([path, marked.length]).toEqual([path, 1]);
    }
    const tos = deskGroups.flatMap(({ places }) => places.map(({ to }) => to));
    expect(paths).toEqual(expect.arrayContaining(tos));
  });
});

describe('what is new on the first page', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour));
  test('is what happened since the visit before, and stays while the person is there', () => {
    const first = applyVisit(null, at(8));
    expect(first).toEqual({ sinceAt: '2026-11-18T08:00:00.000Z', lastAt: at(8).toISOString() });
    const later = applyVisit(first, at(14));
    expect(later).toEqual({ sinceAt: at(8).toISOString(), lastAt: at(14).toISOString() });
    const again = applyVisit(later, new Date(at(14).getTime() + 60_000));
    expect(again.sinceAt).toBe(later.sinceAt);
    expect(applyVisit(again, at(9))).toEqual(again);
  });
});
