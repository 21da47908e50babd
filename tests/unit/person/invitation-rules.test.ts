import { describe, expect, test } from 'vitest';
import { type Role, roles, type Viewer } from '#server/domain/access/can.rules.ts';
import { checkInvitation, listRolesToGive } from '#server/domain/person/invitation.rules.ts';

const viewer = (...held: Role[]): Viewer => ({
  personId: 'p',
  name: 'Somebody',
  email: 'somebody@example.test',
  assignments: held.map((role) => ({ role, reporter: null })),
});
const state = { kind: 'state' as const, name: 'Thailand' };
const body = { kind: 'body' as const, name: 'SOMTC' };
const good = {
  email: 'Noor.Example@Ministry.test ',
  name: ' Noor  Example ',
  role: 'focal_point' as const,
  reporter: 'TH',
};
const paths = (...given: Parameters<typeof checkInvitation>) =>
  checkInvitation(...given).problems.map(({ path }) => path);

describe('the roles that a person may give', () => {
  test.each<[Role, Role[]]>([
    ['contributor', []],
    ['focal_point', []],
    ['clearing_officer', []],
    ['secretariat_officer', ['contributor', 'focal_point', 'clearing_officer', 'partner']],
    ['partner', []],
    ['administrator', [...roles]],
  ])('%s', (role, given) => {
    expect(listRolesToGive(viewer(role))).toEqual(given);
  });

  test('the stronger of two roles counts, and none gives nothing', () => {
    expect(listRolesToGive(viewer('secretariat_officer', 'administrator'))).toEqual([...roles]);
    expect(listRolesToGive(viewer())).toEqual([]);
  });
});

describe('an invitation', () => {
  test('is kept with a plain address and name', () => {
    expect(checkInvitation(good, state)).toEqual({
      invitation: { email: 'noor.example@ministry.test', name: 'Noor Example', role: 'focal_point' },
      problems: [],
    });
  });

  test.each([
    'noor',
    'noor@',
    '@ministry.test',
    'noor@ministry',
    'noor@mini stry.test',
    'a@b@c.test',
    'noor@ministry.test, other@ministry.test',
    '<noor@ministry.test>',
    'noor@ministry..test',
    `${'n'.repeat(250)}@m.test`,
  ])('"%s" is not an address', (email) => {
    expect(paths({ ...good, email }, state)).toEqual(['email']);
  });

  test.each<
    [string, Partial<Parameters<typeof checkInvitation>[0]>, typeof state | typeof body | null, string[]]
  >([
    ['without a name', { name: ' ' }, state, ['name']],
    ['with a control character in the name', { name: 'Noor\u0007' }, state, ['name']],
    ['without a reporter', { reporter: undefined }, null, ['reporter']],
    ['with an unknown reporter', { reporter: 'XX' }, null, ['reporter']],
    ['to clear for a body', { role: 'clearing_officer', reporter: 'SOMTC' }, body, ['role']],
    ['of an administrator with a reporter', { role: 'administrator' }, state, ['reporter']],
    ['of a focal point with an agency', { agency: 'POLICE' }, state, ['agency']],
    ['of a contributor with an agency', { role: 'contributor', agency: 'POLICE' }, state, []],
    ['of an administrator', { role: 'administrator', reporter: undefined }, null, []],
  ])('%s', (_, change, reporter, expected) => {
    expect(paths({ ...good, ...change }, reporter)).toEqual(expected);
  });
});
