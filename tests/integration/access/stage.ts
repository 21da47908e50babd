import type { ErrorCode } from '#server/domain/error/domain-error.ts';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { hashLinkToken } from '#server/auth/link-token.ts';
import { type AppCaller, createCaller } from '#server/trpc/root.ts';
import { givePassword } from '#tests/support/accounts.ts';
import { readMailedToken } from '#tests/support/mailed-links.ts';
import { bringReportTo, createTeam, type Status } from '#tests/support/reports.ts';
import { undoTransactions } from '#tests/support/rolled-back.ts';
import { createWorld, type World } from '#tests/support/world.ts';

/** Who knocks. "revoked" and "disabled" held every role before it was taken away. */
export const roles = [
  'anonymous',
  'contributor',
  'focal_state',
  'focal_body',
  'clearing_officer',
  'secretariat_officer',
  'administrator',
  'partner',
  'revoked',
  'disabled',
] as const;
export type RoleName = (typeof roles)[number];
export const places = ['own', 'other'] as const;
/** Whether the reporter that is asked about is one that the person works for. */
export type Place = (typeof places)[number];
/** "ok": it ran to its end and answered. Everything else is the exact code of the refusal. */
export type Outcome = 'ok' | ErrorCode;

/** One report on the stage, with what can be asked about it. */
export type Item = {
  round: string;
  reporter: string;
  activity: string;
  indicator: string;
  version: number;
  /** The id of a question on the activity and its version; 0 where there is none. */
  query: number;
  queryVersion: number;
  /** The reference of a printed draft; empty once the report has been cleared. */
  pack: string;
  /** Pieces of evidence on the activity: one that is the reporter's own, one for ASEAN. */
  evidence: { own: number; shared: number };
};

const round = '2024-H2';
const statuses: Status[] = ['draft', 'cleared', 'submitted', 'returned', 'accepted'];
/** A reporter of each kind for each status, in the order of `statuses`. */
const cast = {
  ownStates: ['BN', 'KH', 'ID', 'LA', 'MY'],
  ownBodies: ['ACWC', 'SOMTC', 'ASLOM', 'DGICM', 'SOMRI'],
  otherStates: ['MM', 'PH', 'SG', 'TH', 'VN'],
};

export type Stage = {
  world: World;
  people: Record<RoleName, { id: string | null; viewer: Viewer | null }>;
  /** The viewers of "revoked" and "disabled" as a session had read them just before. */
  stale: Viewer[];
  /** Every mutation runs and is undone, unless `commits`. */
  callerOf: (viewer: Viewer | null, options?: { commits?: boolean | undefined }) => AppCaller;
  /** The plan, with support S1 of the partner on the stage and S2 of another. */
  plan: string;
  /** Somebody whom administrators look after, and one of their roles. */
  target: string;
  targetAssignment: number;
  resetToken: string;
  /** Open invitations: of somebody new, of somebody with an account, and to an office. */
  invitations: Record<'fresh' | 'known' | 'office', { id: number; token: string }>;
  /** Sends one more invitation to somebody new; the secret end of its link. */
  invite: () => Promise<string>;
  /** A role that waits in the reporter of an item. */
  requestOf: (item: Item) => number;
  /** The question of consent that was asked about an accepted report, and a link to it as they were made before. */
  questionOf: (item: Item) => number;
  oldLinkOf: (item: Item) => string;
  freshEmail: () => string;
  /** The newest change of an item's activity. */
  lastRevision: (item: Item) => Promise<number>;
  reports: { reporter: string; status: Status }[];
  isOwn: (role: RoleName, reporter: string) => boolean;
  /** The report in a status that belongs to the person's own reporter, or to another. */
  itemOf: (role: RoleName, place: Place, status: Status) => Item;
};

/** Evidence as it lies in the database; the files themselves are for the tests of evidence. */
async function addEvidence(world: World, reporter: string): Promise<Item['evidence']> {
  const rows = await world.owner<{ id: number }[]>`
    insert into tracker.evidence (submission_id, activity_id, kind, title, storage_key, file_name, content_type,
      size_bytes, sha256, scan, disclosure, added_by, added_at)
    select ar.submission_id, ar.activity_id, 'file', ${`What ${reporter} achieved.`}, md5(random()::text), 'a.pdf',
      'application/pdf', 1, repeat('0', 64), 'clean', d.disclosure, ar.updated_by, now()
    from tracker.activity_report ar
    join tracker.submission s on s.id = ar.submission_id
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
    cross join (values (1, 'private'), (2, 'asean')) as d (position, disclosure)
    where ar.version > 0 order by d.position returning id`;
  return { own: rows[0]!.id, shared: rows[1]!.id };
}

