import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import type { People } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { invitationDays } from '#server/domain/person/invitation.rules.ts';
import styles from './people.module.css';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { roleLabels } from '#server/domain/access/can.rules.ts';
import { roleHints } from './role-words.ts';

/** What was typed into an invitation. */
export type TypedInvitation = {
  name: string;
  email: string;
  role: string;
  reporter: string;
  agency: string;
  partner: string;
};

export const emptyInvitation: TypedInvitation = {
  name: '',
  email: '',
  role: '',
  reporter: '',
  agency: '',
  partner: '',
};

export interface InviteFormProps extends Pick<People, 'reporters' | 'partners' | 'rolesToGive'> {
  typed: TypedInvitation;
  problems: readonly FieldProblem[];
}

/** Invites somebody to a role. The link goes by mail, to that person and nobody else. */
export function InviteForm({ reporters, partners, rolesToGive, typed, problems }: InviteFormProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <Form method="post" action="/secretariat/people" noValidate>
      <TextField
        id="name"
        name="name"
        label="Name"
        autoComplete="off"
        width={30}
        defaultValue={typed.name}
        error={problem('name')}
      />
      <TextField
        id="email"
        name="email"
        type="email"
        label="E-mail address"
        hint="The person signs in with it. Somebody who has an account gets the role added to it."
        autoComplete="off"
        width={30}
        defaultValue={typed.email}
        error={problem('email')}
      />
      <RoleFields
        reporters={reporters}
        partners={partners}
        rolesToGive={rolesToGive}
        typed={typed}
        problems={problems}
      />
      <p className={styles.act}>
        The person gets a link by mail. It works once, for {invitationDays} days. A new invitation to the same
        role replaces it. A state or body is told of every role in it, and confirms those that see its whole
        draft.
      </p>
      <p className={styles.act}>
        <Button name="intent" value="invite">
          Invite
        </Button>
      </p>
    </Form>
  );
}

interface RoleFieldsProps extends Pick<People, 'reporters' | 'partners' | 'rolesToGive'> {
  typed: { role: string; reporter: string; agency: string; partner: string };
  problems: readonly FieldProblem[];
}

/** Which role, and for whom it is held. */
export function RoleFields({ reporters, partners, rolesToGive, typed, problems }: RoleFieldsProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <>
      <RadioGroup
        id="role"
        name="role"
        label="Role"
        options={rolesToGive.map((role) => ({ value: role, label: roleLabels[role], hint: roleHints[role] }))}
        defaultValue={typed.role}
        error={problem('role')}
      />
      <SelectField
        id="reporter"
        name="reporter"
        label="State or body"
        hint={
          rolesToGive.includes('administrator')
            ? 'Not for secretariat officers, administrators and partners.'
            : 'Not for partners.'
        }
        placeholder="Choose a state or body"
        options={reporters.map(({ code, kind, name }) => ({
          value: code,
          label: kind === 'state' ? name : `${code}: ${name}`,
        }))}
        defaultValue={typed.reporter}
        error={problem('reporter')}
      />
      <SelectField
        id="agency"
        name="agency"
        label="Agency"
        optional
        hint="For contributors of a state."
        placeholder="No agency"
        options={reporters.flatMap((reporter) =>
          reporter.agencies.map(({ acronym, name }) => ({
            value: `${reporter.code}/${acronym}`,
            label: `${reporter.name}: ${name}`,
          })),
        )}
        defaultValue={typed.agency}
        error={problem('agency')}
      />
      <SelectField
        id="partner"
        name="partner"
        label="Partner"
        optional
        hint="For people of a partner."
        placeholder="No partner"
        options={partners.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={typed.partner}
        error={problem('partner')}
      />
    </>
  );
}
