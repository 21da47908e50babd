import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Checkbox, CheckboxGroup, Fieldset, RadioGroup } from '#app/components/choice-field.tsx';
import { Details } from '#app/components/layout.tsx';
import { GuardedTextArea } from '#app/features/personal-data/guarded-text-area.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { TypedAmount, TypedSupport } from '#server/domain/support/support.rules.ts';
import {
  supportKindLabels,
  supportKinds,
  type SupportLists,
  supportPartLabels,
  supportParts,
  supportStageLabels,
  supportStages,
} from '#server/domain/support/support.schema.ts';
import record from '#app/features/forms/record.module.css';
import styles from './support.module.css';

export const emptySupport: TypedSupport = {
  partner: '',
  kind: '',
  part: '',
  subject: '',
  description: '',
  carriedOutBy: '',
  receivers: [],
  source: '',
  iatiIdentifier: '',
  withdrawn: false,
  amounts: [],
};

const emptyAmount: TypedAmount = { stage: '', year: '', currency: '', amount: '', source: '' };
/** Empty lines for further amounts; saving gives more. */
const spareLines = 3;

interface SupportFormProps {
  lists: SupportLists;
  typed: TypedSupport;
  /** The sentence that is saved already; empty for a new support. */
  stored: string;
  /** What was read; 0 for a new support. */
  version: number;
  /** Whether it is there already: its partner stays. */
  partnerName: string | null;
  formId: string;
  problems: readonly FieldProblem[];
}

const describeReceivers = (codes: readonly string[]): string =>
  codes.length > 0 ? codes.join(', ') : 'the whole region';

const toOptions = <Word extends string>(words: readonly Word[], labels: Record<Word, string>) =>
  words.map((value) => ({ value, label: labels[value] }));

/** What a partner gives. Needs no scripts: three empty lines for amounts each time. */
export function SupportForm({
  lists,
  typed,
  stored,
  version,
  partnerName,
  formId,
  problems,
}: SupportFormProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  const filled = typed.amounts.filter((amount) => Object.values(amount).some((value) => value !== ''));
  const lines = [...filled, ...Array.from({ length: spareLines }, () => emptyAmount)];
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      {partnerName === null ? (
        <SelectField
          id="partner"
          name="partner"
          label="Partner"
          hint="Who gives the support."
          placeholder="Choose a partner"
          options={lists.partners.map(({ code, name }) => ({ value: code, label: name }))}
          defaultValue={typed.partner}
          error={problem('partner')}
        />
      ) : (
        <input type="hidden" name="partner" value={typed.partner} />
      )}
      <RadioGroup
        id="kind"
        name="kind"
        label="Kind of support"
        inline
        options={toOptions(supportKinds, supportKindLabels)}
        defaultValue={typed.kind}
        error={problem('kind')}
      />
      <RadioGroup
        id="part"
        name="part"
        label="What the partner does"
        hint="Financed, led, facilitated and took part are different. Add one support for each."
        inline
        options={toOptions(supportParts, supportPartLabels)}
        defaultValue={typed.part}
        error={problem('part')}
      />
      <SelectField
        id="subject"
        name="subject"
        label="What it is for"
        placeholder="Choose one"
        options={[
          { value: 'plan', label: 'The whole plan' },
          ...lists.areas.map(({ code, title }) => ({
            value: `area:${code}`,
            label: `Area ${code}: ${title}`,
          })),
          ...lists.activities.map(({ code, title }) => ({
            value: `activity:${code}`,
            label: `${code}: ${title}`,
          })),
        ]}
        defaultValue={typed.subject}
        error={problem('subject')}
      />
      <GuardedTextArea
        id="description"
        name="description"
        label="What is given"
        hint="One or two sentences. Do not name persons."
        rows={3}
        limit={1000}
        defaultValue={typed.description}
        stored={stored}
        error={problem('description')}
      />
      <TextField
        id="carriedOutBy"
        name="carriedOutBy"
        label="Carried out by"
        optional
        hint="The organisation, if it is not the partner itself."
        width={30}
        autoComplete="off"
        defaultValue={typed.carriedOutBy}
        error={problem('carriedOutBy')}
      />
      <Details
        summary={`Received by: ${describeReceivers(typed.receivers)}`}
        open={problem('receivers') !== undefined}
      >
        <CheckboxGroup
          id="receivers"
          name="receivers"
          label="Received by"
          optional
          hint="Choose none if the whole region receives it."
          options={lists.receivers.map(({ code, name }) => ({ value: code, label: name }))}
          defaultValue={typed.receivers}
          error={problem('receivers')}
        />
      </Details>
      <Fieldset
        words={{
          id: 'amounts',
          label: 'Amounts',
          optional: true,
          hint: 'One line for each stage, year and currency. Save to get more empty lines. To remove an amount, empty its line.',
          error: problem('amounts'),
        }}
      >
        {lines.map((amount, index) => (
          <AmountLine key={index} index={index} amount={amount} problem={problem} />
        ))}
      </Fieldset>
      <TextField
        id="source"
        name="source"
        label="Source"
        hint="The document, letter or file from which this is known."
        autoComplete="off"
        defaultValue={typed.source}
        error={problem('source')}
      />
      <TextField
        id="iatiIdentifier"
        name="iatiIdentifier"
        label="IATI identifier"
        optional
        hint="Of the activity in the partner’s own IATI file."
        width={30}
        autoComplete="off"
        defaultValue={typed.iatiIdentifier}
        error={problem('iatiIdentifier')}
      />
      {version > 0 ? (
        <Checkbox
          id="withdrawn"
          name="withdrawn"
          label="This support is withdrawn"
          hint="It stays in the list and in the history, and no longer counts."
          defaultChecked={typed.withdrawn}
        />
      ) : null}
      <Button>Save</Button>
    </Form>
  );
}

interface AmountLineProps {
  index: number;
  amount: TypedAmount;
  problem: (path: string) => string | undefined;
}

function AmountLine({ index, amount, problem }: AmountLineProps) {
  const number = index + 1;
  const field = (name: keyof TypedAmount, label: string) => ({
    id: `amounts.${index}.${name}`,
    name: `amount-${name}`,
    label,
    'aria-label': `${label} of amount ${number}`,
    defaultValue: amount[name],
    error: problem(`amounts.${index}.${name}`),
    autoComplete: 'off',
  });
  return (
    <div className={styles.amount}>
      <SelectField
        {...field('stage', 'Stage')}
        placeholder="Choose"
        options={toOptions(supportStages, supportStageLabels)}
      />
      <TextField {...field('year', 'Year')} width={5} inputMode="numeric" />
      <TextField {...field('currency', 'Currency')} width={5} />
      <TextField {...field('amount', 'Amount')} width={10} inputMode="decimal" />
      <div className={styles.source}>
        <TextField {...field('source', 'Source of the amount')} />
      </div>
    </div>
  );
}
