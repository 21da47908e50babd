import { z } from 'zod';
import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { type Role, roles } from '#server/domain/access/can.rules.ts';
import { canReadWholeDraft } from '#server/domain/person/roles.rules.ts';
import { queueMail } from './queue-mail.ts';
import type { MailText } from './texts/build-reminder-mail.ts';
import {
  type RoleEvent,
  buildRoleDecidedMail,
  buildRoleEndedMail,
  buildRoleGivenMail,
  buildRoleNewsMail,
  buildRoleWaitsMail,
} from './texts/build-role-mail.ts';

export type MailedPerson = { id: string; name: string; email: string };
/** The reporter that a role is held for. */
export type MailedPlace = { id: number; code: string; name: string };
type By = { id: string; name: string };

export type ToldEvent = {
  event: RoleEvent;
  place: MailedPlace;
  /** Whom it is about; null for somebody who has no account yet. */
  person: { id: string; name: string } | null;
  by: By;
  /** Names the event among all others: with the reader it makes the memory of a mail. */
  key: string;
};

/**
 * Tells the people of a reporter what happened to a role in it: its focal points and clearing officers; everybody who
 * works for it, and the administrators, where it has no focal point or got one without anybody's yes. Neither whoever
 * did it nor whom it is about is among them. One mail for each event and reader.
 */
export async function notifyReporter(
  tx: Transaction,
  { event, place, person, by, key }: ToldEvent,
  at: string,
): Promise<void> {
  const readers = await readRows(
    tx,
    { id: z.string(), email: z.string(), worksThere: z.boolean() },
    sql`select person_id as id, email, works_there as "worksThere"
      from tracker.list_people_to_tell(${place.id}, ${event.kind === 'given_unconfirmed'})`,
  );
  for (const { id, email, worksThere } of readers) {
    if (id === by.id || id === person?.id) continue;
    await queueMail(
      tx,
      {
        personId: id,
        toAddress: email,
        kind: event.kind === 'invited' ? 'colleague_invited' : 'role_news',
        ...buildRoleNewsMail({ event, reporter: place, person: person?.name ?? '', by: by.name }, worksThere),
        memory: `role_news/${event.kind}/${key}/${place.id}/${id}`,
      },
      at,
    );
  }
}

const notifyPerson = (
  tx: Transaction,
  person: MailedPerson,
  kind: 'role_given' | 'role_waits' | 'role_decided' | 'role_ended',
  text: MailText,
  key: string,
  at: string,
) =>
  queueMail(
    tx,
    { personId: person.id, toAddress: person.email, kind, ...text, memory: `${kind}/${key}/${person.id}` },
    at,
  );

export type ChangedRole = {
  person: MailedPerson;
  role: Role;
  hasAgency: boolean;
  /** Null for a role that is held for no reporter. */
  place: MailedPlace | null;
  /** The partner, for a role that is held for one. */
  partner?: { id: number; name: string } | null;
  by: By;
};

const keyOf = ({ person, role, place, partner }: ChangedRole, at: string) =>
  `${person.id}/${role}/${place?.id ?? partner?.id ?? ''}/${at}`;

/** What the news of a role is that was given (`waits`: that was asked for). */
export const buildRoleGivenEvent = (role: Role, hasAgency: boolean, waits: boolean): RoleEvent => ({
  kind: waits ? 'waits' : canReadWholeDraft(role, hasAgency) ? 'given_unconfirmed' : 'given',
  role,
});

/** A role was given to somebody with an account, or asked for: they are told, and so are the people of the reporter. */
export async function queueRoleGiven(
  tx: Transaction,
  given: ChangedRole,
  waits: boolean,
  at: string,
): Promise<void> {
  const { person, role, place, partner, by, hasAgency } = given;
  const about = { name: person.name, role, by: by.name };
  const key = keyOf(given, at);
  if (waits && place) {
    await notifyPerson(
      tx,
      person,
      'role_waits',
      buildRoleWaitsMail({ ...about, place: place.name }),
      key,
      at,
    );
  } else {
    const text = buildRoleGivenMail({ ...about, place: place?.name ?? partner?.name ?? null });
    await notifyPerson(tx, person, 'role_given', text, key, at);
  }
  if (place) {
    await notifyReporter(
      tx,
      { event: buildRoleGivenEvent(role, hasAgency, waits), place, person, by, key },
      at,
    );
  }
}

/** A role that waited was decided: the person, whoever asked, and the people of the reporter are told. */
export async function queueRoleDecided(
  tx: Transaction,
  decided: {
    request: number;
    person: MailedPerson;
    role: Role;
    place: MailedPlace;
    askedBy: MailedPerson;
    by: By;
    verdict: 'confirmed' | 'declined';
  },
  at: string,
): Promise<void> {
  const { request, person, role, place, askedBy, by, verdict } = decided;
  const key = String(request);
  const about = { role, place: place.name, by: by.name, verdict };
  const words = { own: { ...about, name: person.name, person: null } };
  await notifyPerson(tx, person, 'role_decided', buildRoleDecidedMail(words.own), key, at);
  const toAsker = buildRoleDecidedMail({ ...about, name: askedBy.name, person: person.name });
  await notifyPerson(tx, askedBy, 'role_decided', toAsker, key, at);
  await notifyReporter(tx, { event: { kind: verdict, role }, place, person, by, key }, at);
}

/** A role has ended: its holder is told, unless they did it, and so are the people of the reporter. */
export async function queueRoleEnded(tx: Transaction, ended: ChangedRole, at: string): Promise<void> {
  const { person, role, place, by } = ended;
  const key = keyOf(ended, at);
  if (person.id !== by.id) {
    const text = buildRoleEndedMail({ name: person.name, role, place: place?.name ?? null, by: by.name });
    await notifyPerson(tx, person, 'role_ended', text, key, at);
  }
  if (place) await notifyReporter(tx, { event: { kind: 'ended', role }, place, person, by, key }, at);
}

/** A role is handed over for some days: whoever stands in is told, and so are the people of the reporter. */
export async function queueHandedOver(
  tx: Transaction,
  given: ChangedRole & { place: MailedPlace; days: { from: string; until: string }; cover: number },
  at: string,
): Promise<void> {
  const { person, role, place, by, days, cover } = given;
  const text = buildRoleGivenMail({ name: person.name, role, place: place.name, by: by.name, days });
  await notifyPerson(tx, person, 'role_given', text, `cover/${cover}`, at);
  await notifyReporter(
    tx,
    { event: { kind: 'handed_over', role, ...days }, place, person, by, key: String(cover) },
    at,
  );
}

/** Something happened to an account: the people of every reporter for which it works are told. */
export async function notifyReportersOf(
  tx: Transaction,
  person: { id: string; name: string },
  kind: 'disabled' | 'enabled' | 'reset_issued',
  by: By,
  at: string,
): Promise<void> {
  const places = await readRows(
    tx,
    { id: z.number(), code: z.string(), name: z.string(), roles: z.array(z.enum(roles)) },
    sql`select reporter_id as id, code, name, roles from tracker.list_reporters_of(${person.id})`,
  );
  for (const { roles: held, ...place } of places) {
    await notifyReporter(
      tx,
      { event: { kind, roles: held }, place, person, by, key: `${person.id}/${at}` },
      at,
    );
  }
}
