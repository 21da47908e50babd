import { assignRole } from '#server/use-cases/person/assign-role.ts';
import { confirmRole } from '#server/use-cases/person/decide-role.ts';
import { listReporterPeople } from '#server/queries/person/list-reporter-people.query.ts';
import type { DemoPerson } from './accounts.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

type RoleStage = Pick<DemoStage, 'connections' | 'viewerSecret' | 'published' | 'signer' | 'people'>;

/** The part of an address before the at sign. */
const localOf = ({ email }: DemoPerson) => email.split('@')[0] ?? '';

/**
 * Gives the people of states and bodies their roles, as the secretariat does: the focal point first, who needs nobody's
 * yes, and then the others; a clearing officer is confirmed by the focal point an hour later.
 */
export async function giveDemoRoles(stage: RoleStage): Promise<void> {
  const held = [...stage.people.values()].flatMap((person) =>
    person.assignments.flatMap(({ role, reporter, agency }) =>
      reporter ? [{ person, role, reporter, agency: agency?.acronym }] : [],
    ),
  );
  for (const { person, role, reporter, agency } of held) {
    const at = new Date(person.assignedAt);
    await atStep(`the role of ${person.email}`, async () => {
      const { outcome } = await assignRole(contextOf(stage, 'secretariat', at), {
        person: person.personId,
        role,
        reporter: reporter.code,
        ...(agency ? { agency } : {}),
      });
      if (outcome !== 'asked') return;
      const focal = held.find((one) => one.role === 'focal_point' && one.reporter.code === reporter.code);
      if (!focal) return;
      const later = contextOf(stage, localOf(focal.person), new Date(at.getTime() + 3_600_000));
      const { waiting } = await listReporterPeople(later, { reporter: reporter.code });
      for (const { request } of waiting) await confirmRole(later, { request });
    });
  }
}

/** Gives the people of partners their role. */
export async function givePartnerRoles(stage: RoleStage): Promise<void> {
  for (const person of stage.people.values()) {
    const partner = person.assignments[0]?.partner;
    if (!partner) continue;
    await atStep(`the role of ${person.email}`, () =>
      assignRole(contextOf(stage, 'secretariat', new Date(person.assignedAt)), {
        person: person.personId,
        role: 'partner',
        partner: partner.code,
      }),
    );
  }
}

/** A role that waits when the demo begins: an agency of Viet Nam is to clear its report too. */
export async function askForRole(stage: RoleStage, at: Date): Promise<void> {
  const person = [...stage.people.values()].find((one) => localOf(one) === 'agency.vn');
  if (!person) return;
  await atStep('asking for a role in Viet Nam', () =>
    assignRole(contextOf(stage, 'secretariat', at), {
      person: person.personId,
      role: 'clearing_officer',
      reporter: 'VN',
    }),
  );
}
