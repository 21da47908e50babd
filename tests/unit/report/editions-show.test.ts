import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BuiltEdition,
  buildEditions,
  type EditionSource,
} from '#server/domain/report/build-editions.calculations.ts';
import { editions } from '#server/domain/report/edition.rules.ts';
import { type Marked, type MarkedSource, randomSources } from './random-plan.ts';
import { rounds } from '#tests/support/rounds.ts';

/** The edition as one text without the spaces that part thousands. */
const readAll = ({ document }: BuiltEdition): string =>
  JSON.stringify(document).replaceAll(/[\s\u00a0]|(?<=\d),(?=\d{3})/g, '');

/** Whether an activity is one that the reader of a body's, a partner's or a lens's edition is told of. */
function concerns({ edition, scope }: BuiltEdition, { restricted }: EditionSource, code: string): boolean {
  const activity = restricted.activities.find((each) => each.code === code);
  if (!activity) return false;
  if (edition === 'body') return activity.lead === scope || activity.cooperating.includes(scope);
  if (edition === 'partner') return activity.partners.includes(scope);
  if (edition === 'lens') return activity.lenses.includes(scope);
  return edition !== 'state' || activity.states.length === 0 || activity.states.includes(scope);
}

/** Written apart from the rules that it tests: who is told what. */
function maySee(built: BuiltEdition, source: EditionSource, { seenBy, of }: Marked): boolean {
  const { edition, scope } = built;
  if (typeof seenBy === 'object') {
    return (
      (edition === 'state' && seenBy.state === scope) || (edition === 'midterm' && seenBy.state === 'midterm')
    );
  }
  // The review is restricted for what was learned; of the reports it has what is public.
  if (seenBy === 'restricted' && ['public', 'partner', 'midterm'].includes(edition)) return false;
  if (of === null) return true;
  if ('activity' in of) return concerns(built, source, of.activity);
  const indicator = source.restricted.indicators.find(({ code }) => code === of.indicator);
  if (edition === 'lens') return indicator?.lenses.includes(scope) ?? false;
  if (edition !== 'body' && edition !== 'partner') return true;
  return indicator?.activity != null && concerns(built, source, indicator.activity);
}

const check = (hold: (source: MarkedSource, built: BuiltEdition[]) => void) =>
  fc.assert(
    fc.property(randomSources, (given) => hold(given, buildEditions(given.source))),
    { numRuns: rounds(10, 30) },
  );

describe('over generated plans', () => {
  it('no edition holds a word or number that its reader may not see', () =>
    check(({ source, marked }, built) => {
      for (const edition of built) {
        const text = readAll(edition);
        const leaked = marked.filter((each) => text.includes(each.token) && !maySee(edition, source, each));
        expect({ edition: `${edition.edition} ${edition.scope}`, leaked }).toEqual({
          edition: `${edition.edition} ${edition.scope}`,
          leaked: [],
        });
      }
    }));

  it('each kind is there, and shows much of what it may', () => {
    const kinds = new Set<string>();
    let seen = 0;
    check(({ source, marked }, built) => {
      for (const edition of built) {
        const text = readAll(edition);
        const shown = marked.filter(({ token }) => text.includes(token));
        if (shown.length > 0) kinds.add(edition.edition);
        seen += shown.length;
      }
      const own = built.filter(({ edition }) => edition === 'state');
      expect(own.map(({ scope }) => scope)).toEqual([...source.own.keys()]);
      // What a state has reported stands in its own edition in full.
      for (const edition of own) {
        if (!source.own.get(edition.scope)?.isAccepted) continue;
        const text = readAll(edition);
        for (const { token, seenBy } of marked) {
          if (typeof seenBy === 'object' && seenBy.state === edition.scope) expect(text).toContain(token);
        }
      }
    });
    expect([...kinds].toSorted()).toEqual(editions.map(({ key }) => key).toSorted());
    expect(seen).toBeGreaterThan(2000);
  });
});
