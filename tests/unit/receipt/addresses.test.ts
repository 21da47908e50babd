import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAskedComparison, readComparison } from '#app/features/publication/read-comparison.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { parseValuePlace } from '#server/domain/receipt/value-address.ts';

const read = (path: string) => {
  const [, , indicator = '', round = '', scope = '', cell = ''] = path.split('/').map(decodeURIComponent);
  return parseValuePlace({ indicator, round, scope, cell });
};

describe('the address of a value', () => {
  it('is read as it was written', () => {
    const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
    const split = fc.record({ dimension: code, category: code });
    fc.assert(
      fc.property(code, code, code, fc.option(split), (indicator, round, scope, part) => {
        const place = { indicator, round, scope, ...(part ?? { dimension: null, category: null }) };
        expect(read(buildReceiptPath(place))).toEqual(place);
      }),
    );
  });

  it.each([
    ['', '2025-H1', 'region', 'total'],
    ['I-B3', '../x', 'region', 'total'],
    ['I-B3', '2025-H1', "' or 1=1 --", 'total'],
    ['I-B3', '2025-H1', 'region', ''],
    ['I-B3', '2025-H1', 'region', 'sex'],
    ['I-B3', '2025-H1', 'region', '=female'],
    ['I-B3', '2025-H1', 'region', 'sex=female=x'],
    ['I-B3', '2025-H1', 'region', 'sex=a b'],
    ['I'.repeat(61), '2025-H1', 'region', 'total'],
  ])('is nothing where no value can be called so: %s/%s/%s/%s', (indicator, round, scope, cell) => {
    expect(parseValuePlace({ indicator, round, scope, cell })).toBeNull();
  });
});

describe('the address of a comparison', () => {
  const listed = (plan: string) => (number: number) => ({
    number,
    plan,
    title: '',
    publishedAt: '2026-01-01',
  });
  const publications = [3, 2, 1].map(listed('BOHOL-2'));
  const ask = (query: string, list = publications, plan = 'BOHOL-2') =>
    readComparison(readAskedComparison(`https://tracker.test/publications/compare${query}`), {
      publications: list,
      plan: { code: plan, title: '' },
    });

  it('names an earlier and a later publication', () => {
    expect(ask('?from=1&to=3')).toEqual({ pair: { from: 1, to: 3 }, sentence: null, status: 200 });
  });

  it.each([
    ['', 200, 'Choose two publications'],
    ['?from=1', 200, 'Choose two publications'],
    ['?from=2&to=2', 200, 'is the same as itself'],
    ['?from=abc&to=2', 400, 'a whole number from 1'],
    ['?from=0&to=2', 400, 'a whole number from 1'],
    ['?from=-1&to=2', 400, 'a whole number from 1'],
    ['?from=1e9&to=2', 400, 'a whole number from 1'],
    ['?from=1&to=99', 404, 'There is no publication 99'],
    ['?from=1&to=99999999999999999999', 400, 'a whole number from 1'],
  ])('answers %s with a sentence', (query, status, sentence) => {
    const answer = ask(query);
    expect(answer).toMatchObject({ pair: null, status });
    expect(answer.sentence).toContain(sentence);
  });

  it('turns nothing round by itself', () => {
    expect(ask('?from=3&to=1')).toMatchObject({ pair: null, status: 200, swap: { from: 1, to: 3 } });
  });

  it('leads from one plan to no other', () => {
    const withOther = [...publications, ...[5, 4].map(listed('SEA.2031'))];
    for (const [query, plan] of [
      ['?from=3&to=4', 'SEA.2031'],
      ['?from=4&to=3', 'BOHOL-2'],
    ] as const) {
      const answer = ask(query, withOther, plan);
      expect(answer).toMatchObject({ pair: null, status: 200 });
      expect(answer.sentence).toContain('are of two plans');
    }
    expect(ask('?from=4&to=5', withOther, 'SEA.2031').pair).toEqual({ from: 4, to: 5 });
    expect(ask('', [...publications.slice(2), listed('SEA.2031')(4)]).sentence).toContain('needs two');
  });

  it('says that one publication cannot be compared', () => {
    expect(ask('', publications.slice(2)).sentence).toContain('needs two');
    expect(ask('', []).pair).toBeNull();
  });
});
