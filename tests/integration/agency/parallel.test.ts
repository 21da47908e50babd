import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { Person } from '#tests/support/world.ts';
import { type AgencyStage, cell, key, setAgencyStage } from './agency-stage.ts';

/**
 * Two agencies and a focal point save one indicator at once, many times. Each value is written once only, so that
 * history tells of every acknowledged one whether it is still there, or gave way to a save that had seen it.
 */
let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
});
afterAll(() => stage?.world.close());

const indicator = 'I-B3';
const sexes = ['female', 'male', 'other', 'unknown'];
const ages = ['under_18', 'adult', 'unknown'];

/** `over`: the value that the writer had in view when they wrote. */
type Write = { key: string; value: string; version: number; by: string; over: string | null };

function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('no acknowledged value is lost, and none gives way to a save that had not seen it', async () => {
  const { focal, police, welfare, world } = stage;
  await focal.caller.agency.assign({ ...key, agency: 'RTP', parts: [{ indicator, dimension: 'sex' }] });
  await focal.caller.agency.assign({ ...key, agency: 'MSDHS', parts: [{ indicator, dimension: 'age' }] });
  await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(900_000_000)],
    version: 0,
  });
  let next = 1;
  let conflicts = 0;
  let working = 2;
  const acknowledged: Write[] = [];

  /** Reads, sometimes dawdles, changes one or two cells, and saves; after a conflict it reads again. */
  async function work(
    person: Person,
    own: { key: string; by: Record<string, string> }[],
    whole: boolean,
    seed: number,
  ) {
    const pick = random(seed);
    let entry = await person.caller.submission.indicator({ ...key, indicator });
    // The focal point goes on until the agencies are done and it has had its turns, however busy the machine is.
    for (let turn = 0, done = 0; whole ? working > 0 || done < 3 : turn < 40; turn += 1) {
      // Agencies take longer over a figure than a machine, so that the focal point has a turn too.
      if (!whole) await new Promise((resolve) => setTimeout(resolve, pick(60)));
      const chosen = new Set([own[pick(own.length)]!, ...(pick(2) ? [own[pick(own.length)]!] : [])]);
      const mine = [...chosen].map((place) => ({ ...place, value: next++ }));
      const kept = entry.answer.cells
        .map(({ dimension, category, value }) => ({
          key: dimension === null ? 'total' : `${dimension}=${category}`,
          by: dimension === null || category === null ? {} : { [dimension]: category },
          value: Number(value),
        }))
        .filter((one) => !mine.some((changed) => changed.key === one.key));
      // An agency gives its changed cells alone, or all of its own.
      const sent = whole || pick(2) ? [...kept, ...mine] : mine;
      const { version } = entry.answer;
      try {
        const saved = await person.caller.submission.saveIndicatorValues({
          ...key,
          indicator,
          cells: sent.map(({ by, value }) => cell(value, by)),
          version,
        });
        done += 1;
        for (const { key: at, value } of mine) {
          const over =
            entry.answer.cells.find((one) => `${one.dimension}=${one.category}` === at)?.value ?? null;
          acknowledged.push({
            key: at,
            value: String(value),
            version: saved!.version,
            by: person.id,
            over,
          });
        }
        // Half the time it goes on from what it wrote, without looking at what others did.
        if (!whole && pick(2)) {
          const cells = new Map(entry.answer.cells.map((one) => [`${one.dimension}=${one.category}`, one]));
          for (const { key: at, by, value } of mine) {
            const [dimension = null, category = null] = Object.entries(by)[0] ?? [];
            cells.set(at, {
              dimension,
              category,
              state: 'reported',
              value: String(value),
              numerator: null,
              denominator: null,
              choice: null,
              text: null,
            });
          }
          entry = {
            ...entry,
            answer: { ...entry.answer, version: saved!.version, cells: [...cells.values()] },
          };
          continue;
        }
      } catch (error) {
        if (!(error instanceof TRPCError && error.cause instanceof DomainError)) throw error;
        expect(error.cause.code).toBe('CONFLICT');
        conflicts += 1;
      }
      entry = await person.caller.submission.indicator({ ...key, indicator });
    }
  }

  const bySex = sexes.map((sex) => ({ key: `sex=${sex}`, by: { sex } }));
  const byAge = ages.map((age) => ({ key: `age=${age}`, by: { age } }));
  await Promise.all([
    work(police, bySex, false, 1).finally(() => (working -= 1)),
    work(welfare, byAge, false, 2).finally(() => (working -= 1)),
    work(focal, [...bySex, ...byAge], true, 3),
  ]);

  expect(acknowledged.length).toBeGreaterThan(30);
  expect(new Set(acknowledged.map(({ by }) => by)).size).toBe(3);
  const final = await focal.caller.submission.indicator({ ...key, indicator });
  const stored = new Map(
    final.answer.cells.map(({ dimension, category, value }) => [`${dimension}=${category}`, value]),
  );
  // Per cell, in the order of versions: each write had seen the one that it replaced.
  for (const { key: at } of [...bySex, ...byAge]) {
    const writes = acknowledged.filter((one) => one.key === at).sort((a, b) => a.version - b.version);
    expect(stored.get(at), at).toBe(writes.at(-1)?.value);
    writes.forEach((write, index) => {
      expect(write.over, `${at}, version ${write.version}`).toBe(writes[index - 1]?.value ?? null);
    });
  }
  // Versions are handed out once each, and history is without a gap.
  const revisions = await world.owner<{ version: number }[]>`
    select (after->>'version')::integer as version from tracker.revision
    where subject = 'indicator' and subject_key = ${indicator} order by id`;
  expect(revisions.map(({ version }) => version)).toEqual(revisions.map((_, index) => index + 1));
  expect(conflicts).toBeGreaterThan(0);
});
