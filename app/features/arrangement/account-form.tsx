import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { listSubjects, longestOf } from '#server/domain/arrangement/arrangement.rules.ts';
import {
  accountStatuses,
  accountStatusLabels,
  aimLabels,
  countKinds,
  countLabels,
  releaseLabels,
  releaseParts,
} from '#server/domain/arrangement/arrangement-words.ts';
import type { Arrangement, TypedAccount } from '#server/domain/arrangement/arrangement.schema.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import record from '#app/features/forms/record.module.css';
import styles from './arrangement.module.css';

interface FormProps {
  arrangement: Arrangement;
  /** The number of the state's newest account; 0 for none. */
  number: number;
  formId: string;
  problems: readonly FieldProblem[];
}

function Hidden({ arrangement, number, formId }: Omit<FormProps, 'problems'>) {
  return (
    <>
      <input type="hidden" name="version" value={arrangement.version} />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="requestId" value={formId} />
    </>
  );
}

/** A state's own account: a status, a day and words by aim and step, and counts by year. Needs no scripts. */
export function AccountForm({
  typed,
  years,
  problems,
  ...hidden
}: FormProps & { typed: TypedAccount; years: readonly number[] }) {
  const field = (name: string) => ({
    id: name,
    name,
    error: problems.find(({ path }) => path === name)?.message,
  });
  return (
    <Form method="post" noValidate className={record.form}>
      <Hidden {...hidden} />
      {listSubjects(hidden.arrangement.content).map(({ about, aim, step }) => {
        const said = typed.items.find((item) => item.about === about);
        const title = step ? step.text : aimLabels[aim];
        return (
          <fieldset key={about} className={styles.subject}>
            <legend>
              {step ? 'Step' : 'Aim'}: {title}
            </legend>
            <div className={record.row}>
              <SelectField
                {...field(`items.${about}.status`)}
                label="Status"
                placeholder="Nothing said"
                options={accountStatuses.map((value) => ({ value, label: accountStatusLabels[value] }))}
                defaultValue={said?.status ?? ''}
              />
              <TextField
                {...field(`items.${about}.on`)}
                type="date"
                label="Date"
                hint="When it was reached, or when this was so."
                width={20}
                defaultValue={said?.on ?? ''}
              />
            </div>
            <TextArea
              {...field(`items.${about}.text`)}
              label="In your words"
              optional
              hint="No names of persons and no numbers of people."
              rows={2}
              limit={longestOf.account}
              defaultValue={said?.text ?? ''}
            />
          </fieldset>
        );
      })}
      {years.map((year) => (
        <fieldset key={year} className={styles.subject}>
          <legend>Meetings and joint operations in {year}</legend>
          <div className={record.row}>
            {countKinds.map((kind) => (
              <TextField
                key={kind}
                {...field(`counts.${year}.${kind}`)}
                label={countLabels[kind]}
                optional
                inputMode="numeric"
                autoComplete="off"
                width={5}
                defaultValue={typed.counts.find((one) => one.year === year)?.[kind] ?? ''}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <Button name="intent" value="report">
        Save our account
      </Button>
    </Form>
  );
}

/** What the state agrees to publish. Nothing is published before all states have agreed. Needs no scripts. */
export function ReleaseForm({ parts, problems, ...hidden }: FormProps & { parts: readonly string[] }) {
  return (
    <Section
      id="release"
      title="Release for publication"
      lead="Only what every state of the arrangement has released is published. A number is published only where all of them give the same one."
    >
      <Form method="post" noValidate className={record.form}>
        <Hidden {...hidden} />
        <CheckboxGroup
          id="parts"
          name="parts"
          label="May be published"
          options={releaseParts.map((value) => ({ value, label: releaseLabels[value] }))}
          defaultValue={parts}
          error={problems.find(({ path }) => path === 'parts')?.message}
        />
        <Button variant="secondary" name="intent" value="release">
          Save what may be published
        </Button>
      </Form>
    </Section>
  );
}
