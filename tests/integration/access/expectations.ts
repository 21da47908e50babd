import type { RoleName } from './stage.ts';
import {
  activityOf,
  agencyOf,
  butForBodies,
  forBodies,
  administrators,
  type Expectation,
  everyone,
  indicatorOf,
  keyOf,
  members,
  moveOf,
  offices,
  reporters,
  secretariat,
  senders,
  signedIn,
  withRole,
  writers,
} from './rules.ts';

const nationalTarget = (at: Parameters<Expectation['input']>[0]) => ({
  ...keyOf(at('draft')),
  indicator: 'I-B3',
  version: 0,
});

const nationalCircumstance = (at: Parameters<Expectation['input']>[0]) => ({
  ...keyOf(at('draft')),
  activity: 'A1.1',
  version: 0,
});

const supportFields = {
  partner: 'iom',
  kind: 'training',
  part: 'led',
  subject: 'plan',
  description: 'A course.',
  carriedOutBy: '',
  receivers: [],
  source: 'A letter',
  iatiIdentifier: '',
  withdrawn: false,
  amounts: [],
};
const recommendationFields = {
  text: 'Tell recruits what they owe.',
  place: '',
  madeOn: '',
  addressedTo: ['TH'],
  activities: '',
  indicators: '',
  answerBy: '',
};
const responseFields = {
  by: 'TH',
  kind: 'accepted',
  reason: '',
  on: '2025-01-10',
  dueOn: '',
  activities: '',
  indicators: '',
  source: 'A letter',
};
/** The secretariat may, and the stage has no entry in the library. */
const notInLibrary = (more: object = {}) =>
  members(() => ({ item: 'none', ...more }), { any: ['secretariat_officer'], may: 'NOT_FOUND' });
const arrangementFields = {
  status: 'being_agreed',
  agreedOn: '',
  aims: ['justice'],
  contacts: [],
  countries: '',
  steps: [],
  results: '',
};
/** Those who may ask for the own state, which takes part in nothing. */
const inNothing = (own: RoleName[], more: object) =>
  members((at) => ({ code: 'none', reporter: at('draft').reporter, ...more }), { own, may: 'NOT_FOUND' });
const noUpload = '00000000-0000-4000-8000-000000000000';

/**
 * Every procedure of the contract, with a sample that runs to its end and who may call it. A procedure that is not
 * here fails the matrix: add a line when you add one.
 */
