import { Fragment } from 'react';
import { Checkbox, RadioGroup } from '#app/components/choice-field.tsx';
import { StatusSymbol } from '#app/features/status/status-symbol.tsx';
import type { FieldGuidance } from '#server/domain/submission/narrative-guidance.ts';
import { longestText } from '#server/domain/submission/text.rules.ts';
import type { ActivityEntry } from '../submission/contract-types.ts';
import { GuardedTextArea } from '../personal-data/guarded-text-area.tsx';
import { type ActivityDraft, type NarrativeField, narrativeFields } from './activity-draft.ts';
import { activityWords } from './activity-words.ts';
import { NarrativeGuidance } from './narrative-guidance.tsx';
import { Question, type QuestionsOf } from './question.tsx';

interface ActivityFieldsProps {
  entry: ActivityEntry;
  initial: ActivityDraft;
  /** Messages by the id of the control. */
  errors: Readonly<Record<string, string>>;
  questions: QuestionsOf;
  /** The last day of the period, in words. */
  periodEnd: string;
  guidance: Readonly<Record<NarrativeField, FieldGuidance>>;
}

/** The questions of an activity's page. */
export function ActivityFields({
  entry,
  initial,
  errors,
  questions,
  periodEnd,
  guidance,
}: ActivityFieldsProps) {
  const about = (field: string) =>
    entry.queries
      .filter((query) => query.field === field)
      .map((query) => <Question key={query.id} query={query} of={questions} />);
  const known = new Set<string>(['status', ...narrativeFields, 'narrativeReleased']);
  return (
    <>
      {entry.queries
        .filter(({ field }) => !known.has(field))
        .map((query) => (
          <Question key={query.id} query={query} of={questions} />
        ))}
      <RadioGroup
        id="status"
        name="status"
        label={activityWords.status.label}
        labelSize="large"
        hint={`Where the activity stood on ${periodEnd}.`}
        options={entry.statuses.map(({ code, label, mark }) => ({
          value: code,
          label,
          mark: <StatusSymbol mark={mark} />,
        }))}
        defaultValue={initial.status}
        error={errors.status}
      />
      {about('status')}
      {narrativeFields.map((field) => (
        <Fragment key={field}>
          <GuardedTextArea
            id={field}
            stored={entry.answer[field]}
            name={field}
            label={activityWords[field].label}
            labelSize="large"
            hint={activityWords[field].hint}
            limit={longestText}
            rows={6}
            defaultValue={initial[field]}
            error={errors[field]}
          />
          <NarrativeGuidance fieldId={field} label={activityWords[field].label} guidance={guidance[field]} />
          {about(field)}
        </Fragment>
      ))}
      <Checkbox
        id="narrativeReleased"
        name="narrativeReleased"
        label={activityWords.narrativeReleased.label}
        hint={activityWords.narrativeReleased.hint}
        defaultChecked={initial.narrativeReleased}
        error={errors.narrativeReleased}
      />
      {about('narrativeReleased')}
    </>
  );
}
