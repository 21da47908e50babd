import type { NationalTargetLine } from '../finding/national-target-list.calculations.ts';
import { describeTargetPace } from '../finding/pace.rules.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatUnit } from '../value/measures.ts';
import { buildColumn, buildNumberCell, buildTextCell, type Composer } from './document-composer.ts';
import type { EditionFacts } from './edition-facts.types.ts';

/** "Missed", "Not due yet: 50% of the time, 40% of the target", "–" without a direction. */
const describeOutcome = ({ outcome, outcomeWords, pace }: NationalTargetLine): string => {
  if (outcomeWords === null) return '–';
  const words = formatUpperFirst(outcomeWords);
  return outcome === 'not_due' && pace ? `${words}: ${describeTargetPace(pace)}` : words;
};

/**
 * Adds the targets that a state has set for itself, each with the figure that the public page of the state shows and
 * how it comes out; nothing where it has published none. At most `most` rows, of which `more` says that there are more.
 */
export function addNationalTargets(
  composer: Composer,
  { nationalTargets }: Pick<EditionFacts, 'nationalTargets'>,
  { code, name }: { code: string; name: string },
  { level, most, more = '' }: { level: 1 | 2; most?: number; more?: string },
): void {
  const lines = nationalTargets[code.toUpperCase()] ?? [];
  if (lines.length === 0) return;
  const title = `Targets that ${name} has set for itself`;
  composer.heading(level, 'national-targets', title);
  const shown = lines.slice(0, most);
  composer.table({
    id: 'table-national-targets',
    sheet: 'National targets',
    title: level === 1 ? '' : title,
    columns: [
      buildColumn('code', 'Code', 0.8),
      buildColumn('indicator', 'Indicator', 3.4),
      buildColumn('year', 'Year', 0.7),
      buildColumn('target', 'Target', 1.2, 'right'),
      buildColumn('value', 'Own figure', 1.3, 'right'),
      buildColumn('outcome', 'Outcome', 2.4),
    ],
    rows: shown.map((line) => {
      const unit = formatUnit(line.indicator);
      return {
        cells: [
          buildTextCell(line.indicator.code, { strong: true }),
          buildTextCell(line.indicator.title),
          buildTextCell(String(line.year)),
          buildNumberCell(line.target, unit),
          line.value === null ? buildTextCell('no figure') : buildNumberCell(line.value, unit),
          buildTextCell(describeOutcome(line)),
        ],
      };
    }),
    notes: [
      'Each beside the figure that the state itself has released. They are no parts of the regional targets.',
      ...(lines.length > shown.length ? [more.replace('{count}', String(lines.length - shown.length))] : []),
    ],
  });
}
