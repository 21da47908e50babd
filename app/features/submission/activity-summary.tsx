import type { SummaryRow } from '#app/components/definitions.tsx';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { formatKinds, hasKinds, needListNames } from '#server/domain/need/need-kinds.ts';
import { type ActivityDraft, narrativeFields } from '../entry/activity-draft.ts';
import { activityWords } from '../entry/item-words.ts';
import { buildChange, type ChangeTo } from './item-summary.tsx';

type StatusWords = readonly { code: string; label: string; mark: string }[];

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
      ...buildChange(changeTo, 'status', `the status of ${code}`),
    },
    ...narrativeFields.map((field) => ({
      term: activityWords[field].label,
      value: draft[field],
      ...buildChange(changeTo, field, `${activityWords[field].label.toLowerCase()} of ${code}`),
    })),
    ...needListNames
      .filter((list) => draft[list].length > 0)
      .map((list) => ({
        term: activityWords[list].label,
        value: formatKinds(list, draft[list]),
        ...buildChange(changeTo, list, `${activityWords[list].label.toLowerCase()} of ${code}`),
      })),
    ...(hasWords
      ? [
          {
            term: 'The public may read this',
            value: draft.narrativeReleased ? 'Yes' : 'No',
            ...buildChange(changeTo, 'narrativeReleased', `whether the public may read the words on ${code}`),
          },
        ]
      : []),
  ];
}
