import { expect, test } from 'vitest';
import { createWorld } from '#tests/support/world.ts';

test('a round from opening to publication, with a return in between', async () => {
  await using world = await createWorld();
  const secretariat = await world.openRound('2024-H2');
  const focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const clearing = await world.createPerson([{ role: 'clearing_officer', reporter: 'TH' }]);
  const key = { round: '2024-H2', reporter: 'TH' };

  const sheet = await focal.caller.submission.get(key);
  expect(sheet.header.status).toBe('draft');
  expect(sheet.activities.length).toBeGreaterThan(10);
  expect(sheet.indicators.length).toBeGreaterThan(20);
  expect(sheet.permissions).toEqual({
    write: true,
    clear: false,
    sendBack: false,
    submit: false,
    withdraw: false,
  });

  const activity = sheet.activities[0]!;
  const saved = await focal.caller.submission.saveActivityReport({
    ...key,
    activity: activity.code,
    status: 'on_track',
    achievements: 'A kit was agreed.',
    challenges: '',
    nextSteps: 'Print it.',
    version: 0,
  });
  expect(saved?.version).toBe(1);
  await expect(
    focal.caller.submission.saveActivityReport({
      ...key,
      activity: activity.code,
      status: 'delayed',
      version: 0,
    }),
  ).rejects.toMatchObject({
    code: 'CONFLICT',
    cause: { code: 'CONFLICT', current: { activities: [{ version: 1 }] } },
  });

  const values = await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator: 'I-B3',
    cells: [
      { by: {}, state: 'reported', value: '1,250' },
      { by: { sex: 'female' }, state: 'reported', value: 700 },
      { by: { sex: 'male' }, state: 'reported', value: 0 },
      { by: { sex: 'unknown' }, state: 'not_available' },
    ],
    note: 'Police records.',
    version: 0,
  });
  expect(values?.version).toBe(1);

  const move = { ...key, version: 1 };
  await expect(focal.caller.submission.clear(move)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const cleared = await clearing.caller.submission.clear(move);
  expect(cleared.status).toBe('cleared');
  const submitted = await focal.caller.submission.submit({ ...key, version: cleared.version });
  expect(submitted.status).toBe('submitted');
  await expect(
    focal.caller.submission.saveActivityReport({
      ...key,
      activity: activity.code,
      status: 'delayed',
      version: 1,
    }),
  ).rejects.toMatchObject({ cause: { code: 'NOT_OPEN' } });

  await secretariat.caller.review.start(key);
  const returned = await secretariat.caller.review.return({
    ...key,
    version: submitted.version,
    queries: [
      { subject: 'indicator', code: 'I-B3', field: 'sex=female', question: 'Is this up from last year?' },
    ],
  });
  expect(returned.status).toBe('returned');
  await expect(
    focal.caller.submission.saveActivityReport({
      ...key,
      activity: activity.code,
      status: 'delayed',
      version: 1,
    }),
  ).rejects.toMatchObject({ cause: { code: 'NOT_OPEN' } });
  await expect(clearing.caller.submission.clear({ ...key, version: returned.version })).rejects.toMatchObject(
    {
      cause: { code: 'NOT_ALLOWED_NOW' },
    },
  );

  const entry = await focal.caller.submission.indicator({ ...key, indicator: 'I-B3' });
  expect(entry.writable).toBe(true);
  const query = entry.queries[0]!;
  await focal.caller.submission.answerQuery({
    ...key,
    query: query.id,
    answer: 'Yes.',
    version: query.version,
  });
  await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator: 'I-B3',
    cells: [{ by: {}, state: 'reported', value: 1300 }],
    version: 1,
  });
  const again = await clearing.caller.submission.clear({ ...key, version: returned.version });
  const resubmitted = await clearing.caller.submission.submit({ ...key, version: again.version });
  const accepted = await secretariat.caller.review.accept({ ...key, version: resubmitted.version });
  expect(accepted.status).toBe('accepted');

  const compiled = await secretariat.caller.compilation.create({ round: '2024-H2' });
  expect(compiled).toMatchObject({ number: 1, included: 1 });
  const preview = await secretariat.caller.publication.preview({ round: '2024-H2' });
  expect(preview.heldBack.some(({ indicator }) => indicator === 'I-B3')).toBe(true);
  const published = await secretariat.caller.publication.publish({ round: '2024-H2' });
  expect(published.number).toBe(1);
  const history = await focal.caller.submission.history({ ...key });
  expect(history.decisions.map(({ transition }) => transition)).toEqual([
    'accept',
    'submit',
    'clear',
    'return',
    'submit',
    'clear',
  ]);
});
