import { ConfirmStep } from '#app/components/confirm-step.tsx';
import type { HeldRole, OpenInvitation, PersonAtWork } from '#app/contract.ts';
import { describeRole } from './role-words.ts';

/** What is about to be done, with what must be known before. */
export type PersonStep =
  | { what: 'disable' | 'enable' | 'reset'; person: PersonAtWork }
  | { what: 'revoke'; person: PersonAtWork; held: HeldRole }
  | { what: 'revokeInvitation'; invitation: OpenInvitation };

const people = '/secretariat/people';

/** Reports that wait for the person, with those who can go on with them. */
function OpenReports({ person, reporter }: { person: PersonAtWork; reporter?: string | undefined }) {
  const open = person.openReports.filter(
    (report) => reporter === undefined || report.reporter.code === reporter,
  );
  if (open.length === 0) return null;
  return (
    <>
      <p>Reports that are not yet in, and who can go on with them:</p>
      <ul>
        {open.map((report) => (
          <li key={`${report.round}/${report.reporter.code}`}>
            {report.reporter.name}, {report.round}:{' '}
            {report.others.length === 0
              ? 'nobody else. Invite somebody.'
              : report.others
                  .map(({ name, role }) => `${name} (${describeRole(role).toLowerCase()})`)
                  .join(', ')}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The step before a role is taken, an account disabled, or a link given out. */
export function ConfirmPerson({ step }: { step: PersonStep }) {
  if (step.what === 'revokeInvitation') {
    const { invitation } = step;
    return (
      <ConfirmStep
        title={`Take back the invitation of ${invitation.name}?`}
        action="Take back"
        variant="danger"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'revokeInvitation', invitation: String(invitation.id) }}
      >
        <p>
          The link to {describeRole(invitation.role, invitation.reporter?.name).toLowerCase()} stops working.
        </p>
      </ConfirmStep>
    );
  }
  const { person } = step;
  if (step.what === 'revoke') {
    return (
      <ConfirmStep
        title={`Revoke a role of ${person.name}?`}
        action="Revoke role"
        variant="danger"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'revoke', assignment: String(step.held.id) }}
      >
        <p>
          {person.name} is no longer{' '}
          {describeRole(step.held.role, step.held.reporter?.name, step.held.agency, step.held.cover)}, from
          the next page on. What they wrote stays under their name.
        </p>
        <OpenReports person={person} reporter={step.held.reporter?.code ?? ''} />
      </ConfirmStep>
    );
  }
  if (step.what === 'enable') {
    return (
      <ConfirmStep
        title={`Enable the account of ${person.name}?`}
        action="Enable account"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'enable', person: person.id }}
      >
        <p>
          {person.name} can sign in again{' '}
          {person.roles.length === 0
            ? 'but has no role.'
            : `as ${person.roles.map((held) => describeRole(held.role, held.reporter?.name)).join('; ')}.`}
        </p>
      </ConfirmStep>
    );
  }
  if (step.what === 'reset') {
    return (
      <ConfirmStep
        title={`Send ${person.name} a link to a new password?`}
        action="Send link"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'reset', person: person.id }}
      >
        <p>
          It goes to {person.email} and works once, for a day. Make sure that it was {person.name} who asked.
          The state or body for which they work is told. Nothing changes until the link is used; then all
          sessions of the account end.
        </p>
      </ConfirmStep>
    );
  }
  return (
    <ConfirmStep
      title={`Disable the account of ${person.name}?`}
      action="Disable account"
      variant="danger"
      sendTo={people}
      cancelTo={people}
      fields={{ intent: 'disable', person: person.id }}
    >
      <p>
        {person.name} is signed out everywhere at once and cannot sign in. Their work stays under their name.
        Invitations that they sent stop working.
      </p>
      <OpenReports person={person} />
    </ConfirmStep>
  );
}
