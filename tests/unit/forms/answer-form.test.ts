import { expect, test } from 'vitest';
import {
  answerForm,
  files,
  intent,
  list,
  number,
  oneOf,
  Refused,
  refuseField,
  secret,
  text,
  ticked,
} from '#app/features/forms/answer-form.server.ts';
import { buildRefusal } from '#app/features/errors/ask.ts';

function post(fields: Record<string, string | File | string[]>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of [value].flat()) form.append(name, each);
  }
  return { form, requestId: 'reference' };
}

const thrown = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test('a form is read by the fields of its button, which leads on', async () => {
  const seen: unknown[] = [];
  const save = intent({ words: text, version: number, item: list, box: ticked }, (typed) => {
    seen.push(typed);
    return '/next';
  });
  const sent = { words: 'one\r\ntwo', version: '7', item: ['a', 'b'], box: 'on' };
  const redirect = await thrown(answerForm(post({ intent: 'save', ...sent }), { save }));
  expect(seen).toEqual([{ words: 'one\ntwo', version: 7, item: ['a', 'b'], box: true }]);
  expect(redirect).toBeInstanceOf(Response);
  expect((redirect as Response).status).toBe(303);
  expect((redirect as Response).headers.get('location')).toBe('/next');
});

test.each([{ intent: 'other' }, { intent: 'constructor' }, {}, { intent: 'save', kind: 'c' }])(
  'a form that no page of ours sends is 400: %j',
  async (fields) => {
    const save = intent({ kind: oneOf(['a', 'b']) }, () => '/next');
    expect(await thrown(answerForm(post(fields), { save }))).toMatchObject({ init: { status: 400 } });
  },
);

test('a refusal stands at the fields of the form, with what was typed and without secrets and files', async () => {
  const file = new File(['x'], 'x.txt');
  const save = intent(
    { name: text, password: secret, file: files },
    () => {
      throw refuseField('item.name', 'Type a name.');
    },
    (path) => path.replace('item.', ''),
  );
  const answer = await answerForm(post({ intent: 'save', name: 'n', password: 'p', file }), { save });
  expect(answer).toMatchObject({
    data: {
      intent: 'save',
      typed: { name: 'n', password: '', file: [] },
      refusal: { code: 'BAD_INPUT', fields: [{ path: 'name', message: 'Type a name.' }] },
    },
    init: { status: 400 },
  });
});

test('a page can be shown again, with more than what was typed', async () => {
  const ask = intent({ name: text }, () => ({ more: 1 }));
  const refuse = intent({}, () => new Refused(buildRefusal('CONFLICT', 'Somebody was first.'), { more: 2 }));
  expect(await answerForm(post({ intent: 'ask', name: 'n' }), { ask, refuse })).toMatchObject({
    data: { typed: { name: 'n' }, refusal: null, shown: { more: 1 } },
    init: { status: 200 },
  });
  expect(await answerForm(post({ intent: 'refuse' }), { ask, refuse })).toMatchObject({
    data: { refusal: { sentence: 'Somebody was first.' }, shown: { more: 2 } },
    init: { status: 409 },
  });
});

test('a form that is sent twice has one id, a changed one another', async () => {
  const ids: string[] = [];
  const save = intent({ words: text }, (_, id) => {
    ids.push(id);
    return null;
  });
  for (const words of ['a', 'a', 'b'])
    await answerForm(post({ intent: 'save', requestId: 'r', words }), { save });
  await answerForm(post({ intent: 'save', words: 'a' }), { save });
  await answerForm(post({ intent: 'save', words: 'a' }), { save });
  expect(ids[0]).toBe(ids[1]);
  expect(new Set(ids).size).toBe(4);
});
