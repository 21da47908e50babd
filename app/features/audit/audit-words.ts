import type { AuditEntry } from '#app/contract.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { transitionWords } from '#app/features/review/review-history.tsx';
import { describeRole } from '#app/features/people/role-words.ts';
import type { AuditKind } from '#server/domain/audit/audit-filter.schema.ts';
import { type Things, formatCount } from '#server/domain/language/counted-nouns.ts';

/** The kinds of entries, as their filter names them. */
export const auditKindLabels: Record<AuditKind, string> = {
  decision: 'Moves of reports',
  clearance: 'Clearances',
  change: 'Changes in reports',
  round: 'Rounds',
  extension: 'Extensions',
  compilation: 'Compilations',
  report_section: 'Text of the report',
  comparability: 'Notes on comparability',
  report_draft: 'Drafts of the report',
  consent: 'Consent',
  publication: 'Publications',
  publication_schedule: 'Scheduled publications',
  withdrawal: 'Withdrawn publications',
  plan: 'Plan',
  leading_plan: 'Leading plan',
  reference: 'Lists',
  library: 'Library',
  learning: 'Learning',
  support: 'Support of partners',
  national_target: 'National targets',
  national_circumstance: 'National circumstances',
  recommendation: 'Recommendations',
  arrangement: 'Arrangements between states',
  assignment: 'Roles',
  invitation: 'Invitations',
  access_review: 'Review of roles',
  person: 'Accounts',
  sign_in: 'Sign-ins',
  seen: 'Opened and downloaded',
  desk_setting: 'Settings',
  review_text: 'Text of the secretariat',
  bulk_acceptance: 'Many accepted at once',
  record: 'Stored records',
};

const accountWords: Record<string, (name: string) => string> = {
  disabled: (name) => `Disabled the account of ${name}`,
  enabled: (name) => `Enabled the account of ${name}`,
  reset_issued: (name) => `Made a link to a new password for ${name}`,
  reset_requested: () => 'Asked for a link to a new password',
  password_reset: () => 'Set a new password by a link',
  password_changed: () => 'Changed their password',
};

const libraryWords: Record<string, string> = {
  added: 'Added',
  changed: 'Changed',
  released: 'Released',
  withdrawn: 'Withdrew',
};

const supportWords: Record<string, string> = {
  added: 'Added',
  changed: 'Changed',
  confirmed: 'Confirmed as the partner',
  corrected: 'Proposed a correction as the partner',
  consented: 'Agreed as the partner that amounts may be published',
  withdrew: 'Withdrew, as the partner, the consent to publish amounts',
};

const recommendationWords: Record<string, string> = {
  added: 'Added a recommendation',
  changed: 'Changed a recommendation',
  released: 'Released a recommendation',
  withdrawn: 'Left a recommendation out of the next publication',
  responded: 'Recorded a response to a recommendation',
  status_recorded: 'Recorded the status of a recommendation',
};

const arrangementWords: Record<string, string> = {
  added: 'Entered an arrangement',
  changed: 'Changed an arrangement',
  reported: 'Gave the state’s account of an arrangement',
  released: 'Released an arrangement and the state’s account',
  withdrawn: 'Took back the release of an arrangement',
};

const recordWords: Record<string, string> = {
  assignment: 'A role was stored',
  invitation: 'An invitation was stored',
  report_draft: 'A draft of the report was stored',
  report_approval: 'A signature was stored',
  learning: 'An entry of the mid-term review was stored',
  consent_answer: 'An answer about consent was stored',
  consent_change: 'A reason for a changed answer about consent was stored',
  publication: 'A publication was stored',
  withdrawal: 'A withdrawal was stored',
  report_section: 'A text of the report was stored',
  comparability: 'A note on comparability was stored',
  leading_plan: 'A choice of the leading plan was stored',
  bulk_acceptance_item: 'A list of reports accepted at once was stored',
};

const reviewTextWords: Record<string, string> = {
  review_phrase: 'a saved phrase',
  compiler_note: 'a note for the compiler',
  editorial_text: 'the wording beside the reporter’s own',
};

/** "published_late" as words. */
const plain = (code: string) => code.replaceAll(/[_-]+/g, ' ');

