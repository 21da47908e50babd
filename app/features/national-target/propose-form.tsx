import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Checkbox, Fieldset } from '#app/components/choice-field.tsx';
import { TextField } from '#app/components/field.tsx';
import type { NationalTarget } from '#app/contract.ts';
import record from '#app/features/forms/record.module.css';
import styles from './national-target.module.css';

/** What was typed, as the form shows it. */
export type TypedProposal = {
  'baseline.year': string;
  'baseline.value': string;
  released: boolean;
  targets: { year: number; value: string }[];
};

/** What the form shows first: what was returned or waits, else what is accepted. */
export function fillProposal({ years, steps, own }: NationalTarget): TypedProposal {
  const [last] = steps;
  const content = last && last.status !== 'accepted' ? last.content : own;
  return {
    'baseline.year': content.baseline ? String(content.baseline.year) : '',
    'baseline.value': content.baseline?.value ?? '',
    released: last?.released ?? false,
    targets: years.map((year) => ({
      year,
      value: content.targets.find((target) => target.year === year)?.value ?? '',
    })),
  };
}

interface ProposeFormProps {
  target: NationalTarget;
  typed: TypedProposal;
  formId: string;
  person: string;
  errorOf: (field: string) => string | undefined;
}

/** Proposes a baseline and a target for each year of the plan. */
export function ProposeForm({ target, typed, formId, person, errorOf }: ProposeFormProps) {
  const { indicator, version } = target;
  const isPercentage = indicator.measure === 'percentage';
  const suffix = isPercentage ? '%' : undefined;
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      <input type="hidden" name="person" value={person} />
      <Fieldset
        words={{
          id: 'baseline',
          label: 'Baseline',
          optional: true,
          hint: 'The value at the start, and its year.',
        }}
      >
        <div className={styles.years}>
          <TextField
            id="baseline.year"
            name="baseline.year"
            label="Year"
            inputMode="numeric"
            width={5}
            autoComplete="off"
            defaultValue={typed['baseline.year']}
            error={errorOf('baseline.year')}
          />
          <TextField
            id="baseline.value"
            name="baseline.value"
            label="Value"
            inputMode="decimal"
            width={10}
            autoComplete="off"
            suffix={suffix}
            defaultValue={typed['baseline.value']}
            error={errorOf('baseline.value')}
          />
        </div>
      </Fieldset>
      <Fieldset
        words={{
          id: 'targets',
          label: 'Targets',
          hint: 'The value to reach by the end of each year. Leave a year empty if you set no target for it.',
          error: errorOf('targets'),
        }}
      >
        <div className={styles.years}>
          {typed.targets.map(({ year, value }, index) => (
            <TextField
              key={year}
              // A problem with the targets as a whole leads to the first of them.
              id={index === 0 && errorOf('targets') ? 'targets' : `targets.${year}`}
              name={`targets.${year}`}
              label={String(year)}
              inputMode="decimal"
              width={10}
              autoComplete="off"
              suffix={suffix}
              defaultValue={value}
              error={errorOf(`targets.${year}`)}
            />
          ))}
        </div>
      </Fieldset>
      {indicator.disclosureClass !== 'internal' ? (
        <Checkbox
          id="released"
          name="released"
          label="These targets may be published"
          hint="They are published with the next publication after the secretariat has accepted them."
          defaultChecked={typed.released}
        />
      ) : (
        <p>This indicator is for internal use. Its national targets are never published.</p>
      )}
      <Button name="intent" value="propose">
        Propose these targets
      </Button>
    </Form>
  );
}
