import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { TextField } from '#app/components/field.tsx';
import type { People } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { invitationDays } from '#server/domain/person/invitation.rules.ts';
import styles from './people.module.css';
import { RoleFields } from './role-fields.tsx';

/** What was typed into an invitation. */
export type TypedInvitation = { name: string; email: string; role: string; reporter: string; agency: string };

export const emptyInvitation: TypedInvitation = { name: '', email: '', role: '', reporter: '', agency: '' };

export interface InviteFormProps extends Pick<People, 'reporters' | 'rolesToGive'> {
  typed: TypedInvitation;
  problems: readonly FieldProblem[];
}

/** Invites somebody to a role. The link goes by mail, to that person and nobody else. */
export function InviteForm({ reporters, rolesToGive, typed, problems }: InviteFormProps) {
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
      <RoleFields reporters={reporters} rolesToGive={rolesToGive} typed={typed} problems={problems} />
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
