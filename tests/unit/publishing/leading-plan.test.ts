import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildNewestAddress, readSubject, withNewest } from '#app/features/publication/link.ts';
import { groupByPlan } from '#app/features/publication/publication-words.tsx';
import { buildPlanPrefix, findLeadingPlan } from '#server/domain/publication/leading-plan.rules.ts';
import type { ListedPublication } from '#app/contract.ts';

const plans = ['BOHOL-2', 'BOHOL-1', 'SEA.2031'];
const publications = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 12 })
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) => fc.record({ number: fc.constant(number), plan: fc.constantFrom(...plans) })),
    ),
  );

test('the plan of the oldest publication leads until another one with publications is chosen', () => {
  fc.assert(
    fc.property(publications, fc.option(fc.constantFrom(...plans)), (all, chosen) => {
      const oldest = all.find(({ number }) => number === Math.min(...all.map((each) => each.number)));
      const isThere = all.some(({ plan }) => plan === chosen);
      expect(findLeadingPlan(all, chosen)).toBe(isThere ? chosen : (oldest?.plan ?? null));
    }),
  );
});

test('what is published later changes neither the plan that leads nor the address of a plan', () => {
  fc.assert(
    fc.property(publications, fc.constantFrom(...plans), (all, plan) => {
      fc.pre(all.length > 0);
      const more = [...all, { number: 41, plan }];
      expect(findLeadingPlan(more, null)).toBe(findLeadingPlan(all, null));
      for (const code of plans) expect(buildPlanPrefix(code, more)).toBe(buildPlanPrefix(code, all));
    }),
  );
  const two = [1, 2].map((number) => ({ number, plan: number === 1 ? 'BOHOL-2' : 'a b/c' }));
  expect(buildPlanPrefix('BOHOL-2', two)).toBe('');
  expect(buildPlanPrefix('a b/c', two)).toBe('/plans/a%20b%2Fc');
});

test('the newest of a plan that does not lead has its number in every address', () => {
  const leading = { newest: 4, isLeading: true };
  const other = { newest: 7, isLeading: false };
  expect(withNewest('/figures/coverage', leading)).toBe('/figures/coverage');
  expect(withNewest('/figures/coverage', other)).toBe('/figures/coverage?publication=7');
  const at = { pathname: '/plan', search: '?area=A&publication=2' };
  expect(buildNewestAddress(at, leading)).toBe('/plan?area=A');
  expect(buildNewestAddress(at, other)).toBe('/plan?area=A&publication=7');
  expect(buildNewestAddress({ pathname: '/publications/2', search: '' }, other)).toBe('/publications/7');
});

test('the page of a publication and a comparison are about a publication without keeping to it', () => {
  const at = (path: string) => `https://tracker.test${path}`;
  expect(readSubject(at('/publications/9'), '9')).toBe(9);
  expect(readSubject(at('/th/publications/compare?from=1&to=3'), undefined)).toBe(3);
  expect(readSubject(at('/publications/compare?from=1'), undefined)).toBeUndefined();
  expect(readSubject(at('/publications/nine'), 'nine')).toBeUndefined();
  expect(readSubject(at('/plan?to=3'), undefined)).toBeUndefined();
});

test('lists of publications stand by plan, that in view first, with the newest that stands', () => {
  const of = (number: number, code: string, isWithdrawn = false) =>
    ({
      number,
      plan: { code, title: code },
      withdrawn: isWithdrawn ? { at: '', reason: '' } : null,
    }) as ListedPublication;
  const all = [of(6, 'SEA.2031', true), of(5, 'SEA.2031'), of(4, 'BOHOL-2'), of(1, 'BOHOL-2')];
  const groups = groupByPlan(all, 'BOHOL-2');
  expect(groups.map(({ code, newest }) => [code, newest])).toEqual([
    ['BOHOL-2', 4],
    ['SEA.2031', 5],
  ]);
  expect(groups[1]?.publications.map(({ number }) => number)).toEqual([6, 5]);
});
