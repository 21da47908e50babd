import { isAnsweredInWords } from '#server/domain/value/measures.ts';
import type { ReactNode } from 'react';
import type { SummaryRow } from '#app/components/definitions.tsx';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { indicatorWords, releaseWords } from '../entry/item-words.ts';
import { cellId, dimensionId } from '../entry/field-ids.ts';
import { getCell, type IndicatorDraft, listCellPlaces } from '../entry/indicator-draft.ts';
import { describeCell } from './report-words.ts';

/** The way back to a field, or nothing where it cannot be changed. */
export type ChangeTo = ((anchor: string) => string) | null;

/** The link to a field, where it can be changed. */
export const buildChange = (to: ChangeTo, anchor: string, what: string): Pick<SummaryRow, 'change'> =>
  to ? { change: { to: to(anchor), what } } : {};

/** What was said about an indicator: the total, each breakdown on one row, the note and the consent. */
export function listIndicatorRows(
  draft: IndicatorDraft,
  definition: IndicatorDefinition & { disclosureClass?: string },
  { code, changeTo }: { code: string; changeTo: ChangeTo },
): SummaryRow[] {
  const total = getCell(draft, 'total');
  const isAnswer = isAnsweredInWords(definition.measure);
  return [
    {
      term: isAnswer ? 'Answer' : 'Total',
      value: total.state === '' ? undefined : describeCell(definition, total),
      ...buildChange(changeTo, cellId('total'), `the total of ${code}`),
    },
    ...definition.dimensions.map((dimension) => ({
      id: dimension.code,
      term: `By ${dimension.name.toLowerCase()}`,
      value: describeParts(draft, definition, dimension.code),
      ...buildChange(changeTo, dimensionId(dimension.code), `${code} by ${dimension.name.toLowerCase()}`),
    })),
    ...(draft.note
      ? [
          {
            term: indicatorWords.note.label,
            value: draft.note,
            ...buildChange(changeTo, 'note', `the note on ${code}`),
          },
        ]
      : []),
    {
      term: indicatorWords.release.label,
      value:
        definition.disclosureClass === 'internal'
          ? 'Nothing: this indicator is for internal use'
          : releaseWords[draft.release].label,
      ...(definition.disclosureClass === 'internal'
        ? {}
        : buildChange(changeTo, 'release', `what may be published of ${code}`)),
    },
  ];
}

function describeParts(draft: IndicatorDraft, definition: IndicatorDefinition, dimension: string): ReactNode {
  const places = listCellPlaces(definition).filter((place) => place.dimension === dimension);
  const answered = places.filter(({ key }) => getCell(draft, key).state !== '');
  if (answered.length === 0) return undefined;
  const missing = places.length - answered.length;
  const words = answered.map(
    ({ key, name }) => `${name} ${describeCell({ ...definition, unit: '' }, getCell(draft, key))}`,
  );
  return words.join('; ') + (missing > 0 ? `; ${missing} not yet reported` : '');
}
