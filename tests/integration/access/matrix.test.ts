import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import { appRouter } from '#server/trpc/root.ts';
import { expectations } from './expectations.ts';
import { type Place, places, type RoleName, roles, type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.world.close());

const procedures = Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
  path,
  type: (procedure as unknown as { _def: { type: string } })._def.type,
}));

/** Calls a procedure by its dotted name: "ok" with the whole answer as text, the code of the refusal, or the fault itself. */
async function knock(
  caller: AppCaller,
  path: string,
  input: unknown,
): Promise<{ outcome: string; answer: string }> {
  const procedure = path
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], caller);
  try {
    const answer = await (procedure as (input: unknown) => Promise<unknown>)(await input);
    return {
      outcome: 'ok',
      answer: isStream(answer) ? await readStream(answer) : (JSON.stringify(answer) ?? ''),
    };
  } catch (error) {
    // A stream is refused when its first piece is asked for, past the procedure.
    const refusal = error instanceof TRPCError ? error.cause : error;
    return { outcome: refusal instanceof DomainError ? refusal.code : String(error), answer: '' };
  }
}

const isStream = (answer: unknown): answer is AsyncIterable<Uint8Array> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

async function readStream(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const piece of pieces) read.push(piece);
  return Buffer.concat(read).toString();
}

const itemsOf = (role: RoleName, place: Place) => (status: Parameters<Stage['itemOf']>[2]) =>
  stage.itemOf(role, place, status);

/** The reporters whose words are in an answer though they are not this role's to read. */
function listTold(role: RoleName, answer: string): string {
  const told = stage.reports
    .filter(({ reporter, status }) => {
      const own = stage.isOwn(role, reporter);
      // The secretariat has what left the country: the report, or the copy of it that was taken when it did.
      const received =
        role === 'secretariat_officer' && ['submitted', 'returned', 'accepted'].includes(status);
      return !own && !received && answer.includes(`What ${reporter} achieved.`);
    })
    .map(({ reporter }) => reporter);
  return told.length > 0 ? told.join(', ') : 'nobody else';
}

test('every procedure has its line in the table, and every line its procedure', () => {
  expect(Object.keys(expectations).sort()).toEqual(procedures.map(({ path }) => path).sort());
});

for (const [path, lines] of Object.entries(expectations)) {
  for (const line of lines) {
    test(`${path}${line.about ? ` (${line.about})` : ''}: who may and who may not`, async () => {
      const found: string[] = [];
      const expected: string[] = [];
      for (const role of roles) {
        for (const place of line.commits ? places.slice(0, 1) : places) {
          const caller = stage.callerOf(stage.people[role].viewer, { commits: line.commits });
          const input = line.input(itemsOf(role, place), stage);
          const { outcome, answer } = await knock(caller, path, input);
          expected.push(`${role}, ${place}: ${line.outcomeOf(role, place)}; tells of nobody else`);
          found.push(`${role}, ${place}: ${outcome}; tells of ${listTold(role, answer)}`);
        }
      }
      expect(found).toEqual(expected);
    });
  }
}

test('a role that ended after the session was read changes nothing: the database asks for itself', async () => {
  const changed: string[] = [];
  for (const { path } of procedures.filter(
    ({ type, path }) =>
      type === 'mutation' && // Signing asks for the password before anything else.
      !/^(session|invitation|notification)\.|^edition\.approve$/.test(path),
  )) {
    for (const line of expectations[path] ?? []) {
      for (const viewer of stage.stale) {
        const input = line.input(itemsOf('focal_state', 'own'), stage);
        const { outcome } = await knock(stage.callerOf(viewer), path, input);
        if (!['FORBIDDEN', 'NOT_FOUND', 'NOT_ALLOWED_NOW'].includes(outcome)) {
          changed.push(`${path}: ${outcome}`);
        }
      }
    }
  }
  expect(changed).toEqual([]);
});