function describeSeen({ event, round, reporter, subject }: AuditEntry): string {
  const what =
    subject === 'report'
      ? `the report of ${reporter} for ${round}`
      : subject === 'values'
        ? `the values of ${round}`
        : subject === 'audit'
          ? 'the audit as a file'
          : [subject ?? 'something', reporter ? `of ${reporter}` : '', round ? `for ${round}` : '']
              .filter(Boolean)
              .join(' ');
  return `${event === 'downloaded' ? 'Downloaded' : 'Opened'} ${what}`;
}

const requestWords: Record<string, (name: string) => string> = {
  asked: (name) => `Asked for a role for ${name}, which waits for confirmation`,
  confirmed: (name) => `Confirmed a role of ${name}`,
  declined: (name) => `Declined a role for ${name}`,
  withdrawn: (name) => `Took back a role that waited for ${name}`,
  given_unconfirmed: (name) =>
    `Gave ${name} a role that nobody had to confirm, because there is no focal point`,
};

function describeRoleEntry({ event, subject, reporter, detail }: AuditEntry): string {
  const name = subject ?? '';
  const role = describeRole(detail.role, reporter);
  if (event === 'revoked') return `Revoked a role of ${name}: ${role}`;
  const word = requestWords[event];
  if (word) return `${word(name)}: ${role}`;
  if (event === 'handed_over') return `Handed a role to ${name} for a while: ${role}`;
  if (event === 'cover_ended') return `Ended the delegation to ${name}: ${role}`;
  return detail.installed ? `Given when the tracker was set up: ${role}` : `Gave ${name} a role: ${role}`;
}

const items = (count: unknown, things: Things = 'answers') => formatCount(Number(count), things);

/** Where somebody tried from: shortened addresses, or that nobody can tell. */
const describePlaces = ({ places }: AuditEntry['detail']) =>
  Array.isArray(places) && places.length > 0 ? `, from ${places.map(String).join(', ')}` : '';

function describeSignIn({ event, subject, detail }: AuditEntry): string {
  if (event === 'failed') {
    return `Tried to sign in as ${subject} and failed: ${items(detail.tries, 'times')}${describePlaces(detail)}`;
  }
  return event === 'delayed'
    ? `Had to wait after failed tries to sign in as ${subject}${describePlaces(detail)}`
    : 'Signed in';
}

