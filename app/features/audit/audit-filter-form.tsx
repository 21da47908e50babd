import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import type { Audit } from '#app/contract.ts';
import type { AuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import { auditKinds } from '#server/domain/audit/audit-kinds.ts';
import { auditKindLabels } from './audit-words.ts';
import styles from './audit.module.css';

export interface AuditFilterFormProps {
  filter: AuditFilter;
  /** Fields of the address that could not be read. */
  unreadable: readonly (keyof AuditFilter)[];
  choices: Audit['choices'];
}

/** Narrows the audit; what is chosen stands in the address. */
export function AuditFilterForm({ filter, unreadable, choices }: AuditFilterFormProps) {
  const listed = (codes: readonly string[]) => codes.map((code) => ({ value: code, label: code }));
  const badDay = (key: 'from' | 'to') => (unreadable.includes(key) ? 'Enter a date.' : undefined);
  return (
    <Form method="get" className={styles.filter} role="search" aria-label="Audit">
      <SelectField
        id="kind"
        name="kind"
        label="About"
        placeholder="Anything"
        options={auditKinds.map((kind) => ({ value: kind, label: auditKindLabels[kind] }))}
        defaultValue={filter.kind ?? ''}
      />
      <SelectField
        id="person"
        name="person"
        label="Who"
        placeholder="Anybody"
        options={choices.people.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={filter.person ?? ''}
      />
      <SelectField
        id="reporter"
        name="reporter"
        label="Reporter"
        placeholder="Any"
        options={listed(choices.reporters)}
        defaultValue={filter.reporter ?? ''}
      />
      <SelectField
        id="round"
        name="round"
        label="Round"
        placeholder="Any"
        options={listed(choices.rounds)}
        defaultValue={filter.round ?? ''}
      />
      <TextField
        id="subject"
        name="subject"
        label="To whom or what"
        width={20}
        defaultValue={filter.subject ?? ''}
      />
      <TextField
        id="from"
        name="from"
        type="date"
        label="From"
        width={10}
        defaultValue={filter.from ?? ''}
        error={badDay('from')}
      />
      <TextField
        id="to"
        name="to"
        type="date"
        label="To"
        width={10}
        defaultValue={filter.to ?? ''}
        error={badDay('to')}
      />
      <Button variant="secondary">Show</Button>
      {Object.keys(filter).length > 0 ? <Link to="/secretariat/audit">Show all</Link> : null}
    </Form>
  );
}
