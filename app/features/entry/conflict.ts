import { decideWhoChanged } from '#server/domain/submission/merge-answers.rules.ts';
import type { Side } from './conflict-sides.ts';
import { comparisonName, comparisonNames } from './field-ids.ts';

/** Which answer stays; "both" sets one text under the other. */
export type Keep = 'mine' | 'theirs' | 'both';

export type ComparedField = {
  key: string;
  mine: string;
  theirs: string;
  /** Who changed it since both read it; "unknown" when what both read is not known. */
  changedBy: 'me' | 'them' | 'both' | 'unknown';
  /** What is chosen already: the side that alone changed it. */
  keep: Keep | null;
};

/**
 * The questions to which two people gave different answers, with the one that needs no thought chosen: where only
 * one of them changed what both had read, that change stays.
 */
export function compareSides(sides: { mine: Side; theirs: Side; base: Side | null }): ComparedField[] {
  const { mine, theirs, base } = sides;
  return Object.keys(mine).flatMap((key): ComparedField[] => {
    const [my, their] = [mine[key] ?? '', theirs[key] ?? ''];
    if (my === their) return [];
    const before = base?.[key];
    const field = { key, mine: my, theirs: their };
    if (before === undefined) return [{ ...field, changedBy: 'unknown', keep: null }];
    const changedBy = decideWhoChanged(before, my, their);
    if (changedBy === 'nobody') return [];
    const keep = { me: 'mine', them: 'theirs', both: null } as const;
    return [{ ...field, changedBy, keep: keep[changedBy] }];
  });
}

export type Resolution = { side: Side; missing: string[] };

/**
 * Puts the answers together as chosen. Questions without a difference keep the answer of both. `missing` names
 * those for which nothing was chosen.
 */
export function resolveSides(
  mine: Side,
  theirs: Side,
  keep: Readonly<Record<string, Keep | undefined>>,
): Resolution {
  const side: Side = {};
  const missing: string[] = [];
  for (const key of Object.keys(mine)) {
    const [my, their] = [mine[key] ?? '', theirs[key] ?? ''];
    const chosen = my === their ? 'mine' : keep[key];
    if (chosen === undefined) missing.push(key);
    side[key] = chosen === 'theirs' ? their : chosen === 'both' ? joinTexts(their, my) : my;
  }
  return { side, missing };
}

/** Two texts, one under the other, theirs first. */
export function joinTexts(theirs: string, mine: string): string {
  return [theirs.trimEnd(), mine].filter((text) => text.trim() !== '').join('\n\n');
}

/** Reads the form of a comparison. "take" answers every question at once. */
export function readComparisonForm(form: FormData): {
  mine: Side;
  theirs: Side;
  base: Side | null;
  keep: Record<string, Keep | undefined>;
} {
  const read = (part: 'mine' | 'theirs' | 'base') => {
    const side: Side = {};
    for (const [name, value] of form) {
      if (name.startsWith(comparisonNames[part]) && typeof value === 'string') {
        side[name.slice(comparisonNames[part].length)] = value.replace(/\r\n?/g, '\n');
      }
    }
    return side;
  };
  const mine = read('mine');
  const take = asKeep(form.get('take'));
  const keep: Record<string, Keep | undefined> = {};
  for (const key of Object.keys(mine)) keep[key] = take ?? asKeep(form.get(comparisonName('keep', key)));
  const base = read('base');
  return { mine, theirs: read('theirs'), base: Object.keys(base).length > 0 ? base : null, keep };
}

const asKeep = (value: unknown): Keep | undefined =>
  value === 'mine' || value === 'theirs' || value === 'both' ? value : undefined;
