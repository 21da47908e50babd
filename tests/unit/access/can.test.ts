import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Assignment,
  can,
  getHomePath,
  listReporters,
  type Operation,
  operations,
  type Role,
  roleLabels,
  roles,
  canSeeWhole,
  type Viewer,
} from '#server/domain/access/can.rules.ts';

type Reporter = NonNullable<Assignment['reporter']>;
const state: Reporter = { code: 'TH', kind: 'state', name: 'Thailand' };
const body: Reporter = { code: 'SOMTC', kind: 'body', name: 'SOMTC' };
const others: Reporter[] = [
  { code: 'KH', kind: 'state', name: 'Cambodia' },
  { code: 'ACWC', kind: 'body', name: 'ACWC' },
];
const bound: Role[] = ['contributor', 'focal_point', 'clearing_officer'];
const viewerOf = (...assignments: Assignment[]): Viewer => ({
  personId: 'p',
  name: '',
  email: '',
  assignments,
});
const holder = (role: Role, reporter: Reporter): Viewer =>
  viewerOf({ role, reporter: bound.includes(role) ? reporter : null });

/** Written out by hand: who may do what, "own" for their own reporter only. */
const expected: Record<Operation, Partial<Record<Role, 'own' | 'all' | 'own body' | 'own partner'>>> = {
  'report.read': { contributor: 'own', focal_point: 'own', clearing_officer: 'own' },
  'report.write': { contributor: 'own', focal_point: 'own' },
  'report.clear': { clearing_officer: 'own', focal_point: 'own body' },
  'report.sendBack': { focal_point: 'own', clearing_officer: 'own' },
  'report.submit': { focal_point: 'own', clearing_officer: 'own' },
  'report.withdraw': { focal_point: 'own', clearing_officer: 'own' },
  'report.answerQuery': { contributor: 'own', focal_point: 'own' },
  'report.assign': { focal_point: 'own' },
  'report.deliver': { contributor: 'own' },
  'report.printPack': { focal_point: 'own', clearing_officer: 'own' },
  'report.comment': { focal_point: 'own' },
  'report.handOver': { contributor: 'own', focal_point: 'own', clearing_officer: 'own' },
  'round.read': {
    contributor: 'all',
    focal_point: 'all',
    clearing_officer: 'all',
    secretariat_officer: 'all',
    administrator: 'all',
  },
  'target.read': {
    contributor: 'own',
    focal_point: 'own',
    clearing_officer: 'own',
    secretariat_officer: 'all',
  },
  'target.propose': { focal_point: 'own' },
  'target.clear': { clearing_officer: 'own' },
  'target.decide': { secretariat_officer: 'all' },
  'review.read': { secretariat_officer: 'all' },
  'review.start': { secretariat_officer: 'all' },
  'review.query': { secretariat_officer: 'all' },
  'review.return': { secretariat_officer: 'all' },
  'review.accept': { secretariat_officer: 'all' },
  'review.reopen': { secretariat_officer: 'all' },
  'review.annotate': { secretariat_officer: 'all' },
  'review.assign': { secretariat_officer: 'all' },
  'review.setRules': { administrator: 'all' },
  'round.reopen': { secretariat_officer: 'all' },
  'round.open': { secretariat_officer: 'all' },
  'round.close': { secretariat_officer: 'all' },
  'round.extend': { secretariat_officer: 'all' },
  'round.remind': { secretariat_officer: 'all' },
  'compilation.read': { secretariat_officer: 'all' },
  'compilation.create': { secretariat_officer: 'all' },
  'compilation.write': { secretariat_officer: 'all' },
  'publication.preview': { secretariat_officer: 'all' },
  'publication.publish': { secretariat_officer: 'all' },
  'publication.schedule': { secretariat_officer: 'all' },
  'publication.withdraw': { secretariat_officer: 'all' },
  'consent.read': { secretariat_officer: 'all' },
  'consent.request': { secretariat_officer: 'all' },
  'learning.read': { secretariat_officer: 'all' },
  'learning.write': { secretariat_officer: 'all' },
  'support.read': { secretariat_officer: 'all' },
  'support.write': { secretariat_officer: 'all' },
  'support.readOwn': { partner: 'all' },
  // For its own support only: see the test below.
  'support.answer': { partner: 'own partner' },
  'edition.read': { secretariat_officer: 'all' },
  'edition.make': { secretariat_officer: 'all' },
  'edition.approve': { secretariat_officer: 'all' },
  'edition.readOwn': { focal_point: 'own', clearing_officer: 'own' },
  'plan.read': { secretariat_officer: 'all', administrator: 'all' },
  'plan.import': { secretariat_officer: 'all' },
  'plan.lead': { secretariat_officer: 'all' },
  'people.read': { secretariat_officer: 'all', administrator: 'all' },
  'consent.answer': { focal_point: 'own', clearing_officer: 'own' },
  'people.readOwn': { focal_point: 'own', clearing_officer: 'own' },
  'people.confirm': { focal_point: 'own', clearing_officer: 'own', administrator: 'all' },
  'people.invite': { secretariat_officer: 'all', administrator: 'all' },
  'people.assign': { secretariat_officer: 'all', administrator: 'all' },
  'people.review': { secretariat_officer: 'all', administrator: 'all' },
  'people.revoke': { administrator: 'all' },
  'mail.read': { secretariat_officer: 'all', administrator: 'all' },
  'mail.outbox': { administrator: 'all' },
  'library.read': { secretariat_officer: 'all' },
  'library.write': { secretariat_officer: 'all' },
  'recommendation.read': { secretariat_officer: 'all' },
  'recommendation.write': { secretariat_officer: 'all' },
  'arrangement.read': { secretariat_officer: 'all' },
  'arrangement.write': { secretariat_officer: 'all' },
  'arrangement.readOwn': { focal_point: 'own', clearing_officer: 'own' },
  'arrangement.report': { focal_point: 'own' },
  'arrangement.release': { focal_point: 'own', clearing_officer: 'own' },
  'audit.read': { secretariat_officer: 'all', administrator: 'all' },
};

