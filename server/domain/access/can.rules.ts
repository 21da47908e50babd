export const roles = [
  'contributor',
  'focal_point',
  'clearing_officer',
  'secretariat_officer',
  'administrator',
  'partner',
] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Record<Role, string> = {
  contributor: 'Contributor',
  focal_point: 'Focal point',
  clearing_officer: 'Clearing officer',
  secretariat_officer: 'Secretariat officer',
  administrator: 'Administrator',
  partner: 'Partner',
};

/** A role that a person holds; for the first three roles, with the reporter it is for. */
export type Assignment = {
  role: Role;
  reporter: { code: string; kind: 'state' | 'body'; name: string } | null;
  /**
   * The agency of a contributor who writes only that agency's part; null for one who writes the whole report.
   */
  agency?: { acronym: string; name: string } | null;
  /** For the role of a partner: the organisation. */
  partner?: { code: string; name: string } | null;
  /** If the role is delegated: by whom, and until when. */
  cover?: { name: string; until: string } | null;
};

export type Viewer = {
  personId: string;
  name: string;
  email: string;
  assignments: Assignment[];
};

/** Every operation, as one flat list. */
export const operations = [
  'report.read',
  'report.write',
  'report.clear',
  'report.sendBack',
  'report.submit',
  'report.withdraw',
  'report.answerQuery',
  /** Assigns parts of a report to agencies, reminds them, marks the whole report as ready. */
  'report.assign',
  /** Marks an agency's part as delivered. */
  'report.deliver',
  /** Prints the draft for signature and uploads the signed scan. */
  'report.printPack',
  /** A cooperating body's comment on what the lead body reports. */
  'report.comment',
  /** Delegates one's own role to a colleague for some days. */
  'report.handOver',
  'round.read',
  /** Reads the national targets and circumstances of a state. */
  'target.read',
  /** Proposes one's own state's national targets and circumstances. */
  'target.propose',
  /** Clears or returns what the focal point of one's own state proposed. */
  'target.clear',
  /** Accepts or returns what a state has cleared. */
  'target.decide',
  'review.read',
  'review.start',
  'review.query',
  'review.return',
  'review.accept',
  'review.reopen',
  /** Writes beside a report, never in it: flags, notes for the compiler, edited wordings, saved phrases. */
  'review.annotate',
  /** Assigns a reviewer to reports. */
  'review.assign',
  /** Decides whether two people must approve a report. */
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
  /** Sets, changes and cancels the time at which a publication goes out. */
  'publication.schedule',
  /** Withdraws a publication, which stays online under a notice. */
  'publication.withdraw',
  /** Reads which reporter consents to show its own figures, and its answers. */
  'consent.read',
  /** Asks reporters for consent to show their own figures. */
  'consent.request',
  /** Answers a consent request for one's own state or body: whoever may submit its report. */
  'consent.answer',
  /** Reads the learning pages: evaluation questions, judgements, lessons, follow-up. */
  'learning.read',
  'learning.write',
  /** Reads what partners give to a plan, and what they say about it. */
  'support.read',
  'support.write',
  /** Reads one's own support: whoever works for a partner. */
  'support.readOwn',
  /** Confirms or corrects one's own support, and gives or withdraws consent to show amounts. */
  'support.answer',
  /** Reads every edition of every draft of the report. */
  'edition.read',
  /** Makes drafts of the report and their files. */
  'edition.make',
  /** Signs a draft as compiled, checked or approved. */
  'edition.approve',
  /** Reads the edition about one's own state. */
  'edition.readOwn',
  'plan.read',
  'plan.import',
  /** Chooses which published plan the public pages show by default. */
  'plan.lead',
  'library.read',
  /** Adds and changes library entries, and releases them for the next publication. */
  'library.write',
  /** Reads what studies and events recommend, and every response. */
  'recommendation.read',
  /** Adds, changes and releases recommendations, and records responses and how far they have come. */
  'recommendation.write',
  /** Reads what states have agreed between them, and every account of it. */
  'arrangement.read',
  /** Says what states have agreed between them. */
  'arrangement.write',
  /** Reads the arrangements in which one's own state takes part, with the accounts of all that do. */
  'arrangement.readOwn',
  /** Gives the own state's account of an arrangement. */
  'arrangement.report',
  /** Releases what was agreed, and the own state's account, for publication. */
  'arrangement.release',
  'people.read',
  'people.invite',
  /** Assigns and ends roles of people with an account: those roles that one may invite to. */
  'people.assign',
  /** Reviews, each round, who holds which role. */
  'people.review',
  /** Disables accounts and issues new passwords. */
  'people.revoke',
  /** Reads who works for one's own state or body, and which roles wait for confirmation there. */
  'people.readOwn',
  /** Confirms or declines a waiting role; tracker.may_decide_role decides who may for which role. */
  'people.confirm',
  'audit.read',
  'mail.read',
  /**
   * Reads whole mails kept in the outbox when there is no mail server: they contain links that open accounts.
   */
  'mail.outbox',
] as const;
export type Operation = (typeof operations)[number];

