import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/components/choice-field.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import { longestOf } from '#server/domain/arrangement/arrangement.rules.ts';
import {
  aimLabels,
  arrangementStatuses,
  arrangementStatusLabels,
} from '#server/domain/arrangement/arrangement-words.ts';
import type { TypedArrangement } from '#server/domain/arrangement/arrangement.schema.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { cooperationAims } from '#server/domain/library/cooperation-aims.ts';
import record from '#app/features/forms/record.module.css';
import styles from './arrangement.module.css';

const aimOptions = cooperationAims.map((aim) => ({ value: aim, label: aimLabels[aim] }));

interface ArrangementFormProps {
  states: readonly { code: string; name: string }[];
  typed: TypedArrangement;
  /** What was read; 0 for a new arrangement. */
  version: number;
  formId: string;
  problems: readonly FieldProblem[];
}

/** What states have agreed between them. Needs no scripts: empty steps at the end take new ones. */
export function ArrangementForm({ states, typed, version, formId, problems }: ArrangementFormProps) {
  const field = (name: string) => ({
    id: name,
    name,
    error: problems.find(({ path }) => path === name)?.message,
  });
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      <RadioGroup
        {...field('status')}
        label="Status"
        inline
        options={arrangementStatuses.map((value) => ({ value, label: arrangementStatusLabels[value] }))}
        defaultValue={typed.status}
      />
      <TextField
        {...field('agreedOn')}
        type="date"
        label="Agreed on"
        hint="May be empty while it is being agreed."
        width={20}
        defaultValue={typed.agreedOn}
      />
      <CheckboxGroup {...field('aims')} label="Aims" options={aimOptions} defaultValue={typed.aims} />
      {states.map(({ code, name }) => (
        <TextField
          key={code}
          {...field(`contacts.${code}.bodies`)}
          error={field(`contacts.${code}`).error}
          label={`Contact bodies of ${name}`}
          optional
          hint="Ministries, units or offices. Never a person."
          autoComplete="off"
          defaultValue={typed.contacts.find(({ party }) => party === code)?.bodies ?? ''}
        />
      ))}
      <TextArea
        {...field('countries')}
        label="Partner countries outside the region"
        optional
        hint="One country a line. Contact bodies may follow a colon, such as Japan: National Police Agency."
        rows={3}
        defaultValue={typed.countries}
      />
      {typed.steps.map((step, at) => {
        const stepField = (name: string) => field(`steps.${at}.${name}`);
        const label = step.code === '' ? 'New step' : `Step ${step.code.slice(1)}`;
        return (
          <div key={step.code || `new ${at}`} className={styles.subject}>
            <input type="hidden" name={`steps.${at}.code`} value={step.code} />
            <TextField
              {...stepField('text')}
              label={label}
              optional
              hint={step.code === '' ? undefined : 'Empty the text and the date to take the step out.'}
              maxLength={longestOf.step}
              autoComplete="off"
              defaultValue={step.text}
            />
            <div className={record.row}>
              <SelectField
                {...stepField('aim')}
                label={`Aim of ${label.toLowerCase()}`}
                placeholder="Choose an aim"
                options={aimOptions}
                defaultValue={step.aim}
              />
              <TextField
                {...stepField('plannedOn')}
                type="date"
                label={`Planned date of ${label.toLowerCase()}`}
                optional
                width={20}
                defaultValue={step.plannedOn}
              />
            </div>
          </div>
        );
      })}
      <TextArea
        {...field('results')}
        label="Results"
        optional
        hint="What has come of it. No names of persons and no numbers of people."
        rows={4}
        limit={longestOf.results}
        defaultValue={typed.results}
      />
      <Button name="intent" value="save">
        Save
      </Button>
    </Form>
  );
}