/** A round with reports in every status, one publication, and a newer compilation that is not published. */
export async function setStage(): Promise<Stage> {
  const world = await createWorld();
  const secretariat = await world.openRound(round);
  const items = new Map<string, Item>();
  for (const reporters of Object.values(cast)) {
    for (const [index, status] of statuses.entries()) {
      const reporter = reporters[index]!;
      const team = await createTeam(world, reporter);
      const brought = await bringReportTo(secretariat, team, { round, reporter }, status);
      const [query] = await world.owner<{ id: number; version: number }[]>`
        select q.id, q.version from tracker.query q
        join tracker.submission s on s.id = q.submission_id
        join tracker.reporter p on p.id = s.reporter_id
        where p.code = ${reporter} and q.activity_id is not null`;
      const pack =
        status === 'draft' ? await team.focal.caller.clearance.createPack({ round, reporter }) : null;
      const evidence = await addEvidence(world, reporter);
      items.set(reporter, {
        round,
        reporter,
        ...brought,
        query: query?.id ?? 0,
        queryVersion: query?.version ?? 0,
        pack: pack?.reference ?? '',
        evidence,
      });
    }
  }
  await secretariat.caller.compilation.create({ round });
  await secretariat.caller.publication.publish({ round });
  await secretariat.caller.compilation.create({ round });

  const at = (role: 'contributor' | 'focal_point' | 'clearing_officer', reporters: string[]) =>
    reporters.map((reporter) => ({ role, reporter }));
  const everything = [
    ...at('contributor', cast.ownStates),
    ...at('focal_point', cast.ownStates),
    ...at('clearing_officer', cast.ownStates),
    { role: 'secretariat_officer' as const },
    { role: 'administrator' as const },
    { role: 'partner' as const, partner: 'asean-act' },
  ];
  const revoked = await world.createPerson(everything);
  const disabled = await world.createPerson(everything);
  await world.owner`update tracker.assignment set revoked_at = now() where person_id = ${revoked.id}`;
  await world.owner`update auth.person set disabled_at = now() where id = ${disabled.id}`;
  const reread = async (id: string) => ({
    id,
    viewer: await getViewer(world.connections.app, world.base.viewerSecret, id),
  });

  // Not the last one, or nobody could take anything from the others.
  const office = await world.createPerson([{ role: 'administrator' }]);
  const target = await world.createPerson([{ role: 'contributor', reporter: 'PH' }]);
  const { email } = await givePassword(world, target.id);
  let count = 0;
  const freshEmail = () => {
    count += 1;
    return `new.${count}@example.test`;
  };
  const invite = async (to: { email?: string; role?: 'contributor' | 'administrator' } = {}) => {
    const { email = freshEmail(), role = 'contributor' } = to;
    await office.caller.people.invite({
      email,
      name: 'Somebody New',
      role,
      ...(role === 'contributor' ? { reporter: 'TH' } : {}),
    });
    const [row] = await world.owner<{ id: number }[]>`select max(id) as id from tracker.invitation`;
    return { id: row!.id, token: await readMailedToken(world, email) };
  };
  await office.caller.people.issueReset({ person: target.id });
  const resetToken = await readMailedToken(world, email, 'password_link');
  const [assignment] = await world.owner<{ id: number }[]>`
    select id from tracker.assignment where person_id = ${target.id}`;

  const requests = new Map<string, number>();
  const questions = new Map<string, number>();
  for (const reporter of Object.values(cast).flat()) {
    const role = /^[A-Z]{2}$/.test(reporter) ? 'clearing_officer' : 'focal_point';
    const waiting = await world.createPerson([]);
    await secretariat.caller.people.assign({ person: waiting.id, role, reporter });
    const [request] = await world.owner<{ id: number }[]>`
      select id from tracker.role_request where person_id = ${waiting.id}`;
    requests.set(reporter, request!.id);
  }
  for (const reporters of Object.values(cast)) {
    const reporter = reporters[statuses.indexOf('accepted')]!;
    const { indicator } = items.get(reporter)!;
    await secretariat.caller.consent.request({ round, reporter, indicators: [indicator] });
    const [question] = await world.owner<{ id: number }[]>`select max(id) as id from tracker.consent_request`;
    questions.set(reporter, question!.id);
    await world.owner`
      insert into tracker.consent_link (token_hash, request_id, person_id)
      values (${hashLinkToken(`link to ${reporter}`)}, ${question!.id}, ${secretariat.id})`;
  }

  const support = { kind: 'training', part: 'led', subject: 'plan', description: 'What a partner gives.' };
  const rest = {
    carriedOutBy: '',
    receivers: [],
    source: 'A letter',
    iatiIdentifier: '',
    withdrawn: false,
    amounts: [],
  };
  for (const partner of ['asean-act', 'iom']) {
    const fields = { partner, ...support, ...rest, description: `What ${partner} gives.` };
    await secretariat.caller.support.save({ version: 0, fields });
  }
  const [plan] = await world.owner<{ code: string }[]>`
    select p.code from tracker.plan p join tracker.support s on s.plan_id = p.id limit 1`;

  const app = undoTransactions(world.connections.app);
  const auth = undoTransactions(world.connections.auth);
  return {
    world,
    plan: plan!.code,
    target: target.id,
    targetAssignment: assignment!.id,
    resetToken,
    invitations: {
      fresh: await invite(),
      known: await invite({ email }),
      office: await invite({ role: 'administrator' }),
    },
    invite: async () => (await invite()).token,
    freshEmail,
    requestOf: ({ reporter }) => requests.get(reporter)!,
    questionOf: ({ reporter }) => questions.get(reporter)!,
    oldLinkOf: ({ reporter }) => `link to ${reporter}`,
    async lastRevision({ round, reporter, activity }) {
      const [row] = await world.owner<{ id: number }[]>`
        select max(v.id)::integer as id from tracker.revision v
        join tracker.submission s on s.id = v.submission_id
        join tracker.round r on r.id = s.round_id and r.code = ${round}
        join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
        where v.subject_key = ${activity}`;
      return row?.id ?? 0;
    },
    people: {
      anonymous: { id: null, viewer: null },
      contributor: await world.createPerson(at('contributor', cast.ownStates)),
      focal_state: await world.createPerson(at('focal_point', cast.ownStates)),
      focal_body: await world.createPerson(at('focal_point', cast.ownBodies)),
      clearing_officer: await world.createPerson(at('clearing_officer', cast.ownStates)),
      secretariat_officer: await world.createPerson([{ role: 'secretariat_officer' }]),
      administrator: await world.createPerson([{ role: 'administrator' }]),
      partner: await world.createPerson([{ role: 'partner', partner: 'asean-act' }]),
      revoked: await reread(revoked.id),
      disabled: await reread(disabled.id),
    },
    stale: [revoked.viewer, disabled.viewer],
    callerOf(viewer, { commits = false } = {}) {
      count += 1;
      const ip = `10.0.${Math.floor(count / 250)}.${count % 250}`;
      const undone = commits ? {} : { database: app, connections: { ...world.connections, app, auth } };
      // What is in files is examined by tests of its own; here it is a picture, at once.
      const fileIntake = {
        take: (content: Uint8Array) =>
          Promise.resolve({ content, kind: 'png' as const, scan: 'clean' as const, removed: [] }),
      };
      return createCaller({
        ...world.base,
        ...undone,
        fileIntake,
        ip,
        cookies: [],
        wait: { seconds: 0 },
        viewer,
      });
    },
    reports: Object.values(cast).flatMap((reporters) =>
      reporters.map((reporter, index) => ({ reporter, status: statuses[index]! })),
    ),
    isOwn(role, reporter) {
      if (role === 'focal_body') return cast.ownBodies.includes(reporter);
      return (
        ['contributor', 'focal_state', 'clearing_officer'].includes(role) && cast.ownStates.includes(reporter)
      );
    },
    itemOf(role, place, status) {
      const reporters =
        place === 'other' ? cast.otherStates : role === 'focal_body' ? cast.ownBodies : cast.ownStates;
      return items.get(reporters[statuses.indexOf(status)]!)!;
    },
  };
}
