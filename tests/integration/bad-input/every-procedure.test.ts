import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import { expectations } from '#tests/integration/access/expectations.ts';
import { type RoleName, roles, type Stage, setStage } from '#tests/integration/access/stage.ts';
import { fingerprint } from '#tests/support/fingerprint.ts';
import { rounds } from '#tests/support/rounds.ts';

/**
 * The right sample of every procedure with one thing in it wrong, for everything in it and every way of being wrong; in
 * short form for everything in it and one way in five, others from one thing to the next.
 * Whatever comes of it, it is an answer or a refusal in our words: never a fault of the server.
 */
const oneIn = rounds(5, 1);
let turn = 0;
let stage: Stage;
let before: string;
beforeAll(async () => {
  stage = await setStage();
  before = await fingerprint(stage.world.owner);
});
afterAll(() => stage?.world.close());

const wrong: unknown[] = [
  undefined,
  null,
  true,
  -1,
  0.5,
  Number.NaN,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  1e300,
  10n,
  '',
  'x'.repeat(30),
  'x'.repeat(100_000),
  'constructor',
  "'; drop schema tracker cascade; --",
  '%_\\',
  '\u0000',
  '\ud800',
  '\u202e',
  [],
  [null],
  {},
  JSON.parse('{"__proto__": {"round": "2024-H2"}}'),
  new Date(0),
];

/** Every copy of an input in which one value, at whatever depth, is replaced. */
function* replaceEach(input: unknown): Generator {
  yield* wrong;
  if (Array.isArray(input)) {
    for (const [index, item] of input.entries()) {
      for (const other of replaceEach(item)) yield input.with(index, other);
    }
  } else if (typeof input === 'object' && input !== null) {
    for (const [key, value] of Object.entries(input)) {
      for (const other of replaceEach(value)) yield { ...input, [key]: other };
    }
  }
}

async function call(caller: AppCaller, path: string, input: unknown): Promise<unknown> {
  const procedure = path
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], caller);
  const answer = await (procedure as (input: unknown) => Promise<unknown>)(input);
  if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) {
    for await (const _ of answer as AsyncIterable<unknown>);
  }
  return answer;
}

for (const [path, lines] of Object.entries(expectations)) {
  test(path, async () => {
    const faults: string[] = [];
    for (const line of lines) {
      const role: RoleName = roles.find((one) => line.outcomeOf(one, 'own') === 'ok') ?? 'focal_state';
      const sample = line.commits
        ? undefined
        : line.input((status) => stage.itemOf(role, 'own', status), stage);
      for (const input of replaceEach(sample)) {
        turn += 1;
        if (turn % oneIn !== 0) continue;
        const caller = stage.callerOf(stage.people[role].viewer);
        const error = await call(caller, path, input).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (error === null) continue;
        const refusal = error instanceof TRPCError ? error.cause : error;
        if (!(refusal instanceof DomainError)) {
          faults.push(
            `${JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))?.slice(0, 200)}: ${String(refusal ?? error).slice(0, 300)}`,
          );
        } else if (refusal.code === 'BAD_INPUT') {
          expect(refusal.message).toMatch(/^[A-Z0-9"“].*[.?]$/s);
        }
      }
    }
    expect(faults).toEqual([]);
  });
}

test('and nothing of it has left a trace', async () => {
  expect(await fingerprint(stage.world.owner)).toBe(before);
});
