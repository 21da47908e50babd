import { formatDate } from '#server/domain/language/date-format.ts';
import { upperFirst } from '#server/domain/finding/sentence-parts.ts';
import { transitionWords } from '#app/features/review/review-history.tsx';
import type { AuditEntry } from './answers.ts';
import { sayRole } from './role-words.ts';

/** The kinds of entries, as their filter names them. */
export const auditKindLabels: Record<AuditEntry['kind'], string> = {
  decision: 'Reports',
  round: 'Rounds',
  extension: 'Extensions',
  compilation: 'Compilations',
  publication: 'Publications',
  plan: 'Plan',
  library: 'Library',
  report_section: 'Words of reports',
  comparability: 'Comparability',
  assignment: 'Roles',
  invitation: 'Invitations',
  person: 'Accounts',
};

const accountWords: Record<string, (name: string) => string> = {
  disabled: (name) => `Disabled the account of ${name}`,
  enabled: (name) => `Enabled the account of ${name}`,
  reset_issued: (name) => `Made a link to a new password for ${name}`,
  password_reset: () => 'Set a new password by a link',
  password_changed: () => 'Changed their password',
};

const libraryWords: Record<string, string> = {
  added: 'Added',
  changed: 'Changed',
  released: 'Released',
  withdrawn: 'Withdrew',
};

/** What was done, as the end of a line that begins with who did it. */
export function sayAuditEntry(entry: AuditEntry): string {
  const { kind, event, round, reporter, subject, detail } = entry;
  const name = subject ?? '';
  const role = () => sayRole(detail.role, reporter ?? (detail.reporter as string | null | undefined));
  switch (kind) {
    case 'decision':
      return `${transitionWords[event] ?? event}: report of ${reporter} for ${round}`;
    case 'round':
      return `${event === 'open' ? 'Opened' : event === 'closed' ? 'Closed' : 'Changed'} the round ${round}`;
    case 'extension':
      return `Gave more time, until ${formatDate(String(detail.dueOn))}: report of ${reporter} for ${round}`;
    case 'compilation':
      return `Compiled ${round}, compilation ${name}`;
    case 'publication':
      return `Published ${round} as publication ${name}`;
    case 'plan':
      return `Imported the plan ${name}`;
    case 'library':
      return `${libraryWords[event] ?? 'Changed'} an entry of the library: ${String(detail.title ?? name)}`;
    case 'report_section':
      return `${upperFirst(event)}: section ${name}`;
    case 'comparability':
      return `${upperFirst(event)}: note on comparability ${name}`;
    case 'assignment':
      if (event === 'revoked') return `Revoked a role of ${name}: ${role()}`;
      if (event === 'handed_over') return `Handed a role to ${name} for a while: ${role()}`;
      if (event === 'cover_ended') return `Ended the cover by ${name}: ${role()}`;
      return detail.installed
        ? `Given when the tracker was set up: ${role()}`
        : `Gave ${name} a role: ${role()}`;
    case 'invitation':
      return event === 'revoked' ? `Took back an invitation of ${name}` : `Invited ${name}: ${role()}`;
    case 'person':
      return accountWords[event]?.(name) ?? `${event}: ${name}`;
  }
}

/** Where the matter of an entry can be read; null where it has no page. */
export function findAuditPath({ kind, round, reporter, subject }: AuditEntry): string | null {
  switch (kind) {
    case 'decision':
      return `/secretariat/review/${round}/${reporter}`;
    case 'round':
    case 'extension':
      return `/secretariat/rounds/${round}`;
    case 'compilation':
      return `/secretariat/compile/${round}`;
    case 'publication':
      return `/publications/${subject}`;
    case 'library':
      return `/secretariat/library/${subject}`;
    default:
      return null;
  }
}
