import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { type ActivityQuestion, activityWords } from '../entry/activity-words.ts';
import { nameCell } from '../entry/indicator-draft.ts';
import { indicatorWords } from '../entry/indicator-words.ts';

const isActivityField = (field: string): field is ActivityQuestion => field in activityWords;

/** What people call the field that a question is about: "Achievements", "Sex: female", "Note". */
export function nameField(
  { subject, field }: { subject: 'activity' | 'indicator'; field: string },
  dimensions: IndicatorDefinition['dimensions'],
): string {
  if (subject === 'activity') return isActivityField(field) ? activityWords[field].label : field;
  if (field === 'note' || field === 'release') return indicatorWords[field].label;
  return nameCell(field, { dimensions });
}
