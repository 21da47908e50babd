import { hasKinds } from '../need/need-kinds.ts';
import type { Release } from '../value/indicator-definition.ts';
import { formatUnit, getAnswerKind, isAnsweredInWords } from '../value/measures.ts';
import {
  buildColumn,
  buildMissingValueCell,
  buildNumberCell,
  buildTextCell,
  type Composer,
  type ScopedFacts,
} from './document-composer.ts';
import type { DocumentCell, DocumentRow } from './document.types.ts';
import type { OwnValue } from './edition-facts.types.ts';
import { listLabelledKinds, listLabelledWords, wordsFields } from './editorial-words.calculations.ts';
import { buildRows } from './table-rows.ts';

/**
 * Adds what a state itself has reported, in full, with what it released. Only in the edition of that state.
 */
export function addOwnReport(composer: Composer, { scope, round, statuses }: ScopedFacts): void {
  const { own, name } = scope;
  composer.heading(1, 'own', `What ${name} has reported`);
  if (!own?.isAccepted) {
    composer.say(`No report of ${name} for ${round.title} is part of this compilation.`);
    return;
  }
  composer.heading(2, 'own-activities', 'Activities');
  const told = own.activities.filter(
    (activity) =>
      activity.status + activity.achievements + activity.challenges + activity.nextSteps !== '' ||
      hasKinds(activity),
  );
  if (told.length === 0) composer.say('Nothing was reported on activities.');
  else {
    composer.table({
      id: 'table-own-activities',
      sheet: 'Own activities',
      title: `Activities, as reported by ${name}`,
      columns: [
        buildColumn('code', 'Code', 0.8),
        buildColumn('activity', 'Activity', 2.4),
        buildColumn('status', 'Status', 1.2),
        buildColumn('words', 'What was reported', 4.2),
        buildColumn('released', 'Released', 0.9),
      ],
      rows: told.flatMap((activity) =>
        buildRows(
          [
            buildTextCell(activity.code, { strong: true }),
            buildTextCell(activity.title),
            buildOwnStatusCell(activity.status, statuses),
            {
              kind: 'words',
              items: [
                ...listLabelledWords({ ...activity, edited: [] }, wordsFields),
                ...listLabelledKinds(activity),
              ],
            },
            buildTextCell(activity.released ? 'Yes' : 'No'),
          ],
          [0, 1],
        ),
      ),
    });
  }
  composer.heading(2, 'own-values', 'Indicators');
  if (own.values.length === 0) {
    composer.say('Nothing was reported on indicators.');
    return;
  }
  composer.table({
    id: 'table-own-values',
    sheet: 'Own figures',
    title: `Figures, as reported by ${name}`,
    columns: [
      buildColumn('code', 'Code', 0.8),
      buildColumn('part', 'Part', 3.6),
      buildColumn('value', 'Figure', 1.5, 'right'),
      buildColumn('unit', 'Unit', 1.2),
      buildColumn('release', 'Released', 2.1),
    ],
    rows: own.values.flatMap((value, at): DocumentRow[] => [
      // The name of an indicator is the heading of its parts.
      ...(own.values[at - 1]?.indicator === value.indicator
        ? []
        : [{ group: `${value.indicator} ${value.title}` }]),
      ...buildValueRows(value),
    ]),
  });
}

/** Returns the status that a state gave, in its colour. */
function buildOwnStatusCell(label: string, statuses: ScopedFacts['statuses']): DocumentCell {
  const mark = statuses.find((status) => status.label === label)?.mark;
  return buildTextCell(label, mark ? { symbol: mark } : {});
}

/** Whether a figure leaves the state, in the fewest words: it is said in every row. */
const releasedWords: Record<Release, string> = {
  regional: 'In regional totals only',
  national: 'As its own figure',
  withheld: 'Not published',
};
const isRelease = (words: string): words is Release => words in releasedWords;

/** Returns the row of a value; an account in words stands where there is room for it, and not among the numbers. */
function buildValueRows(value: OwnValue): DocumentRow[] {
  const { indicator, part, answer, measure, unit, release, isInternal } = value;
  const isAccount = answer !== null && getAnswerKind(measure) === 'text';
  return buildRows(
    [
      buildTextCell(indicator, { strong: true }),
      isAccount ? { kind: 'words', items: [{ label: '', text: answer }] } : buildTextCell(part),
      isAccount ? buildTextCell('') : buildOwnCell(value),
      buildTextCell(isAnsweredInWords(measure) ? '' : unit),
      buildTextCell(isInternal ? 'Internal use only' : isRelease(release) ? releasedWords[release] : ''),
    ],
    [0],
  );
}

function buildOwnCell({ state, value, answer, measure, unit }: OwnValue): DocumentCell {
  if (state !== 'reported') return buildMissingValueCell(state);
  if (answer !== null) return buildTextCell(answer);
  return value === null
    ? buildTextCell('nothing to count')
    : buildNumberCell(value, formatUnit({ measure, unit }));
}
