import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import type { LibraryChoices } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { longestOf } from '#server/domain/library/library-item.rules.ts';
import record from '#app/features/forms/record.module.css';
import styles from './edit.module.css';
import type { TypedEntry } from './entry-form-values.ts';

export interface EntryFormProps {
  choices: LibraryChoices;
  typed: TypedEntry;
  /** What was read; 0 for a new entry. */
  version: number;
  /** Id of this form, so that sending it twice does no harm. */
  formId: string;
  problems: readonly FieldProblem[];
}

/** The fields of an entry. Needs no scripts. */
export function EntryForm({ choices, typed, version, formId, problems }: EntryFormProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  const isNew = version === 0;
  const text = (name: keyof typeof longestOf, label: string, more: object = {}) => (
    <TextField
      id={name}
      name={name}
      label={label}
      defaultValue={typed[name]}
      error={problem(name)}
      autoComplete="off"
      {...more}
    />
  );
  const checkboxes = (
    name: 'states' | 'bodies' | 'partners' | 'lenses',
    label: string,
    hint?: string | undefined,
  ) => (
    <CheckboxGroup
      id={name}
      name={name}
      label={label}
      hint={hint}
      inline
      optional
      options={choices[name].map(({ code, label: option }) => ({ value: code, label: option }))}
      defaultValue={typed[name]}
      error={problem(name)}
    />
  );
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      <SelectField
        id="kind"
        name="kind"
        label="Kind"
        placeholder="Choose a kind"
        hint="By entries of some kinds the states that they name work together; these make the matrix of cooperation."
        options={choices.kinds
          .filter(({ code, ended }) => !ended || code === typed.kind)
          .map(({ code, label, isCooperation }) => ({
            value: code,
            label: isCooperation ? `${label} (in the matrix)` : label,
          }))}
        defaultValue={typed.kind}
        error={problem('kind')}
      />
      {text('title', 'Title')}
      {isNew ? (
        <TextField
          id="code"
          name="code"
          label="Address"
          optional
          prefix="/library/"
          hint="Small Latin letters, figures and hyphens. Made from the title if you leave it empty; it cannot be changed later."
          width={30}
          autoComplete="off"
          defaultValue={typed.code}
          error={problem('code')}
        />
      ) : (
        <input type="hidden" name="code" value={typed.code} />
      )}
      <TextArea
        id="summary"
        name="summary"
        label="Summary"
        hint="What it is, in your own words. No names of persons: everybody can read it."
        rows={5}
        limit={longestOf.summary}
        defaultValue={typed.summary}
        error={problem('summary')}
      />
      <div className={styles.row}>
        <TextField
          id="happenedOn"
          name="happenedOn"
          type="date"
          label="Day, or first day"
          optional
          width={20}
          defaultValue={typed.happenedOn}
          error={problem('happenedOn')}
        />
        <TextField
          id="endedOn"
          name="endedOn"
          type="date"
          label="Last day"
          optional
          width={20}
          defaultValue={typed.endedOn}
          error={problem('endedOn')}
        />
        <TextField
          id="year"
          name="year"
          label="Year alone"
          optional
          inputMode="numeric"
          width={10}
          defaultValue={typed.year}
          error={problem('year')}
        />
      </div>
      {text('place', 'Place', { optional: true, width: 30 })}
      {text('organisers', 'Organised by', {
        optional: true,
        hint: 'Where the bodies and partners below do not say it.',
      })}
      {text('basis', 'Source', { hint: 'Where this comes from, in words: a page, a report, a letter.' })}
      <TextField
        id="url"
        name="url"
        label="Address of the source"
        optional
        inputMode="url"
        autoComplete="off"
        defaultValue={typed.url}
        error={problem('url')}
      />
      {checkboxes('states', 'States')}
      {checkboxes('bodies', 'Bodies')}
      {checkboxes('partners', 'Partners')}
      <TextField
        id="activities"
        name="activities"
        label="Activities of the plan"
        optional
        hint="Codes, such as A1.1, C3.1."
        width={30}
        autoComplete="off"
        defaultValue={typed.activities}
        error={problem('activities')}
      />
      {checkboxes('lenses', 'Topics')}
      <div className={styles.act}>
        <Button name="intent" value="save">
          Save
        </Button>
      </div>
    </Form>
  );
}
