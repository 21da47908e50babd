import { releaseLabels } from '../value/indicator-definition.ts';
import type { ScopedFacts } from './document-scope.calculations.ts';
import { type Composer, column, mark, numberCell, text } from './document-composer.ts';
import type { DocumentCell, DocumentRow } from './document.types.ts';
import type { OwnValue } from './edition-facts.types.ts';

/**
 * Adds what a state itself has reported, in full, with what it released. Only in the edition of that state.
 */
export function addOwnReport(composer: Composer, { scope, round }: ScopedFacts): void {
  const { own, name } = scope;
  composer.heading(1, 'own', `What ${name} has reported`);
  if (!own?.isAccepted) {
    composer.say(`No report of ${name} for ${round.title} is part of this compilation.`);
    return;
  }
  composer.heading(2, 'own-activities', 'Activities');
  const told = own.activities.filter(
    ({ status, achievements, challenges, nextSteps }) =>
      status + achievements + challenges + nextSteps !== '',
  );
  if (told.length === 0) composer.say('Nothing was reported on activities.');
  else {
    composer.table({
      id: 'table-own-activities',
      sheet: 'Own activities',
      title: `Activities, as reported by ${name}`,
      columns: [
        column('code', 'Code', 0.8),
        column('activity', 'Activity', 2.4),
        column('status', 'Status', 1.2),
        column('words', 'What was reported', 4.2),
        column('released', 'Released', 0.9),
      ],
      rows: told.map((activity) => ({
        cells: [
          text(activity.code, { strong: true }),
          text(activity.title),
          text(activity.status),
          text(
            [activity.achievements, activity.challenges, activity.nextSteps]
              .map((words) => words.trim())
              .filter(Boolean)
              .join('\n'),
          ),
          text(activity.released ? 'yes' : 'no'),
        ],
      })),
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
      column('code', 'Code', 0.8),
      column('part', 'Part', 3.2),
      column('value', 'Figure', 1.6, 'right'),
      column('unit', 'Unit', 1.2),
      column('release', 'Released', 2.4),
    ],
    rows: own.values.flatMap((value, at): DocumentRow[] => [
      // The name of an indicator is the heading of its parts.
      ...(own.values[at - 1]?.indicator === value.indicator
        ? []
        : [{ group: `${value.indicator} ${value.title}` }]),
      {
        cells: [
          text(value.indicator, { strong: true }),
          text(value.part),
          ownCell(value),
          text(value.unit),
          text(
            value.isInternal
              ? 'Internal use only'
              : releaseLabels[value.release as keyof typeof releaseLabels],
          ),
        ],
      },
    ]),
  });
}

function ownCell({ state, value, answer, measure, unit }: OwnValue): DocumentCell {
  if (state !== 'reported') return mark(state);
  if (answer !== null) return text(answer);
  return value === null ? text('nothing to count') : numberCell(value, measure === 'percentage' ? '%' : unit);
}