/** What the operation is on, as stored: never as named in the request. */
export type Resource = { reporter?: { code: string }; partner?: { code: string } };

const drafting: Operation[] = [
  'round.read',
  'report.read',
  'report.write',
  'report.answerQuery',
  'report.handOver',
  'target.read',
];

const operationsOf: Record<Role, Operation[]> = {
  contributor: [...drafting, 'report.deliver'],
  focal_point: [
    ...drafting,
    'report.assign',
    'report.printPack',
    'report.comment',
    'target.propose',
    'arrangement.readOwn',
    'arrangement.report',
    'arrangement.release',
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
    'target.read',
    'target.clear',
    'arrangement.readOwn',
    'arrangement.release',
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
    'target.read',
    'target.decide',
    'review.read',
    'review.start',
    'review.query',
    'review.return',
    'review.accept',
    'review.reopen',
    'review.annotate',
    'review.assign',
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
    'support.read',
    'support.write',
    'edition.read',
    'edition.make',
    'edition.approve',
    'plan.read',
    'plan.import',
    'plan.lead',
    'library.read',
    'library.write',
    'recommendation.read',
    'recommendation.write',
    'arrangement.read',
    'arrangement.write',
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
  partner: ['support.readOwn', 'support.answer'],
};

/** The roles that allow an operation, wherever they are held. */
export const listRolesFor = (operation: Operation): Role[] =>
  roles.filter((role) => operationsOf[role].includes(operation));

/** Operations of a role that is held for one reporter apply to that reporter only. */
const boundToReporter: ReadonlySet<Role> = new Set(['contributor', 'focal_point', 'clearing_officer']);

/**
 * Whether a person may do something, judged by their assignments alone. The status of a report is for the
 * workflow to check. Pure, so server and screens ask the same question.
 */
export function can(viewer: Viewer | null, operation: Operation, resource: Resource = {}): boolean {
  if (!viewer) return false;
  return viewer.assignments.some(({ role, reporter, partner }) => {
    const allowed =
      operationsOf[role].includes(operation) ||
      // A sectoral body has no clearing authority above its focal point, so the focal point clears.
      (operation === 'report.clear' && role === 'focal_point' && reporter?.kind === 'body');
    if (!allowed) return false;
    if (role === 'partner' && operation !== 'support.readOwn') {
      return Boolean(partner) && partner?.code === resource.partner?.code;
    }
    if (!boundToReporter.has(role) || operation === 'round.read') return true;
    return reporter !== null && resource.reporter !== undefined && reporter.code === resource.reporter.code;
  });
}

/** Whether a person sees the whole report of a reporter, or only the part that an agency holds. */
export function canSeeWhole(viewer: Viewer, reporter: string): boolean {
  return viewer.assignments.some(
    (held) => held.reporter?.code === reporter && (held.role !== 'contributor' || !held.agency),
  );
}

/** Whether a person sends the whole report of a reporter to its clearing officer: the focal point of a state. */
export const canSendToClearing = (
  viewer: Viewer,
  reporter: { code: string; kind: 'state' | 'body' },
): boolean => reporter.kind === 'state' && can(viewer, 'report.assign', { reporter });

/** Lists the reporters that a person works for, without repeats, in the order of their assignments. */
export function listReporters(viewer: Viewer): NonNullable<Assignment['reporter']>[] {
  const seen = new Map<string, NonNullable<Assignment['reporter']>>();
  for (const { reporter } of viewer.assignments) if (reporter) seen.set(reporter.code, reporter);
  return [...seen.values()];
}

/** Returns the path where a person lands after signing in. */
export function getHomePath(
  viewer: Viewer,
): '/workspace' | '/secretariat' | '/secretariat/people' | '/partner' | '/account' {
  if (viewer.assignments.some(({ role }) => role === 'secretariat_officer')) return '/secretariat';
  if (listReporters(viewer).length > 0) return '/workspace';
  if (viewer.assignments.some(({ role }) => role === 'administrator')) return '/secretariat/people';
  // A person whose last role was ended has only their account.
  return viewer.assignments.length > 0 ? '/partner' : '/account';
}
