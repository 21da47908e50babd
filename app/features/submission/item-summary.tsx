import { isAnsweredInWords } from '#server/domain/value/measures.ts';
import type { ReactNode } from 'react';
import type { SummaryRow } from '#app/components/definitions.tsx';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { formatKinds, hasKinds, needListNames } from '#server/domain/need/need-kinds.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { type ActivityDraft, narrativeFields } from '../entry/activity-draft.ts';
import { activityWords, indicatorWords, releaseWords } from '../entry/item-words.ts';
import { cellId, dimensionId } from '../entry/field-ids.ts';
import { getCell, type IndicatorDraft, listCellPlaces } from '../entry/indicator-draft.ts';
import { describeCell } from './report-words.ts';

type StatusWords = readonly { code: string; label: string; mark: string }[];
/** The way back to a field, or nothing where it cannot be changed. */
type ChangeTo = ((anchor: string) => string) | null;

const change = (to: ChangeTo, anchor: string, what: string): Pick<SummaryRow, 'change'> =>
  to ? { change: { to: to(anchor), what } } : {};

/** What was said about an activity, a row for each question. */
export function listActivityRows(
  draft: ActivityDraft,
  statuses: StatusWords,
  { code, changeTo }: { code: string; changeTo: ChangeTo },
): SummaryRow[] {
  const status = statuses.find((known) => known.code === draft.status);
  const hasWords = narrativeFields.some((field) => draft[field] !== '') || hasKinds(draft);
  return [
    {
      term: activityWords.status.label,
      value: status ? <StatusWord mark={status.mark}>{status.label}</StatusWord> : undefined,
      ...change(changeTo, 'status', `the status of ${code}`),
    },
    ...narrativeFields.map((field) => ({
      term: activityWords[field].label,
      value: draft[field],
      ...change(changeTo, field, `${activityWords[field].label.toLowerCase()} of ${code}`),
    })),
    ...needListNames
      .filter((list) => draft[list].length > 0)
      .map((list) => ({
        term: activityWords[list].label,
        value: formatKinds(list, draft[list]),
        ...change(changeTo, list, `${activityWords[list].label.toLowerCase()} of ${code}`),
      })),
    ...(hasWords
      ? [
          {
            term: 'The public may read this',
            value: draft.narrativeReleased ? 'Yes' : 'No',
            ...change(changeTo, 'narrativeReleased', `whether the public may read the words on ${code}`),
          },
        ]
      : []),
  ];
}

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
      ...change(changeTo, cellId('total'), `the total of ${code}`),
    },
    ...definition.dimensions.map((dimension) => ({
      id: dimension.code,
      term: `By ${dimension.name.toLowerCase()}`,
      value: describeParts(draft, definition, dimension.code),
      ...change(changeTo, dimensionId(dimension.code), `${code} by ${dimension.name.toLowerCase()}`),
    })),
    ...(draft.note
      ? [
          {
            term: indicatorWords.note.label,
            value: draft.note,
            ...change(changeTo, 'note', `the note on ${code}`),
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
        : change(changeTo, 'release', `what may be published of ${code}`)),
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
