export const roles = [
  'contributor',
  'focal_point',
  'clearing_officer',
  'secretariat_officer',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** The words people see for each role. */
export const roleLabels: Record<Role, string> = {
  contributor: 'Contributor',
  focal_point: 'Focal point',
  clearing_officer: 'Clearing officer',
  secretariat_officer: 'Secretariat officer',
  administrator: 'Administrator',
};

/** A role that a person holds; for the first three roles, where. */
export type Assignment = {
  role: Role;
  reporter: { code: string; kind: 'state' | 'body'; name: string } | null;
  /** The agency of a contributor who writes only that agency's part; without one they write the whole report. */
  agency?: { acronym: string; name: string } | null;
  /** Whose role it is and until when, where somebody stands in for a colleague. */
  cover?: { name: string; until: string } | null;
};

export type Viewer = {
  personId: string;
  name: string;
  email: string;
  assignments: Assignment[];
};

/** Everything that can be done, as one flat list. */
export const operations = [
  'report.read',
  'report.write',
  'report.clear',
  'report.sendBack',
  'report.submit',
  'report.withdraw',
  'report.answerQuery',
  /** Gives parts of a report to agencies, reminds them, marks the whole as ready. */
  'report.assign',
  /** Says that an agency's part is there. */
  'report.deliver',
  /** Prints the draft for a signature and takes the signed scan back. */
  'report.printPack',
  /** A cooperating body's word on what the lead body reports. */
  'report.comment',
  /** Hands one's own role to a colleague for some days. */
  'report.handOver',
  'round.read',
  'review.read',
  'review.start',
  'review.query',
  'review.return',
  'review.accept',
  'review.reopen',
  /** Writes beside a report: marks, notes for the compiler, edited wordings, saved phrases. Never in it. */
  'review.annotate',
  /** Says whether two people have to find a report right. */
  'review.setRules',
  'round.open',
  'round.close',
  'round.reopen',
  'round.extend',
  'round.remind',
  'compilation.read',
  'compilation.create',
  /** Writes and discusses the words of the report, and keeps the notes on comparability. */
  'compilation.write',
  'publication.preview',
  'publication.publish',
  /** Sets, moves and lets go of the minute at which a publication goes out. */
  'publication.schedule',
  /** Withdraws a publication, which stays under a notice. */
  'publication.withdraw',
  /** Sees which reporter lets its own figures be shown, and what it answered. */
  'consent.read',
  /** Asks reporters whether their own figures may be shown. */
  'consent.request',
  /** Answers for one's own state or body whether its figures may be shown: whoever may submit its report. */
  'consent.answer',
  /** Reads what was learned: questions of the evaluation, judgements, lessons, follow-up. */
  'learning.read',
  'learning.write',
  /** Reads every edition of every draft of the report. */
  'edition.read',
  /** Makes drafts of the report and their files. */
  'edition.make',
  /** Signs a draft as compiled, checked or approved. */
  'edition.approve',
  /** Reads the edition that is about one's own state. */
  'edition.readOwn',
  'plan.read',
  'plan.import',
  /** Chooses which of the published plans the public pages show where none is asked for. */
  'plan.lead',
  'library.read',
  /** Adds and changes entries of the library, and releases them for the next publication. */
  'library.write',
  'people.read',
  'people.invite',
  /** Gives a role to somebody with an account, and ends one: those that one may invite to. */
  'people.assign',
  /** Looks, each round, at who holds which role. */
  'people.review',
  /** Disables accounts and gives out new passwords. */
  'people.revoke',
  /** Sees who works for one's own state or body, and what waits there for a yes. */
  'people.readOwn',
  /** Says yes or no to a role that waits; who may to which, tracker.may_decide_role says. */
  'people.confirm',
  'audit.read',
  'mail.read',
  /** Reads whole mails where they lie for want of a mail server: they hold links that open accounts. */
  'mail.outbox',
] as const;
export type Operation = (typeof operations)[number];

/** What is acted upon, as stored: never as named in the request. */
export type Resource = { reporter?: { code: string } };

const drafting: Operation[] = [
  'round.read',
  'report.read',
  'report.write',
  'report.answerQuery',
  'report.handOver',
];

const operationsOf: Record<Role, Operation[]> = {
  contributor: [...drafting, 'report.deliver'],
  focal_point: [
    ...drafting,
    'report.assign',
    'report.printPack',
    'report.comment',
    'edition.readOwn',
    'report.sendBack',
    'report.submit',
    'report.withdraw',
    'consent.answer',
    'people.readOwn',
    'people.confirm',
  ],
  clearing_officer: [
    'round.read',
    'report.read',
    'report.printPack',
    'report.handOver',
    'report.clear',
    'edition.readOwn',
    'report.sendBack',
    'report.submit',
    'report.withdraw',
    'consent.answer',
    'people.readOwn',
    'people.confirm',
  ],
  secretariat_officer: [
    'round.read',
    'review.read',
    'review.start',
    'review.query',
    'review.return',
    'review.accept',
    'review.reopen',
    'review.annotate',
    'round.open',
    'round.close',
    'round.reopen',
    'round.extend',
    'round.remind',
    'compilation.read',
    'compilation.create',
    'compilation.write',
    'publication.preview',
    'publication.publish',
    'publication.schedule',
    'publication.withdraw',
    'consent.read',
    'consent.request',
    'learning.read',
    'learning.write',
    'edition.read',
    'edition.make',
    'edition.approve',
    'plan.read',
    'plan.import',
    'plan.lead',
    'library.read',
    'library.write',
    'people.read',
    'people.invite',
    'people.assign',
    'people.review',
    'audit.read',
    'mail.read',
  ],
  administrator: [
    'round.read',
    'review.setRules',
    'plan.read',
    'people.read',
    'people.invite',
    'people.assign',
    'people.review',
    'people.revoke',
    'people.confirm',
    'audit.read',
    'mail.read',
    'mail.outbox',
  ],
};

/** The roles that allow an operation, wherever they are held. */
export const listRolesFor = (operation: Operation): Role[] =>
  roles.filter((role) => operationsOf[role].includes(operation));

/** Operations of a role that is held for one reporter count for that reporter only. */
const boundToReporter: ReadonlySet<Role> = new Set(['contributor', 'focal_point', 'clearing_officer']);

/**
 * Whether a person may do something, from their assignments alone. The status of a report is the workflow's
 * business, not this function's. Pure: server and screens ask the same question.
 */
export function can(viewer: Viewer | null, operation: Operation, resource: Resource = {}): boolean {
  if (!viewer) return false;
  return viewer.assignments.some(({ role, reporter }) => {
    const allowed =
      operationsOf[role].includes(operation) ||
      // A sectoral body has no clearing authority above its focal point, so the focal point clears.
      (operation === 'report.clear' && role === 'focal_point' && reporter?.kind === 'body');
    if (!allowed) return false;
    if (!boundToReporter.has(role) || operation === 'round.read') return true;
    return reporter !== null && resource.reporter !== undefined && reporter.code === resource.reporter.code;
  });
}

/** Whether a person sees the whole report of a reporter, or only what an agency holds of it. */
export function seesWhole(viewer: Viewer, reporter: string): boolean {
  return viewer.assignments.some(
    (held) => held.reporter?.code === reporter && (held.role !== 'contributor' || !held.agency),
  );
}

/** The reporters that a person works for, without repeats, in the order of their assignments. */
export function listReporters(viewer: Viewer): NonNullable<Assignment['reporter']>[] {
  const seen = new Map<string, NonNullable<Assignment['reporter']>>();
  for (const { reporter } of viewer.assignments) if (reporter) seen.set(reporter.code, reporter);
  return [...seen.values()];
}

/** Where a person lands after signing in. */
export function getHomePath(
  viewer: Viewer,
): '/workspace' | '/secretariat' | '/secretariat/people' | '/account' {
  if (viewer.assignments.some(({ role }) => role === 'secretariat_officer')) return '/secretariat';
  if (listReporters(viewer).length > 0) return '/workspace';
  // Somebody whose last role was taken has nothing but their account.
  return viewer.assignments.length > 0 ? '/secretariat/people' : '/account';
}