/** What was done, as the end of a line that begins with who did it. */
export function describeAuditEntry(entry: AuditEntry): string {
  const { kind, event, round, reporter, subject, detail } = entry;
  const name = subject ?? '';
  const report = `report of ${reporter} for ${round}`;
  switch (kind as AuditKind) {
    case 'decision':
      return event === 'second_yes'
        ? `Approved first: ${report}`
        : `${transitionWords[event] ?? formatUpperFirst(plain(event))}: ${report}`;
    case 'clearance':
      return `Signed, clearance ${name}: ${report}`;
    case 'change':
      return `Saved ${items(detail.items)}: ${report}`;
    case 'round': {
      const word = { open: 'Opened', closed: 'Closed', reopened: 'Opened again' }[event];
      if (event === 'edition_rule') return `Changed the rule for restricted editions of ${round}`;
      return `${word ?? 'Changed'} the round ${round}`;
    }
    case 'extension':
      return `Gave more time, until ${formatDate(String(detail.dueOn))}: ${report}`;
    case 'compilation':
      return `Compiled ${round}, compilation ${name}`;
    case 'publication':
      return event === 'published'
        ? `Published ${round} as publication ${name}`
        : `${formatUpperFirst(plain(event || 'changed'))}: publication ${name} of ${round}`;
    case 'publication_schedule':
      return `${formatUpperFirst(plain(event || 'changed'))}: publication of ${round} at a set time`;
    case 'withdrawal':
      return `Withdrew publication ${name} of ${round}`;
    case 'consent':
      if (event === 'asked' && detail.indicators === undefined) {
        return `Sent the question about consent: ${reporter} for ${round}`;
      }
      return event === 'asked'
        ? `Asked ${reporter} for its consent to ${items(detail.indicators, 'figures')} for ${round}`
        : `${event === 'changed' ? 'Changed an answer' : 'Answered the question'} about consent: ${reporter} for ${round}`;
    case 'plan':
      return event === 'amended'
        ? `Amended the plan ${name} from ${round} on: ${String(detail.title)}`
        : `Imported the plan ${name}`;
    case 'leading_plan':
      return `Chose the plan ${name} for the front page instead of ${String(detail.from)}`;
    case 'reference':
      return `Changed a list: ${name.replace('/', ', ')}`;
    case 'library':
      return `${libraryWords[event] ?? 'Changed'} an entry of the library: ${String(detail.title ?? name)}`;
    case 'learning':
      return `${formatUpperFirst(plain(event || 'changed'))} an entry of the mid-term review: ${name}`;
    case 'support':
      return event === 'rate_stated'
        ? `Stated an exchange rate: ${name.replace('/', ', ')}`
        : `${supportWords[event] ?? 'Changed'}: support ${name.split('/').at(-1)}`;
    case 'national_target':
      return `${formatUpperFirst(event)} the national targets of ${reporter} for ${name}`;
    case 'national_circumstance':
      return `${formatUpperFirst(event)} the national circumstances of ${reporter} for ${name}`;
    case 'recommendation':
      return `${recommendationWords[event] ?? 'Changed'}: ${name.replace('/', ', ')}`;
    case 'arrangement':
      return `${arrangementWords[event] ?? 'Changed'}: ${name.replace('/', ', ')}`;
    case 'assignment':
      return describeRoleEntry(entry);
    case 'invitation':
      if (event === 'accepted') return `Accepted the invitation: ${describeRole(detail.role, reporter)}`;
      return event === 'revoked'
        ? `Took back an invitation of ${name}`
        : `Invited ${name}: ${describeRole(detail.role, reporter)}`;
    case 'access_review':
      return detail.roles === 1
        ? `Decided to ${event} in the review of ${round}: ${name}, ${describeRole(detail.role, reporter)}`
        : `Decided to ${event} ${items(detail.roles, 'roles')} in the review of ${round}`;
    case 'person':
      return accountWords[event]?.(name) ?? `${formatUpperFirst(plain(event))}: ${name}`;
    case 'sign_in':
      return describeSignIn(entry);
    case 'seen':
      return describeSeen(entry);
    case 'report_section':
      return `${event === 'commented' ? 'Commented on' : formatUpperFirst(plain(event || 'changed'))} the text of the report: ${name}`;
    case 'comparability':
      return `${formatUpperFirst(plain(event || 'changed'))} a note on comparability: ${name}`;
    case 'report_draft':
      return `${formatUpperFirst(plain(event || 'changed'))} draft ${name.split('/').at(-1)} of the report on ${round}`;
    case 'desk_setting':
      return `Changed a setting: ${plain(name)}`;
    case 'review_text': {
      const text = [reviewTextWords[event] ?? 'words', reporter && `report of ${reporter} for ${round}`];
      return `${detail.withdrawn === true ? 'Withdrew' : 'Wrote'} ${text.filter(Boolean).join(': ')}`;
    }
    case 'bulk_acceptance':
      return event === 'undone'
        ? 'Took back an acceptance of many reports'
        : `Accepted many reports at once${round ? ` for ${round}` : ''}`;
    case 'record':
      if (event === 'snapshot') return `Stored as submitted, submission ${name}: ${report}`;
      return [recordWords[event] ?? 'A record was stored', reporter ?? '', round ?? '', name]
        .filter(Boolean)
        .join(', ');
    default:
      return [formatUpperFirst(plain(kind)), plain(event), reporter ?? '', round ?? '', name]
        .filter(Boolean)
        .join(', ');
  }
}

/** Where the matter of an entry can be read; null where it has no page. */
export function findAuditPath({ kind, round, reporter, subject, event }: AuditEntry): string | null {
  switch (kind) {
    case 'decision':
    case 'clearance':
      return `/secretariat/review/${round}/${reporter}`;
    case 'seen':
      return round && reporter ? `/secretariat/review/${round}/${reporter}` : null;
    case 'round':
    case 'extension':
      return `/secretariat/rounds/${round}`;
    case 'compilation':
      return `/secretariat/compile/${round}`;
    case 'publication':
      return event === 'published' ? `/publications/${subject}` : null;
    case 'withdrawal':
      return `/publications/${subject}`;
    case 'leading_plan':
      return `/secretariat/plan?plan=${encodeURIComponent(subject ?? '')}`;
    case 'reference':
      return `/secretariat/reference/${(subject ?? '').split('/').map(encodeURIComponent).join('/')}`;
    case 'library':
      return `/secretariat/library/${subject}`;
    case 'recommendation':
      return `/secretariat/library/${subject?.replace('/', '/recommendations/')}`;
    case 'arrangement':
      return `/secretariat/library/${subject?.split('/')[0]}/arrangement`;
    case 'access_review':
      return `/secretariat/people/review?round=${round}`;
    default:
      return null;
  }
}
