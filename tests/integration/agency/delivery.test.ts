import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { type AgencyStage, cell, key, setAgencyStage } from './agency-stage.ts';

let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
  await stage.focal.caller.agency.assign({
    ...key,
    agency: 'RTP',
    parts: [{ activity: 'C1.1' }, { indicator: 'I-C2' }],
  });
});
afterAll(() => stage?.world.close());
beforeEach(() => stage.world.setTime('2025-01-20T08:00:00Z'));

const rtp = async () => {
  const { agencies } = await stage.focal.caller.agency.get(key);
  return agencies.find(({ acronym }) => acronym === 'RTP')!;
};
const mails = (kind: string) => stage.world.owner<
  { person_id: string; to_address: string; body: string; subject: string }[]
>`
  select person_id, to_address, subject, body from tracker.mail where kind = ${kind} order by id`;

test('an agency delivers, may go on writing, and takes the delivery back', async () => {
  const { police, world } = stage;
  const own = { ...key, agency: 'RTP' };
  const first = await police.caller.agency.deliver({ ...own, note: 'One figure comes next week.' });
  world.setTime('2025-01-21T08:00:00Z');
  expect(await police.caller.agency.deliver({ ...own, note: 'Again.' })).toEqual(first);
  expect(await rtp()).toMatchObject({
    delivered: {
      at: '2025-01-20T08:00:00.000Z',
      by: police.viewer.name,
      note: 'One figure comes next week.',
    },
    changedSince: 0,
  });
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator: 'I-C2',
    cells: [cell(4)],
    version: 0,
  });
  expect(await rtp()).toMatchObject({ changedSince: 1, complete: 1, due: 2 });
  expect(await police.caller.agency.takeBack(own)).toEqual({ takenBack: true });
  expect(await police.caller.agency.takeBack(own)).toEqual({ takenBack: false });
  expect((await rtp()).delivered).toBeNull();
});

test('nobody delivers for another agency, nor what is not there', async () => {
  const { police, welfare, focal, foreign } = stage;
  for (const person of [welfare, focal, foreign]) {
    expect(await refusalOfCall(person.caller.agency.deliver({ ...key, agency: 'RTP' }))).toMatchObject({
      code: 'FORBIDDEN',
    });
  }
  expect(await refusalOfCall(welfare.caller.agency.deliver({ ...key, agency: 'MSDHS' }))).toMatchObject({
    code: 'NOT_ALLOWED_NOW',
  });
  expect(
    await refusalOfCall(police.caller.agency.deliver({ ...key, agency: 'RTP', note: 'x'.repeat(2001) })),
  ).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'note' }] });
});

test('an agency is reminded once a day, and not once it has delivered', async () => {
  const { focal, police, world } = stage;
  const input = { ...key, agency: 'RTP' };
  expect(await focal.caller.agency.remind(input)).toEqual({ reminded: 1, already: 0 });
  expect(await focal.caller.agency.remind(input)).toEqual({ reminded: 0, already: 1 });
  world.setTime('2025-01-22T08:00:00Z');
  expect(await focal.caller.agency.remind(input)).toEqual({ reminded: 1, already: 0 });
  const sent = await mails('agency_reminder');
  expect(sent.map(({ person_id }) => person_id)).toEqual([police.id, police.id]);
  expect(sent[0]?.to_address).toBe(police.viewer.email);
  expect(sent[0]?.body).toContain('/workspace/2024-H2/check?reporter=TH');
  expect((await rtp()).remindedAt).toBe('2025-01-22T08:00:00.000Z');
  // Whoever is reminded does not see when others were.
  expect((await police.caller.agency.get(key)).agencies[0]?.remindedAt).toBeNull();

  await police.caller.agency.deliver(input);
  expect(await refusalOfCall(focal.caller.agency.remind(input))).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  await police.caller.agency.takeBack(input);
  await focal.caller.agency.assign({ ...key, agency: 'OAG', parts: [{ activity: 'C2.3' }] });
  expect(await refusalOfCall(focal.caller.agency.remind({ ...key, agency: 'OAG' }))).toMatchObject({
    code: 'NOT_ALLOWED_NOW',
    message: expect.stringContaining('Nobody has an account'),
  });
  expect(await refusalOfCall(focal.caller.agency.remind({ ...key, agency: 'ATPF' }))).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('the focal point marks the report as ready; going back to its writers ends that', async () => {
  const { focal, clearing, world } = stage;
  world.setTime('2025-01-24T08:00:00Z');
  const ready = async () => (await clearing.caller.agency.get(key)).ready;
  await focal.caller.submission.saveActivityReport({
    ...key,
    activity: 'A1.1',
    status: 'on_track',
    version: 0,
  });
  expect(await focal.caller.agency.markReady({ ...key, note: 'Please by Friday.' })).toEqual({
    markedAt: '2025-01-24T08:00:00.000Z',
    told: 1,
  });
  expect(await focal.caller.agency.markReady(key)).toMatchObject({ told: 0 });
  expect(await ready()).toEqual({
    at: '2025-01-24T08:00:00.000Z',
    by: focal.viewer.name,
    note: 'Please by Friday.',
    changedSince: 0,
  });
  const [mail] = await mails('ready');
  expect(mail).toMatchObject({
    person_id: clearing.id,
    subject: expect.stringContaining('ready to be cleared'),
  });
  expect(mail?.body).not.toContain('Friday');

  world.setTime('2025-01-25T08:00:00Z');
  await focal.caller.submission.saveActivityReport({
    ...key,
    activity: 'A1.1',
    status: 'delayed',
    challenges: 'One.',
    version: 1,
  });
  expect(await ready()).toMatchObject({ changedSince: 1 });

  await clearing.caller.submission.clear({ ...key, version: 1 });
  expect(await ready()).not.toBeNull();
  expect(await refusalOfCall(focal.caller.agency.markReady(key))).toMatchObject({ code: 'NOT_OPEN' });
  await clearing.caller.submission.sendBack({ ...key, version: 2, reason: 'Look at A1.1 again.' });
  expect(await ready()).toBeNull();

  await focal.caller.agency.markReady(key);
  await clearing.caller.submission.clear({ ...key, version: 3 });
  await focal.caller.submission.submit({ ...key, version: 4 });
  await focal.caller.submission.withdraw({ ...key, version: 5, reason: 'A figure is missing.' });
  expect(await ready()).toBeNull();

  await focal.caller.agency.markReady(key);
  expect(await focal.caller.agency.unmarkReady(key)).toEqual({ unmarked: true });
  expect(await focal.caller.agency.unmarkReady(key)).toEqual({ unmarked: false });
});
