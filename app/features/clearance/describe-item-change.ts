import { reasonsField } from '#server/domain/clearance/clearance-changes.calculations.ts';
import { keyOfCell } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { describeSnapshotCell } from '#server/domain/value/cell-words.calculations.ts';
import { type IndicatorDefinition, releaseLabels } from '#server/domain/value/indicator-definition.ts';
import { activityWords } from '../entry/activity-words.ts';
import { nameCell } from '../entry/indicator-draft.ts';
import { indicatorWords } from '../entry/indicator-words.ts';
import type { ItemChange } from './clearance-types.ts';

/** One field that changed, in words. A text is shown with its differing words marked, anything else whole. */
export type FieldChange = { key: string; label: string; before: string; now: string; isText: boolean };

export type ChangeWords = {
  content: SnapshotContent;
  definitions: readonly IndicatorDefinition[];
  statuses: readonly { code: string; label: string }[];
};

/** The fields of an item that changed since it was cleared, each as it was and as it is. */
export function describeItemChange(change: ItemChange, words: ChangeWords): FieldChange[] {
  const fields = change.fields.filter((field) => field !== reasonsField);
  const described =
    change.subject === 'activity'
      ? fields.map((field) => describeActivityField(change, field, words))
      : fields.map((field) => describeIndicatorField(change, field, words));
  if (!change.fields.includes(reasonsField)) return described;
  return [
    ...described,
    {
      key: reasonsField,
      label: 'Reasons for warnings',
      before: '',
      now: 'Another reason is given than when it was cleared.',
      isText: false,
    },
  ];
}

type ActivityChange = Extract<ItemChange, { subject: 'activity' }>;
type IndicatorChange = Extract<ItemChange, { subject: 'indicator' }>;

function describeActivityField(
  { code, before }: ActivityChange,
  field: string,
  { content, statuses }: ChangeWords,
): FieldChange {
  const now = content.activities.find(({ activity }) => activity === code);
  const describeStatus = (status: string | null | undefined) =>
    statuses.find((known) => known.code === status)?.label ?? status ?? 'Not chosen';
  switch (field) {
    case 'status':
      return {
        key: field,
        label: activityWords.status.label,
        before: describeStatus(before?.status),
        now: describeStatus(now?.status),
        isText: false,
      };
    case 'narrativeReleased':
      return {
        key: field,
        label: activityWords.narrativeReleased.label,
        before: before?.narrativeReleased ? 'Yes' : 'No',
        now: now?.narrativeReleased ? 'Yes' : 'No',
        isText: false,
      };
    default: {
      const name = field as 'achievements' | 'challenges' | 'nextSteps';
      return {
        key: field,
        label: activityWords[name].label,
        before: before?.[name] ?? '',
        now: now?.[name] ?? '',
        isText: true,
      };
    }
  }
}

function describeIndicatorField(
  { code, before }: IndicatorChange,
  field: string,
  { content, definitions }: ChangeWords,
): FieldChange {
  const now = content.indicators.find(({ indicator }) => indicator === code);
  if (field === 'note') {
    return {
      key: field,
      label: indicatorWords.note.label,
      before: before?.note ?? '',
      now: now?.note ?? '',
      isText: true,
    };
  }
  if (field === 'release') {
    return {
      key: field,
      label: indicatorWords.release.label,
      before: releaseLabels[before?.release ?? 'regional'],
      now: releaseLabels[now?.release ?? 'regional'],
      isText: false,
    };
  }
  const definition = definitions.find((known) => known.code === code);
  const cellOf = (item: typeof now | null) => item?.cells.find((cell) => keyOfCell(cell) === field);
  const say = (item: typeof now | null) =>
    definition ? describeSnapshotCell(definition, cellOf(item)) : String(cellOf(item)?.value ?? '');
  return {
    key: field,
    label: definition ? nameCell(field, definition) : field,
    before: say(before),
    now: say(now),
    isText: definition?.measure === 'text',
  };
}
