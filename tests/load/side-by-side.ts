import { measureSpread, milliseconds, type Rate, repeat, type Work } from './measure.ts';
import { readCpu } from './process-usage.ts';

/** What one side does, and the process that it makes work besides Postgres; none for SQL from this process. */
export type Side = { work: Work; server: number | null };
/** CPU in milliseconds of one request; null elsewhere than on Linux. */
export type Measured = Rate & { cpu: { server: number | null; postgres: number | null } };

type Options = { atOnce?: number; seconds?: number; postgres: number };

/** Sides take turns, so that what else the machine does meanwhile falls on all of them. */
const turns = 2;

/** Measures the same work done in several ways, in turns of `seconds`, each after a warm-up that is not counted. */
export async function measureSides<Name extends string>(
  sides: Record<Name, Side>,
  { atOnce = 20, seconds = 2.5, postgres }: Options,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(sides) as Name[];
  const sums = new Map(names.map((name) => [name, { times: [] as number[], ms: 0, server: 0, postgres: 0 }]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const name of names) {
      const { work, server } = sides[name];
      const sum = sums.get(name);
      if (!sum) continue;
      await repeat(work, atOnce, turn === 0 ? 1 : 0.3);
      const before = { server: readCpu(server ?? 0), postgres: readCpu(postgres) };
      const started = performance.now();
      for (const time of await repeat(work, atOnce, seconds)) sum.times.push(time);
      sum.ms += performance.now() - started;
      sum.server += (readCpu(server ?? 0) ?? Number.NaN) - (before.server ?? Number.NaN);
      sum.postgres += (readCpu(postgres) ?? Number.NaN) - (before.postgres ?? Number.NaN);
    }
  }
  const entries = names.map((name): [Name, Measured] => {
    const {
      times,
      ms,
      server,
      postgres: database,
    } = sums.get(name) ?? { times: [], ms: 1, server: 0, postgres: 0 };
    const each = (cpu: number) => (Number.isNaN(cpu) ? null : cpu / Math.max(1, times.length));
    const cpu = { server: each(server), postgres: each(database) };
    return [name, { perSecond: (times.length * 1000) / ms, ...measureSpread(times), cpu }];
  });
  return Object.fromEntries(entries) as Record<Name, Measured>;
}

/** CPU of one request, of the server and of Postgres. */
export const describeCpu = ({ cpu: { server, postgres } }: Measured): string =>
  server === null || postgres === null
    ? 'not measured'
    : `${milliseconds(server)} + ${milliseconds(postgres)}`;
