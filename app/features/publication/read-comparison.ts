import type { ComparisonChoices } from '#app/contract.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { readPublication } from './link.ts';

/** What the address of a comparison asks for. */
export type AskedComparison = {
  /** As written; empty: not said. */
  from: string;
  to: string;
  area: string;
  indicator: string;
};

export type ReadComparison =
  | { pair: { from: number; to: number }; sentence: null; status: 200 }
  | { pair: null; sentence: string; status: 200 | 400 | 404; swap?: { from: number; to: number } };

/** The choice that an address carries; texts are cut where no code is as long. */
export function readAskedComparison(url: string): AskedComparison {
  const search = new URL(url).searchParams;
  const read = (name: string) => search.get(name)?.trim().slice(0, 40) ?? '';
  return { from: read('from'), to: read('to'), area: read('area'), indicator: read('indicator') };
}

/** A publication of the plan to choose from: the one compared to, or from, or the one in view; undefined for none. */
export function readComparedPlan({ to, from }: AskedComparison, url: string): number | undefined {
  const [named] = [to, from].filter((text) => /^[1-9]\d{0,8}$/.test(text));
  return named === undefined ? readPublication(url) : Number(named);
}

/**
 * Which two publications of a plan are meant or, where the address does not say so, the sentence that answers it: nothing is
 * guessed, since a comparison the wrong way round reads as a correction that was never made.
 */
export function readComparison(
  { from, to }: Pick<AskedComparison, 'from' | 'to'>,
  { publications: all, plan }: Pick<ComparisonChoices, 'publications' | 'plan'>,
): ReadComparison {
  const publications = all.filter((each) => each.plan === plan?.code);
  const words = buildWords('en', 'comparison');
  const refuse = (sentence: string, status: 200 | 400 | 404 = 200) => ({ pair: null, sentence, status });
  if (publications.length < 2 && from === '' && to === '') return refuse(words('onlyOne'));
  if (from === '' || to === '') return refuse(words('choose'));
  if (![from, to].every((text) => /^[1-9]\d{0,8}$/.test(text))) return refuse(words('notNumber'), 400);
  for (const text of [from, to]) {
    if (!all.some(({ number }) => number === Number(text)))
      return refuse(words('unknown', { number: text }), 404);
  }
  if (![from, to].every((text) => publications.some(({ number }) => number === Number(text)))) {
    return refuse(words('otherPlan', { from, to }));
  }
  const pair = { from: Number(from), to: Number(to) };
  if (pair.from === pair.to) return refuse(words('equal', { number: from }));
  if (pair.from > pair.to) {
    return { ...refuse(words('swapped', { from, to })), swap: { from: pair.to, to: pair.from } };
  }
  return { pair, sentence: null, status: 200 };
}

/** The address of a comparison, filters kept. */
export function buildComparisonPath(
  pair: { from: number; to: number },
  filter: { area?: string | undefined; indicator?: string | undefined } = {},
  path = '/publications/compare',
): string {
  const search = new URLSearchParams({ from: String(pair.from), to: String(pair.to) });
  if (filter.area) search.set('area', filter.area);
  if (filter.indicator) search.set('indicator', filter.indicator);
  return `${path}?${search}`;
}