export const expectations: Record<string, Expectation[]> = {
  'session.me': [everyone(() => undefined)],
  'session.signIn': [
    everyone((_, stage) => ({ email: stage.freshEmail(), password: 'not the password' }), {
      outcome: 'BAD_INPUT',
    }),
  ],
  'session.signOut': [everyone(() => undefined)],
  'session.signOutEverywhere': [members(() => undefined, { any: signedIn })],
  'session.timeZone': [members(() => undefined, { any: signedIn })],
  'session.deviceKey': [members(() => undefined, { any: signedIn })],
  'session.list': [members(() => undefined, { any: signedIn })],
  'session.revoke': [members(() => ({ session: 'of nobody' }), { any: signedIn })],
  'session.revokeOthers': [members(() => undefined, { any: signedIn })],
  // Nobody knows the password of these people, nor do they.
  'session.changePassword': [
    members(() => ({ current: 'not the password', password: 'seven slow ferries at dusk' }), {
      any: signedIn,
      may: 'BAD_INPUT',
    }),
  ],
  'session.help': [everyone(() => undefined)],
  'session.requestReset': [everyone((_, stage) => ({ email: stage.freshEmail() }))],
  'session.getReset': [everyone((_, stage) => ({ token: stage.resetToken }))],
  'session.reset': [
    everyone((_, stage) => ({ token: stage.resetToken, password: 'seven slow ferries at dusk' })),
  ],

  'invitation.get': [everyone((_, stage) => ({ token: stage.invitations.fresh.token }))],
  'invitation.accept': [
    {
      ...everyone(
        async (_, stage) => ({ token: await stage.invite(), password: 'seven slow ferries at dusk' }),
        { commits: true },
      ),
      about: 'by somebody new',
    },
    // With an account one accepts as oneself; the account is somebody else's here.
    members((_, stage) => ({ token: stage.invitations.known.token }), { about: 'for another account' }),
  ],

  'round.list': [members(() => undefined, { any: withRole })],
  'round.open': [secretariat(() => ({ round: '2025-H1' }))],
  'round.change': [
    members(
      () => {
        const round = { title: 'x', opensOn: '2025-02-01', dueOn: '2025-03-01', closesOn: '2025-03-02' };
        return { round: '2024-H2', read: round, planned: round };
      },
      { any: ['secretariat_officer'], may: 'NOT_ALLOWED_NOW' },
    ),
  ],
  'round.close': [secretariat(() => ({ round: '2024-H2' }))],
  'round.valuesCsv': [secretariat(() => ({ round: '2024-H2' }))],
  'round.extend': [
    secretariat((at) => ({ ...keyOf(at('draft')), dueOn: '2025-05-01', reason: 'The ministry has moved.' })),
  ],
  'round.reopen': [
    members(() => ({ round: '2024-H2', closesOn: '2025-02-20', reason: 'A late matrix.' }), {
      any: ['secretariat_officer'],
      may: 'NOT_ALLOWED_NOW',
    }),
  ],
  'round.events': [secretariat(() => ({ round: '2024-H2' }))],
  'round.extendAll': [secretariat(() => ({ round: '2024-H2', dueOn: '2025-06-30', reason: 'The floods.' }))],
  'round.completeness': [secretariat(() => ({ round: '2024-H2' }))],
  'round.remindSection': [
    members((at) => ({ ...keyOf(at('draft')), section: 'activity:none' }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'round.reminders': [secretariat(() => ({ round: '2024-H2' }))],
  'round.remind': [secretariat((at) => keyOf(at('draft')))],
  'round.calendarFile': [members(() => ({ origin: 'https://tracker.example.org' }), { any: withRole })],

  'notification.list': [members(() => ({}), { any: signedIn })],
  'notification.count': [members(() => undefined, { any: signedIn })],
  // What somebody else was told is not there.
  'notification.markRead': [
    members(() => ({ notification: 2_000_000_000 }), { any: signedIn, may: 'NOT_FOUND' }),
  ],
  'notification.markAllRead': [members(() => ({ upTo: 1 }), { any: signedIn })],
  'notification.mailChoice': [members(() => undefined, { any: signedIn })],
  'notification.saveMailChoice': [
    members(() => ({ wanted: ['reports'], pausedUntil: '' }), { any: signedIn }),
  ],

  'mail.list': [offices(() => ({}))],
  // No mail has failed on this stage, and there is no outbox outside the demo.
  'mail.resend': [
    members(() => ({ mail: 1 }), {
      any: ['secretariat_officer', 'administrator'],
      may: 'NOT_ALLOWED_NOW',
    }),
  ],
  'mail.outbox': [members(() => undefined, { any: ['administrator'], may: 'NOT_FOUND' })],
  'mail.outboxMail': [members(() => ({ mail: 1 }), { any: ['administrator'], may: 'NOT_FOUND' })],

  'plan.get': [offices(() => undefined)],
  'plan.list': [offices(() => undefined)],
  'plan.leading': [offices(() => undefined)],
  'plan.lead': [secretariat(() => ({ plan: 'BOHOL-2', instead: 'BOHOL-2' }))],
  'plan.amendments': [offices(() => ({ plan: 'BOHOL-2' }))],
  'plan.equalities': [secretariat(() => ({ plan: 'BOHOL-2' }))],
  'plan.form': [secretariat(() => ({ plan: 'BOHOL-2', row: { sheet: 'activities', code: 'A1.1' } }))],
  // The version that was read is none: whoever gets that far is told that it reads otherwise.
  'plan.saveEdit': [
    members(
      () => ({
        plan: 'BOHOL-2',
        version: '',
        edit: { kind: 'split-activity', code: 'A1.1', parts: [], followers: [] },
      }),
      { any: ['secretariat_officer'], may: 'CONFLICT' },
    ),
  ],
  'plan.workbook': [offices(() => ({ plan: 'BOHOL-2' }))],
  // What is sent is no plan, and no upload has this id: those who may get as far as being told so.
  'plan.upload': [
    members(() => ({ files: [{ name: 'plan.xlsx', content: 'SGVsbG8=' }] }), {
      any: ['secretariat_officer'],
      may: 'BAD_INPUT',
    }),
  ],
  'plan.preview': [members(() => ({ upload: noUpload }), { any: ['secretariat_officer'], may: 'NOT_FOUND' })],
  'plan.markedWorkbook': [
    members(() => ({ upload: noUpload }), { any: ['secretariat_officer'], may: 'NOT_FOUND' }),
  ],
  'plan.accept': [
    members(() => ({ upload: noUpload, stand: '' }), { any: ['secretariat_officer'], may: 'NOT_FOUND' }),
  ],

  'reference.lists': [offices(() => undefined)],
  'reference.list': [offices(() => ({ list: 'tags' }))],
  'reference.row': [offices(() => ({ list: 'tags', row: 'child' }))],
  'reference.save': [
    secretariat(() => ({
      list: 'partners',
      row: null,
      version: '',
      cells: { code: 'a-partner', name: 'A partner', kind: 'research', url: '' },
      words: {},
      after: null,
    })),
  ],
  'reference.end': [
    members(() => ({ list: 'tags', row: 'none', version: '', ended: true }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  // The file is no workbook; the list has no such row.
  'reference.preview': [
    members(() => ({ content: 'PGEvPg==' }), { any: ['secretariat_officer'], may: 'BAD_INPUT' }),
  ],
  'reference.import': [
    members(
      () => ({ rows: [{ list: 'tags', row: 'none', version: '', cells: {}, words: {}, ended: false }] }),
      { any: ['secretariat_officer'], may: 'NOT_FOUND' },
    ),
  ],

  'library.list': [secretariat(() => ({}))],
  'library.choices': [secretariat(() => undefined)],
  // The stage has no entry.
  'library.get': [members(() => ({ code: 'none' }), { any: ['secretariat_officer'], may: 'NOT_FOUND' })],
  'library.save': [
    secretariat(() => ({
      code: 'a-study',
      version: 0,
      item: { kind: 'study', title: 'A study', summary: 'What was found.', basis: 'A letter.' },
    })),
  ],
  'library.release': [
    members(() => ({ code: 'none', version: 1, released: true }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],

  'library.setNotPublished': [
    members(() => ({ code: 'none', version: 1, notPublished: true }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'recommendation.all': [secretariat(() => ({}))],
  'recommendation.list': [notInLibrary()],
  'recommendation.get': [notInLibrary()],
  'recommendation.save': [notInLibrary({ version: 0, fields: recommendationFields })],
  'recommendation.release': [notInLibrary({ code: 'R1', version: 1, released: true })],
  'recommendation.respond': [notInLibrary({ code: 'R1', version: 1, fields: responseFields })],
  'recommendation.recordStatus': [
    notInLibrary({
      code: 'R1',
      version: 1,
      fields: { by: 'TH', status: 'done', on: '2025-01-10', note: '' },
    }),
  ],

  'arrangement.get': [members(() => ({ code: 'none' }), { any: ['secretariat_officer'], may: 'NOT_FOUND' })],
  'arrangement.save': [
    members(() => ({ code: 'none', version: 0, fields: arrangementFields }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'arrangement.listOwn': [members(() => undefined, { any: signedIn })],
  'arrangement.getOwn': [inNothing(senders, {})],
  'arrangement.report': [
    inNothing(['focal_state', 'focal_body'], { version: 1, number: 0, fields: { items: [], counts: [] } }),
  ],
  'arrangement.release': [inNothing(senders, { version: 1, number: 1, parts: ['terms'] })],

  'workbook.download': [members((at) => keyOf(at('draft')), { own: reporters })],
  'workbook.list': [members((at) => keyOf(at('draft')), { own: writers })],
  // What is sent is no workbook, and no upload has this id: those who may get as far as being told so.
  'workbook.upload': [
    members((at) => ({ ...keyOf(at('draft')), fileName: 'report.xlsx', content: 'SGVsbG8=' }), {
      own: writers,
      may: 'BAD_INPUT',
    }),
  ],
  'workbook.preview': [
    members((at) => ({ ...keyOf(at('draft')), upload: noUpload }), { own: writers, may: 'NOT_FOUND' }),
  ],
  'workbook.accept': [
    members((at) => ({ ...keyOf(at('draft')), upload: noUpload, stand: '', items: 'all' as const }), {
      own: writers,
      may: 'NOT_FOUND',
    }),
  ],

  // The secretariat sees that a draft exists; of its items it gets none.
  'submission.get': [
    members((at) => keyOf(at('draft')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.activity': [
    members((at) => ({ ...keyOf(at('draft')), activity: at('draft').activity }), {
      about: 'a draft',
      own: reporters,
      refused: 'NOT_FOUND',
    }),
    members((at) => ({ ...keyOf(at('submitted')), activity: at('submitted').activity }), {
      about: 'a submitted report',
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.indicator': [
    members((at) => ({ ...keyOf(at('draft')), indicator: at('draft').indicator }), {
      about: 'a draft',
      own: reporters,
      refused: 'NOT_FOUND',
    }),
    members((at) => ({ ...keyOf(at('submitted')), indicator: at('submitted').indicator }), {
      about: 'a submitted report',
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.activityPage': [
    members((at) => ({ ...keyOf(at('draft')), activity: at('draft').activity }), { own: reporters }),
  ],
  'submission.indicatorPage': [
    members((at) => ({ ...keyOf(at('draft')), indicator: at('draft').indicator }), { own: reporters }),
  ],
  'submission.gapAfter': [
    members((at) => ({ ...keyOf(at('draft')), kind: 'activity' as const, code: at('draft').activity }), {
      own: reporters,
    }),
  ],
  'submission.area': [members((at) => ({ ...keyOf(at('draft')), area: 'C' }), { own: reporters })],
  'submission.copyable': [members((at) => keyOf(at('draft')), { own: reporters })],
  'submission.nextStep': [
    members((at) => keyOf(at('draft')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.taskList': [
    members((at) => keyOf(at('draft')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.startFromLast': [members((at) => keyOf(at('draft')), { own: writers })],
  'submission.confirmCopied': [
    members(
      (at) => ({ ...keyOf(at('draft')), activities: [{ activity: at('draft').activity, version: 1 }] }),
      {
        own: writers,
      },
    ),
  ],
  'submission.restore': [
    members(
      async (at, stage) => ({
        ...keyOf(at('draft')),
        kind: 'activity',
        code: at('draft').activity,
        revision: await stage.lastRevision(at('draft')),
        version: 1,
      }),
      { own: writers },
    ),
  ],
  'submission.check': [members((at) => keyOf(at('draft')), { own: reporters })],
  'submission.checkPage': [members((at) => keyOf(at('draft')), { own: reporters })],
  'submission.history': [
    members((at) => keyOf(at('submitted')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.list': [members(() => undefined, { any: withRole })],
  'submission.questions': [
    members((at) => keyOf(at('returned')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.receipts': [
    members((at) => keyOf(at('submitted')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'submission.saveActivityReport': [
    members((at) => ({ ...keyOf(at('draft')), ...activityOf(at('draft'), 1) }), { own: writers }),
  ],
  'submission.saveIndicatorValues': [
    members((at) => ({ ...keyOf(at('draft')), ...indicatorOf(at('draft')) }), { own: writers }),
  ],
  'submission.saveReport': [
    members(
      (at) => ({
        ...keyOf(at('returned')),
        activities: [activityOf(at('returned'), 1)],
        indicators: [indicatorOf(at('returned'))],
      }),
      { own: writers },
    ),
  ],
  'submission.answerQuery': [
    members(
      (at) => ({
        ...keyOf(at('returned')),
        query: at('returned').query,
        answer: 'The first one.',
        version: at('returned').queryVersion,
      }),
      { own: writers },
    ),
  ],
  'validation.item': [
    members((at) => ({ ...keyOf(at('draft')), subject: 'activity', code: at('draft').activity }), {
      own: reporters,
    }),
  ],
  // Those who may are told that the check does not say this.
  'validation.giveReason': [
    members(
      (at) => ({
        ...keyOf(at('draft')),
        subject: 'activity',
        code: at('draft').activity,
        rule: 'late_without_reason',
        field: 'challenges',
        warning: 'Say what holds it up.',
        reason: 'It is said elsewhere.',
      }),
      { own: writers, may: 'CONFLICT' },
    ),
  ],
  'submission.clear': [members((at) => moveOf(at('draft')), { own: ['focal_body', 'clearing_officer'] })],
  'submission.sendBack': [members((at) => moveOf(at('cleared')), { own: senders })],
  'submission.submit': [members((at) => moveOf(at('cleared')), { own: senders })],
  'submission.withdraw': [members((at) => moveOf(at('submitted')), { own: senders })],

  // The secretariat is not told what colleagues say to each other: it has no such report to read.
  'conversation.colleagues': [members((at) => keyOf(at('submitted')), { own: reporters })],
  'conversation.colleaguesOn': [
    members((at) => ({ ...keyOf(at('draft')), subject: 'activity', code: at('draft').activity }), {
      own: reporters,
    }),
  ],
  'conversation.comment': [
    members(
      (at) => ({
        ...keyOf(at('draft')),
        subject: 'activity',
        code: at('draft').activity,
        text: 'Is this figure final?',
      }),
      { own: reporters },
    ),
  ],
  'conversation.threads': [
    members((at) => keyOf(at('returned')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],

  'clearance.get': [members((at) => keyOf(at('draft')), { own: reporters })],
  'clearance.createPack': [members((at) => keyOf(at('draft')), { own: senders })],
  // A contributor of the reporter learns that it is there; others do not.
  'clearance.packFile': [
    {
      input: (at) => ({ reference: at('draft').pack, format: 'docx' }),
      outcomeOf(role, place) {
        if (role === 'anonymous' || role === 'disabled') return 'UNAUTHENTICATED';
        if (place === 'own' && senders.includes(role)) return 'ok';
        return place === 'own' && role === 'contributor' ? 'FORBIDDEN' : 'NOT_FOUND';
      },
    },
  ],

  // The whole of a state's report is the focal point's to give out; a body has no agencies.
  'agency.get': [members((at) => keyOf(at('draft')), { own: reporters })],
  'agency.assign': [
    butForBodies('NOT_ALLOWED_NOW', (at) => ({
      ...keyOf(at('draft')),
      agency: agencyOf(at('draft')),
      parts: [{ activity: at('draft').activity }],
    })),
  ],
  'agency.end': [
    members((at) => ({ ...keyOf(at('draft')), parts: [{ activity: at('draft').activity }] }), {
      own: ['focal_state', 'focal_body'],
    }),
  ],
  // Their own agency's people deliver; these contributors write the whole report and belong to none.
  'agency.deliver': [members((at) => ({ ...keyOf(at('draft')), agency: agencyOf(at('draft')) }), {})],
  'agency.takeBack': [members((at) => ({ ...keyOf(at('draft')), agency: agencyOf(at('draft')) }), {})],
  // Nothing was given out here, so there is nothing to ask for.
  'agency.remind': [
    forBodies(
      'NOT_FOUND',
      members((at) => ({ ...keyOf(at('draft')), agency: agencyOf(at('draft')) }), {
        own: ['focal_state'],
        may: 'NOT_ALLOWED_NOW',
      }),
    ),
  ],
  'agency.markReady': [butForBodies('NOT_ALLOWED_NOW', (at) => keyOf(at('draft')))],
  'agency.unmarkReady': [members((at) => keyOf(at('draft')), { own: ['focal_state', 'focal_body'] })],
  'cooperation.list': [members((at) => keyOf(at('draft')), { own: ['focal_state', 'focal_body'] })],
  // The sample is an activity of the body's own, in which it does not cooperate.
  'cooperation.write': [
    members((at) => ({ ...keyOf(at('draft')), activity: at('draft').activity, comment: 'We agree.' }), {
      own: ['focal_state', 'focal_body'],
      may: 'NOT_FOUND',
    }),
  ],
  'cooperation.withdraw': [
    members((at) => ({ reporter: at('draft').reporter, comment: 1 }), {
      own: ['focal_state', 'focal_body'],
      may: 'NOT_FOUND',
    }),
  ],
  'cover.list': [members(() => undefined, { any: signedIn })],
  // The numbers are of nobody's roles: one hands over what is one's own.
  'cover.handOver': [
    members(() => ({ assignment: 2_000_000_000, to: 'x', from: '2026-01-01', until: '2026-01-02' }), {
      refused: 'NOT_FOUND',
    }),
  ],
  'cover.end': [members(() => ({ assignment: 2_000_000_000 }), { refused: 'NOT_FOUND' })],

  'evidence.list': [
    members((at) => keyOf(at('draft')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'evidence.scans': [
    members((at) => keyOf(at('draft')), {
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
  ],
  'evidence.get': evidenceForReaders(),
  'evidence.open': evidenceForReaders(),
  'evidence.addFile': [
    members(
      (at) => ({
        ...keyOf(at('draft')),
        subject: 'activity',
        code: at('draft').activity,
        file: new File(['a picture'], 'picture.png'),
      }),
      { own: writers },
    ),
  ],
  'evidence.addLink': [
    members(
      (at) => ({
        ...keyOf(at('draft')),
        subject: 'indicator',
        code: at('draft').indicator,
        cell: 'total',
        url: 'https://example.org/report',
      }),
      { own: writers },
    ),
  ],
  'evidence.addClearanceScan': [
    members(
      (at) => ({
        ...keyOf(at('draft')),
        packReference: at('draft').pack,
        file: new File(['a picture'], 'signed.png'),
      }),
      { own: senders },
    ),
  ],
  'evidence.change': evidenceForWriters({ title: 'The survey', disclosure: 'asean' }),
  'evidence.remove': evidenceForWriters({}),

  'personalData.list': [secretariat(() => ({ round: '2024-H2' }))],
  'review.queue': [secretariat(() => undefined)],
  'review.reviewers': [secretariat(() => undefined)],
  'review.assign': [secretariat((at) => ({ reports: [keyOf(at('submitted'))], reviewer: null }))],
  'review.views': [secretariat(() => undefined)],
  'review.saveView': [
    secretariat(() => ({ title: 'Late states', filter: { why: 'late', kind: 'state', round: null } })),
  ],
  'review.deleteView': [secretariat(() => ({ id: 1 }))],
  'desk.frame': [offices(() => undefined)],
  'desk.home': [secretariat(() => undefined)],
  'review.board': [secretariat(() => ({ round: '2024-H2' }))],
  'review.get': [
    { ...secretariat((at) => keyOf(at('submitted'))), about: 'a submitted report' },
    { ...secretariat((at) => keyOf(at('returned'))), about: 'a returned report' },
  ],
  'review.start': [secretariat((at) => keyOf(at('submitted')))],
  'review.raiseQuery': [
    secretariat((at) => ({
      ...keyOf(at('submitted')),
      subject: 'indicator',
      code: at('submitted').indicator,
      field: 'total',
      question: 'Is it known?',
    })),
  ],
  'review.removeQuery': [secretariat((at) => ({ ...keyOf(at('submitted')), query: at('submitted').query }))],
  'review.resolveQuery': [secretariat((at) => ({ ...keyOf(at('submitted')), query: at('submitted').query }))],
  'review.return': [secretariat((at) => ({ ...moveOf(at('submitted')), reason: 'Add the figures.' }))],
  // The sample carries a question that has not been sent; the accepted reports of the stage went through without.
  'review.accept': [
    members((at) => moveOf(at('submitted')), { any: ['secretariat_officer'], may: 'NOT_ALLOWED_NOW' }),
  ],
  'review.reopen': [
    secretariat((at) => ({
      ...moveOf(at('accepted')),
      reason: 'A figure was wrong.',
      queries: [{ subject: 'activity', code: at('accepted').activity, field: 'status', question: 'Is it?' }],
    })),
  ],
  'review.sendQueries': [secretariat((at) => keyOf(at('submitted')))],
  'review.whole': [secretariat((at) => keyOf(at('submitted')))],
  'review.decision': [secretariat((at) => keyOf(at('submitted')))],
  'review.undoMarks': [secretariat((at) => ({ ...keyOf(at('submitted')), at: '2025-01-20T08:00:00.000Z' }))],
  'review.markItems': [
    secretariat((at) => ({
      ...keyOf(at('submitted')),
      items: [{ subject: 'indicator', code: at('submitted').indicator }],
      looked: true,
    })),
  ],
  // The sample's report carries a question that was not sent: nothing is accepted, and that is said.
  'review.acceptMany': [
    secretariat((at) => ({
      filter: { why: null, kind: null, round: null },
      reports: [moveOf(at('submitted'))],
    })),
  ],
  'review.ownAcceptance': [secretariat(() => undefined)],
  'review.undoAcceptance': [members(() => ({ id: 1 }), { any: ['secretariat_officer'], may: 'NOT_FOUND' })],
  'review.phrases': [secretariat(() => undefined)],
  'review.savePhrase': [
    secretariat(() => ({ id: null, version: 0, title: 'Source', words: 'Which source?', ended: false })),
  ],
  'review.saveCompilerNote': [
    secretariat((at) => ({
      ...keyOf(at('submitted')),
      id: null,
      version: 0,
      item: null,
      words: 'Mind the new law.',
      ended: false,
    })),
  ],
  'review.saveEditorialText': [
    secretariat((at) => ({
      ...keyOf(at('submitted')),
      subject: 'activity',
      code: at('submitted').activity,
      field: 'achievements',
      words: 'In other words.',
      withdrawn: false,
      version: 0,
    })),
  ],
  'review.rules': [offices(() => undefined)],
  'review.setRule': [administrators(() => ({ twoPersons: true, version: 1 }))],

  'compilation.list': [secretariat(() => ({ round: '2024-H2' }))],
  'compilation.create': [secretariat(() => ({ round: '2024-H2' }))],
  'publication.preview': [secretariat(() => ({ round: '2024-H2' }))],
  'publication.suppressed': [secretariat(() => ({ round: '2024-H2' }))],
  'publication.freeingConsents': [secretariat(() => ({ round: '2024-H2' }))],
  'publication.publish': [secretariat(() => ({ round: '2024-H2' }))],
  'publication.getSchedule': [secretariat(() => ({ round: '2024-H2' }))],
  'publication.schedule': [
    secretariat((_, { world }) => ({
      round: '2024-H2',
      date: new Date(world.base.now().getTime() + 86_400_000).toISOString().slice(0, 10),
      time: '23:30',
      version: 0,
    })),
  ],
  // Nothing is scheduled on the stage, and nothing published.
  'publication.cancelSchedule': [
    members(() => ({ round: '2024-H2', version: 0 }), { any: ['secretariat_officer'], may: 'NOT_FOUND' }),
  ],
  'learning.review': [secretariat(() => ({}))],
  'learning.entry': [secretariat(() => ({ kind: 'question' }))],
  'learning.save': [
    secretariat(() => ({
      kind: 'question',
      version: 0,
      fields: { question: 'Are victims found earlier?', criterion: 'effectiveness' },
    })),
  ],
  'support.list': [secretariat(() => ({}))],
  'support.get': [secretariat(() => ({}))],
  'support.save': [secretariat(() => ({ version: 0, fields: supportFields }))],
  // The file is no IATI file.
  'support.previewIati': [
    members(() => ({ partner: 'iom', fileName: 'a.xml', content: 'PGEvPg==' }), {
      any: ['secretariat_officer'],
      may: 'BAD_INPUT',
    }),
  ],
  'support.importIati': [
    members(() => ({ rows: [{ version: 3, code: 'S9', fields: { ...supportFields, partner: 'iom' } }] }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'support.own': [members(() => undefined, { any: ['partner'] })],
  // Nobody else sees it; the secretariat sees every support and speaks for no partner.
  'support.answer': (
    [
      ['S1', 'its own', 'ok'],
      ['S2', 'of another partner', 'NOT_FOUND'],
    ] as const
  ).map(([code, about, outcome]) => ({
    about,
    input: (_, { plan }) => ({ plan, code, version: 1, kind: 'confirmed' }),
    outcomeOf: (role) => {
      if (role === 'anonymous' || role === 'disabled') return 'UNAUTHENTICATED';
      if (role === 'partner') return outcome;
      return role === 'secretariat_officer' ? 'FORBIDDEN' : 'NOT_FOUND';
    },
  })),
  'support.recordRate': [
    secretariat(() => ({ currency: 'AUD', day: '2025-01-10', dollars: '0.62', source: 'UN' })),
  ],
  'circumstance.list': [
    forBodies(
      'NOT_FOUND',
      members((at) => keyOf(at('draft')), { own: reporters }),
    ),
  ],
  'circumstance.get': [
    forBodies('NOT_FOUND', members(nationalCircumstance, { own: reporters, any: ['secretariat_officer'] })),
  ],
  'circumstance.decisions': [secretariat(() => ({}))],
  'circumstance.propose': [
    butForBodies('NOT_FOUND', (at) => ({
      ...nationalCircumstance(at),
      applies: false,
      reason: 'No land border.',
      milestones: [],
      released: true,
    })),
  ],
  'circumstance.clear': [
    members(nationalCircumstance, { own: ['clearing_officer'], may: 'NOT_ALLOWED_NOW' }),
  ],
  'circumstance.accept': [
    members(nationalCircumstance, { any: ['secretariat_officer'], may: 'NOT_ALLOWED_NOW' }),
  ],
  'circumstance.return': [
    {
      input: (at) => ({ ...nationalCircumstance(at), reason: 'Say more.' }),
      outcomeOf: (role, place) => {
        if (role === 'anonymous' || role === 'disabled') return 'UNAUTHENTICATED';
        // To a partner there are no rounds.
        if (role === 'partner' || (role === 'focal_body' && place === 'own')) return 'NOT_FOUND';
        return role === 'secretariat_officer' ? 'NOT_ALLOWED_NOW' : 'FORBIDDEN';
      },
    },
  ],
  // A sectoral body has no national targets.
  'target.list': [
    forBodies(
      'NOT_FOUND',
      members((at) => keyOf(at('draft')), { own: reporters }),
    ),
  ],
  'target.get': [
    forBodies('NOT_FOUND', members(nationalTarget, { own: reporters, any: ['secretariat_officer'] })),
  ],
  'target.decisions': [secretariat(() => ({}))],
  'target.propose': [
    butForBodies('NOT_FOUND', (at) => ({
      ...nationalTarget(at),
      baseline: { year: '', value: '' },
      targets: [{ year: 2026, value: '12' }],
      released: true,
    })),
  ],
  // Nothing has been proposed.
  'target.clear': [members(nationalTarget, { own: ['clearing_officer'], may: 'NOT_ALLOWED_NOW' })],
  'target.accept': [members(nationalTarget, { any: ['secretariat_officer'], may: 'NOT_ALLOWED_NOW' })],
  'target.return': [
    {
      input: (at) => ({ ...nationalTarget(at), reason: 'Too low.' }),
      outcomeOf: (role, place) => {
        if (role === 'anonymous' || role === 'disabled') return 'UNAUTHENTICATED';
        // To a partner there are no rounds.
        if (role === 'partner' || (role === 'focal_body' && place === 'own')) return 'NOT_FOUND';
        return role === 'secretariat_officer' ? 'NOT_ALLOWED_NOW' : 'FORBIDDEN';
      },
    },
  ],
  'consent.matrix': [secretariat(() => ({ round: '2024-H2' }))],
  // Its report is not accepted.
  'consent.request': [
    members(() => ({ round: '2024-H2', reporter: 'TH', indicators: ['I-B3'] }), {
      any: ['secretariat_officer'],
      may: 'NOT_ALLOWED_NOW',
    }),
  ],
  // Those who may submit the report of whoever is asked; to everybody else, the secretariat too, there is no question.
  'consent.get': [
    members((at, stage) => ({ question: stage.questionOf(at('accepted')) }), {
      own: senders,
      refused: 'NOT_FOUND',
    }),
  ],
  'consent.find': [
    members((at, stage) => ({ token: stage.oldLinkOf(at('accepted')) }), {
      own: senders,
      refused: 'NOT_FOUND',
    }),
  ],
  'consent.listOpen': [members(() => undefined, { any: signedIn })],
  'consent.answer': [
    members(
      (at, stage) => ({
        question: stage.questionOf(at('accepted')),
        answers: { [at('accepted').indicator]: true },
      }),
      { own: senders, refused: 'NOT_FOUND' },
    ),
  ],
  // Nothing was answered yet, so there is nothing to change.
  'consent.change': [
    members(
      (at, stage) => ({
        question: stage.questionOf(at('accepted')),
        indicator: at('accepted').indicator,
        agreed: true,
        insteadOf: 1,
        reason: 'A new law.',
      }),
      { own: senders, may: 'CONFLICT', refused: 'NOT_FOUND' },
    ),
  ],
  'publication.list': [secretariat(() => undefined)],
  'publication.withdraw': [
    members(() => ({ number: 40, reason: 'A wrong total.' }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],

  'edition.list': [secretariat(() => ({ round: '2024-H2' }))],
  'edition.createDraft': [secretariat(() => ({ round: '2024-H2' }))],
  'edition.rule': [secretariat(() => ({ round: '2024-H2' }))],
  'edition.ruleEffects': [secretariat(() => ({ round: '2024-H2' }))],
  // The same rule again changes nothing.
  'edition.setRule': [secretariat(() => ({ round: '2024-H2', rule: 4, before: 4, reason: 'As it is.' }))],
  // Nothing is drafted on the stage.
  'edition.requestFiles': [
    members(() => ({ round: '2024-H2', number: 1, group: 'main' }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'edition.approve': [
    // Nobody knows the password of these people, nor do they.
    members(
      () => ({ round: '2024-H2', number: 1, part: 'compiled', sha256: '', password: 'not the password' }),
      { any: ['secretariat_officer'], may: 'BAD_INPUT' },
    ),
  ],
  'edition.listOwn': [members((at) => keyOf(at('submitted')), { own: senders })],
  'edition.get': [
    members(() => ({ round: '2024-H2', draft: 1, edition: 'somtc' }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'edition.open': [
    members(() => ({ round: '2024-H2', draft: 1, edition: 'public', format: 'pdf' }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'edition.compare': [
    members(() => ({ round: '2024-H2', edition: 'somtc', before: 1, after: 2 }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],

  'report.desk': [secretariat(() => ({ round: '2024-H2' }))],
  'report.section': [secretariat(() => ({ round: '2024-H2', key: 'summary' }))],
  'report.saveSection': [
    secretariat(() => ({ round: '2024-H2', key: 'area.A', version: 0, text: 'What was done.' })),
  ],
  // Nobody has written on the stage, and nothing was said.
  'report.compareVersions': [
    members(() => ({ round: '2024-H2', key: 'summary', earlier: 1, later: 2 }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'report.restoreSection': [
    members(() => ({ round: '2024-H2', key: 'summary', version: 0, restore: 1 }), {
      any: ['secretariat_officer'],
      may: 'NOT_FOUND',
    }),
  ],
  'report.addComment': [
    secretariat(() => ({ round: '2024-H2', key: 'summary', answers: null, text: 'Say more.' })),
  ],
  'report.resolveComment': [
    members(() => ({ comment: 1, resolved: true }), { any: ['secretariat_officer'], may: 'NOT_FOUND' }),
  ],
  'report.comparability': [secretariat(() => ({ round: '2024-H2' }))],
  'report.saveComparabilityNote': [
    secretariat(() => ({
      id: null,
      version: 0,
      plan: '2024-H2',
      indicator: 'I-B3',
      reporter: null,
      from: null,
      until: null,
      kind: 'law',
      note: 'Another law.',
      withdrawn: false,
    })),
  ],

  // The public site, the same for everybody.
  'dashboard.scope': [everyone(() => ({}))],
  'dashboard.plans': [everyone(() => ({}))],
  'dashboard.newestOfPlan': [everyone(() => ({ plan: 'BOHOL-2' }))],
  'dashboard.labels': [everyone(() => ({ language: 'th' }))],
  'dashboard.keptFigures': [everyone(() => ({}))],
  'dashboard.overview': [everyone(() => ({}))],
  'dashboard.figure': [everyone(() => ({ id: 'activities-by-area' }))],
  'dashboard.figures': [everyone(() => ({}))],
  'dashboard.figureReceipt': [everyone(() => ({ id: 'activities-by-area' }))],
  'dashboard.valueReceipt': [
    everyone(() => ({ indicator: 'I-D6', round: '2024-H2', scope: 'region', cell: 'total' })),
  ],
  'dashboard.comparisonChoices': [everyone(() => ({}))],
  'dashboard.compare': [everyone(() => ({ from: 1, to: 1 }))],
  'dashboard.search': [everyone(() => ({ question: 'screening' }))],
  'dashboard.plan': [everyone(() => ({ area: 'A' }))],
  'dashboard.area': [everyone(() => ({ code: 'A' }))],
  'dashboard.objective': [everyone(() => ({ code: 'A1' }))],
  'dashboard.activity': [everyone(() => ({ code: 'A1.4' }))],
  'dashboard.indicators': [everyone(() => ({}))],
  'dashboard.targets': [everyone(() => ({}))],
  'dashboard.indicator': [everyone(() => ({ code: 'I-C2', publication: 1 }))],
  'dashboard.dataOverview': [everyone(() => ({}))],
  'dashboard.stateValues': [everyone(() => ({ state: 'TH' }))],
  'dashboard.state': [everyone(() => ({ iso2: 'TH' }))],
  'dashboard.body': [everyone(() => ({ acronym: 'ACWC' }))],
  'dashboard.participants': [everyone(() => ({}))],
  'dashboard.partners': [everyone(() => ({}))],
  'dashboard.support': [everyone(() => ({}))],
  'dashboard.needs': [everyone(() => ({}))],
  'dashboard.partner': [everyone(() => ({ slug: 'asean-act' }))],
  'dashboard.lens': [everyone(() => ({ code: 'online-scams' }))],
  'dashboard.publications': [everyone(() => ({}))],
  'dashboard.publication': [everyone(() => ({ number: 1 }))],
  'dashboard.exchange': [everyone(() => ({}))],
  'dashboard.exchangeValues': [everyone(() => ({ indicator: 'I-C2' }))],

  'dashboard.library': [everyone(() => ({}))],
  'dashboard.libraryItem': [everyone(() => ({ code: 'none' }), { outcome: 'NOT_FOUND' })],
  'dashboard.recommendations': [everyone(() => ({}))],
  'dashboard.cooperation': [everyone(() => ({}))],
  'dashboard.arrangement': [everyone(() => ({ code: 'none' }), { outcome: 'NOT_FOUND' })],
  'dashboard.reports': [everyone(() => ({ publication: 1 }))],
  'dashboard.reportFile': [everyone(() => ({ publication: 1, format: 'pdf' }), { outcome: 'NOT_FOUND' })],
  'dashboard.handout': [everyone(() => ({ publication: 1, kind: 'publication', code: '', format: 'pdf' }))],
  'dashboard.seal': [everyone(() => ({ number: 1 }))],
  'dashboard.sealedDocument': [everyone(() => ({ number: 1, address: 'plan' }))],
  'dashboard.bundle': [everyone(() => ({ number: 1, origin: 'https://tracker.test' }))],
  'dashboard.evidenceFile': [
    everyone(() => ({ publication: 1, id: '0'.repeat(32) }), { outcome: 'NOT_FOUND' }),
  ],

  'people.list': [offices(() => undefined)],
  'people.get': [offices((_, stage) => ({ person: stage.target }))],
  'people.invite': [
    {
      ...offices((_, stage) => ({
        email: stage.freshEmail(),
        name: 'Somebody New',
        role: 'contributor',
        reporter: 'TH',
      })),
      about: 'to a reporter',
    },
    {
      ...administrators((_, stage) => ({
        email: stage.freshEmail(),
        name: 'Somebody New',
        role: 'administrator',
      })),
      about: 'to an office',
    },
  ],
  'people.assign': [
    {
      ...offices((_, stage) => ({ person: stage.target, role: 'focal_point', reporter: 'VN' })),
      about: 'to a reporter',
    },
    {
      ...administrators((_, stage) => ({ person: stage.target, role: 'administrator' })),
      about: 'to an office',
    },
  ],
  'people.listTemplate': [offices(() => ({ format: 'csv' }))],
  // What is sent is no list, and no list has this id: those who may get as far as being told so.
  'people.uploadList': [
    members(() => ({ fileName: 'people.csv', content: 'SGVsbG8=' }), {
      any: ['secretariat_officer', 'administrator'],
      may: 'BAD_INPUT',
    }),
  ],
  'people.previewList': [
    members(() => ({ upload: noUpload }), {
      any: ['secretariat_officer', 'administrator'],
      may: 'NOT_FOUND',
    }),
  ],
  'people.inviteList': [
    members(() => ({ upload: noUpload, ready: 1 }), {
      any: ['secretariat_officer', 'administrator'],
      may: 'NOT_FOUND',
    }),
  ],
  'access.review': [offices(() => ({}))],
  'access.reminder': [offices(() => undefined)],
  'access.decide': [
    offices((_, stage) => ({
      round: '2024-H2',
      decisions: [{ assignment: stage.targetAssignment, decision: 'end', seen: 0 }],
    })),
  ],
  'people.ofReporter': [members((at) => ({ reporter: at('draft').reporter }), { own: senders })],
  'people.waiting': [members(() => undefined, { any: signedIn })],
  'people.confirmRole': deciders(),
  'people.declineRole': deciders(),
  'people.withdrawRole': [offices((at, stage) => ({ request: stage.requestOf(at('draft')) }))],
  'people.resendInvitation': [
    { ...offices((_, stage) => ({ invitation: stage.invitations.fresh.id })), about: 'to a reporter' },
    { ...administrators((_, stage) => ({ invitation: stage.invitations.office.id })), about: 'to an office' },
  ],
  'people.revokeInvitation': [
    { ...offices((_, stage) => ({ invitation: stage.invitations.fresh.id })), about: 'to a reporter' },
    { ...administrators((_, stage) => ({ invitation: stage.invitations.office.id })), about: 'to an office' },
  ],
  'people.revokeAssignment': [offices((_, stage) => ({ assignment: stage.targetAssignment }))],
  'people.disable': [administrators((_, stage) => ({ person: stage.target }))],
  'people.enable': [administrators((_, stage) => ({ person: stage.people.disabled.id }))],
  'people.issueReset': [administrators((_, stage) => ({ person: stage.target }))],
  'audit.list': [offices(() => ({}))],
  'audit.verify': [offices(() => ({}))],
  'audit.csv': [offices(() => ({}))],
  'listFile.workbook': [
    { ...secretariat(() => ({ list: 'queue' })), about: 'the queue' },
    { ...secretariat(() => ({ list: 'board', round: '2024-H2' })), about: 'the board' },
    { ...secretariat(() => ({ list: 'completeness', round: '2024-H2' })), about: 'completeness' },
    { ...secretariat(() => ({ list: 'consent', round: '2024-H2' })), about: 'consent' },
    { ...secretariat(() => ({ list: 'personal-data', round: '2024-H2' })), about: 'personal data' },
    { ...offices(() => ({ list: 'people' })), about: 'people' },
    { ...offices(() => ({ list: 'audit' })), about: 'the audit' },
    { ...offices(() => ({ list: 'reference', of: 'tags' })), about: 'a list of the tracker' },
    { ...offices(() => ({ list: 'reference' })), about: 'all lists of the tracker' },
  ],
};

/** Their own people always; the secretariat what is not private, once the report is in its hands. */
function evidenceForReaders(): Expectation[] {
  return [
    members((at) => ({ evidence: at('draft').evidence.shared }), {
      about: 'for ASEAN, on a draft',
      own: reporters,
      refused: 'NOT_FOUND',
    }),
    members((at) => ({ evidence: at('submitted').evidence.shared }), {
      about: 'for ASEAN, on a submitted report',
      own: reporters,
      any: ['secretariat_officer'],
      refused: 'NOT_FOUND',
    }),
    members((at) => ({ evidence: at('submitted').evidence.own }), {
      about: 'private, on a submitted report',
      own: reporters,
      refused: 'NOT_FOUND',
    }),
  ];
}

/** Those who see it and may not write learn that; to others it is not there. */
function evidenceForWriters(change: Record<string, unknown>): Expectation[] {
  return [
    {
      input: (at) => ({ evidence: at('draft').evidence.own, ...change }),
      outcomeOf(role, place) {
        if (role === 'anonymous' || role === 'disabled') return 'UNAUTHENTICATED';
        if (place === 'own' && writers.includes(role)) return 'ok';
        return place === 'own' && role === 'clearing_officer' ? 'FORBIDDEN' : 'NOT_FOUND';
      },
    },
  ];
}

/**
 * A clearing officer waits in every reporter with a draft (a focal point in a body): its focal points decide; its
 * clearing officers see it. The offices see it too and may not; to everybody else it is not there.
 */
function deciders(): Expectation[] {
  return [
    {
      input: (at, stage) => ({ request: stage.requestOf(at('draft')) }),
      outcomeOf(role, place) {
        if (role === 'anonymous' || role === 'disabled') return 'UNAUTHENTICATED';
        if (place === 'own' && (role === 'focal_state' || role === 'focal_body')) return 'ok';
        if (place === 'own' && role === 'clearing_officer') return 'FORBIDDEN';
        return role === 'secretariat_officer' || role === 'administrator' ? 'FORBIDDEN' : 'NOT_FOUND';
      },
    },
  ];
}
