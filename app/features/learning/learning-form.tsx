import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { learningFields } from '#server/domain/learning/check-learning-entry.rules.ts';
import {
  actionStates,
  criteria,
  type LearningKind,
  type LearningLists,
} from '#server/domain/learning/learning-entry.schema.ts';
import styles from '#app/features/library/edit/edit.module.css';

/** What people see for each field. */
export const learningLabels: Record<string, string> = {
  question: 'Question',
  criterion: 'Criterion',
  rating: 'Judged',
  judgement: 'Why it is judged so',
  evidence: 'Evidence',
  indicator: 'Indicator',
  title: 'Lesson in one line',
  lesson: 'What was learned',
  action: 'What is to be done',
  owner: 'Who does it',
  dueOn: 'By which day',
  state: 'How far it is',
  follows: 'Follows from',
  note: 'Note',
};

export interface LearningFormProps {
  kind: LearningKind;
  lists: LearningLists;
  typed: Readonly<Record<string, string>>;
  /** What was read; 0 for a new entry. */
  version: number;
  formId: string;
  problems: readonly FieldProblem[];
}

/** The fields of a question, a judged target, a lesson or an action. Needs no scripts. */
export function LearningForm({ kind, lists, typed, version, formId, problems }: LearningFormProps) {
  const field = (name: string) => ({
    id: name,
    name,
    label: learningLabels[name],
    defaultValue: typed[name] ?? '',
    error: problems.find(({ path }) => path === name)?.message,
  });
  const select = (name: string, options: { value: string; label: string }[], none: string) => (
    <SelectField key={name} {...field(name)} options={[{ value: '', label: none }, ...options]} />
  );
  const named = (list: readonly { code: string; name?: string; label?: string; title?: string }[]) =>
    list.map(({ code, name, label, title }) => ({
      value: code,
      label: name ?? `${code} ${label ?? title ?? ''}`,
    }));
  const fromWords = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  const controls: Record<string, () => React.ReactNode> = {
    criterion: () => select('criterion', fromWords(criteria), 'Choose one'),
    rating: () =>
      select(
        'rating',
        lists.ratings.map(({ code, label, meaning }) => ({ value: code, label: `${label}: ${meaning}` })),
        'Not judged yet',
      ),
    indicator: () => <input key="indicator" type="hidden" name="indicator" value={typed.indicator ?? ''} />,
    owner: () => select('owner', named(lists.owners), 'Choose one'),
    state: () => select('state', fromWords(actionStates), 'Choose one'),
    follows: () => select('follows', named(lists.sources), 'Nothing in particular'),
    dueOn: () => (
      <TextField
        key="dueOn"
        {...field('dueOn')}
        type="date"
        width={20}
        hint="Year, month and day, as in 2027-03-31."
      />
    ),
    title: () => <TextField key="title" {...field('title')} autoComplete="off" />,
    evidence: () => (
      <TextArea
        key="evidence"
        {...field('evidence')}
        optional
        rows={4}
        hint="A line each: words, a bar, and an address of the tracker. For instance: Victims identified | /indicators/I-B3"
      />
    ),
  };
  return (
    <Form method="post" noValidate className={styles.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      {learningFields[kind].map(
        (name) =>
          controls[name]?.() ?? (
            <TextArea
              key={name}
              {...field(name)}
              rows={name === 'question' || name === 'action' || name === 'note' ? 3 : 6}
              optional={name === 'judgement' || name === 'note'}
            />
          ),
      )}
      <Button>Save</Button>
    </Form>
  );
}