describe.each(operations)('%s', (operation) => {
  test.each(roles)('by a %s', (role) => {
    const rule = expected[operation][role];
    for (const own of [state, body]) {
      const viewer = holder(role, own);
      const isOwn = rule === 'all' || rule === 'own' || (rule === 'own body' && own.kind === 'body');
      expect(can(viewer, operation, { reporter: own })).toBe(isOwn);
      for (const other of others) expect(can(viewer, operation, { reporter: other })).toBe(rule === 'all');
      // Without a reporter a bound role does nothing: what is asked about must be named.
      expect(can(viewer, operation)).toBe(rule === 'all');
    }
  });

  test('by nobody, and by somebody without a role', () => {
    expect(can(null, operation, { reporter: state })).toBe(false);
    expect(can(viewerOf(), operation, { reporter: state })).toBe(false);
  });

  test('is somebody\u2019s to do', () => {
    expect(Object.keys(expected[operation])).not.toEqual([]);
  });
});

test('a partner answers for its own support, and for nobody else\u2019s', () => {
  const partner = { code: 'iom', name: 'IOM' };
  const viewer = viewerOf({ role: 'partner', reporter: null, partner });
  expect(can(viewer, 'support.answer', { partner: { code: 'iom' } })).toBe(true);
  expect(can(viewer, 'support.answer', { partner: { code: 'ilo' } })).toBe(false);
  expect(can(viewer, 'support.answer')).toBe(false);
  // Without a partner the role does nothing.
  const nobody = viewerOf({ role: 'partner', reporter: null });
  expect(can(nobody, 'support.answer')).toBe(false);
  const allowed = operations.filter((operation) => can(viewer, operation, { partner, reporter: state }));
  expect(allowed).toEqual(['support.readOwn', 'support.answer']);
  expect(getHomePath(viewer)).toBe('/partner');
});

test('the role that is held says whether a reporter is a body, never the request', () => {
  // Only a focal point of a body clears.
  const viewer = holder('focal_point', state);
  expect(can(viewer, 'report.clear', { reporter: { code: 'TH' } })).toBe(false);
});

const assignment: fc.Arbitrary<Assignment> = fc
  .record({ role: fc.constantFrom(...roles), reporter: fc.constantFrom(state, body, ...others) })
  .map(({ role, reporter }) => ({ role, reporter: bound.includes(role) ? reporter : null }));

test('many roles allow what each of them allows, no less and no more', () => {
  fc.assert(
    fc.property(
      fc.array(assignment, { maxLength: 5 }),
      fc.constantFrom(...operations),
      fc.constantFrom(state, body, ...others),
      (assignments, operation, reporter) => {
        const apart = assignments.some((one) => can(viewerOf(one), operation, { reporter }));
        expect(can(viewerOf(...assignments), operation, { reporter })).toBe(apart);
      },
    ),
  );
});

test('bound roles never reach another reporter, however many there are', () => {
  fc.assert(
    fc.property(
      fc.array(
        assignment.filter(({ reporter }) => reporter !== null && reporter.code !== 'KH'),
        { maxLength: 6 },
      ),
      fc.constantFrom(...operations.filter((operation) => operation !== 'round.read')),
      (assignments, operation) => {
        expect(can(viewerOf(...assignments), operation, { reporter: others[0]! })).toBe(false);
      },
    ),
  );
});

test('a person\u2019s reporters come once each, in order', () => {
  const viewer = viewerOf(
    { role: 'contributor', reporter: body },
    { role: 'secretariat_officer', reporter: null },
    { role: 'focal_point', reporter: state },
    { role: 'focal_point', reporter: body },
  );
  expect(listReporters(viewer).map(({ code }) => code)).toEqual(['SOMTC', 'TH']);
});

test('everybody lands where they have something to do', () => {
  expect(getHomePath(holder('secretariat_officer', state))).toBe('/secretariat');
  expect(getHomePath(holder('focal_point', state))).toBe('/workspace');
  expect(getHomePath(holder('administrator', state))).toBe('/secretariat/people');
  expect(new Set(Object.values(roleLabels)).size).toBe(roles.length);
});

test('only people of an agency see a part; any other role for the reporter, or one without an agency, sees the whole', () => {
  const agency = { acronym: 'POLICE', name: 'Police' };
  const part = { role: 'contributor', reporter: state, agency } as const;
  expect(canSeeWhole(viewerOf(part), 'TH')).toBe(false);
  expect(canSeeWhole(viewerOf({ role: 'contributor', reporter: state }), 'TH')).toBe(true);
  expect(canSeeWhole(viewerOf(part, { role: 'focal_point', reporter: state }), 'TH')).toBe(true);
  expect(canSeeWhole(viewerOf(part, { role: 'focal_point', reporter: body }), 'TH')).toBe(false);
  expect(canSeeWhole(viewerOf({ role: 'secretariat_officer', reporter: null }), 'TH')).toBe(false);
});
