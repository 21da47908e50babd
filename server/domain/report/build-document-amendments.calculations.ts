import { formatRoundInSentence } from '../finding/sentence-parts.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import type { Amendment } from '../publication/documents.ts';
import { buildColumn, buildTextCell, type Composer, type ScopedFacts } from './document-composer.ts';
import type { DocumentRow } from './document.types.ts';
import { partTitles } from './edition.rules.ts';

/** Describes what an amendment did to an activity or indicator, as a sentence. */
export function describeAmendment({
  kind,
  beforeTitle,
  mergedInto,
  splitInto,
  splitFrom,
}: Pick<Amendment, 'kind' | 'beforeTitle' | 'mergedInto' | 'splitInto' | 'splitFrom'>): string {
  if (kind === 'reworded') return beforeTitle === null ? 'Amended.' : `Reworded. Before: “${beforeTitle}”.`;
  if (kind === 'merged' && mergedInto !== null) return `Merged into ${mergedInto}.`;
  if (kind === 'split') return `Split. It continues as ${formatList(splitInto)}.`;
  if (kind === 'added') {
    return splitFrom === null ? 'Added to the plan.' : `Added. It continues part of ${splitFrom}.`;
  }
  return 'Ended.';
}

/**
 * Adds the chapter on how the plan was amended, one table row for each amendment, under the round from which it
 * counts. A plan, or a subject, that was never amended has no such chapter.
 */
export function addAmendments(composer: Composer, facts: ScopedFacts): void {
  const titles = {
    activity: new Map(facts.activities.map(({ code, title }) => [code, title])),
    indicator: new Map(facts.indicators.map(({ code, title }) => [code, title])),
  };
  const told = facts.amendments.filter(({ subject, code }) => titles[subject].has(code));
  if (told.length === 0) return;
  composer.heading(1, 'amendments', partTitles.amendments);
  composer.say(
    'Activities that have ended, or were merged or split, have no status of their own since then, and are in no total of activities. What was reported on them before stays.',
  );
  composer.table({
    id: 'table-amendments',
    sheet: 'Amendments',
    title: 'Amendments of the plan, by the round from which they apply',
    columns: [
      buildColumn('code', 'Code', 0.9),
      buildColumn('subject', 'Activity or indicator', 3.6),
      buildColumn('change', 'What changed', 4),
    ],
    rows: told.flatMap((amendment, at): DocumentRow[] => [
      ...(told[at - 1]?.fromRound === amendment.fromRound
        ? []
        : [{ group: `From ${formatRoundInSentence(amendment.fromTitle)}` }]),
      {
        cells: [
          buildTextCell(amendment.code, { strong: true }),
          buildTextCell(titles[amendment.subject].get(amendment.code) ?? ''),
          buildTextCell(describeAmendment(amendment)),
        ],
      },
    ]),
  });
}
