import { measureSpread, milliseconds, type Rate, repeat, type Work } from './measure.ts';
import { readCpu } from './process-usage.ts';

/** What one side does, and the process that it makes work besides Postgres; none for SQL from this process. */
export type Side = { work: Work; server: number | null };
/** CPU in milliseconds of one request, null elsewhere than on Linux; how many failed, which count for nothing else. */
export type Measured = Rate & { cpu: { server: number | null; postgres: number | null }; failed: number };

type Options = { atOnce?: number; seconds?: number; postgres: number };

/** Sides take turns, so that what else the machine does meanwhile falls on all of them. */
const turns = 2;

/** Measures the same work done in several ways, in turns of `seconds`, each after a warm-up that is not counted. */
export async function measureSides<Name extends string>(
  sides: Record<Name, Side>,
  { atOnce = 20, seconds = 2.5, postgres }: Options,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(sides) as Name[];
  const sums = new Map(names.map((name) => [name, new Sum()]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, sum] of sums) {
      const { work, server } = sides[name];
      await repeat(work, atOnce, turn === 0 ? 1 : 0.3);
      const before = { server: readCpu(server ?? 0), postgres: readCpu(postgres) };
      const started = performance.now();
      const { times, failures } = await repeat(work, atOnce, seconds);
      sum.ms += performance.now() - started;
      sum.times.push(...times);
      sum.failed += failures.length;
      // Where hardly anything succeeds, there is nothing to measure.
      if (failures.length > times.length) throw failures[0];
      sum.server += (readCpu(server ?? 0) ?? Number.NaN) - (before.server ?? Number.NaN);
      sum.postgres += (readCpu(postgres) ?? Number.NaN) - (before.postgres ?? Number.NaN);
    }
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, sum.measure()])) as Record<Name, Measured>;
}

/** All turns of one side: times and CPU in milliseconds. */
class Sum {
  readonly times: number[] = [];
  ms = 0;
  failed = 0;
  server = 0;
  postgres = 0;

  measure(): Measured {
    const { times, ms, failed } = this;
    const each = (cpu: number) => (Number.isNaN(cpu) ? null : cpu / (times.length + failed));
    return {
      perSecond: (times.length * 1000) / ms,
      ...measureSpread(times),
      cpu: { server: each(this.server), postgres: each(this.postgres) },
      failed,
    };
  }
}

/** CPU of one request, of the server and of Postgres. */
export const describeCpu = ({ cpu: { server, postgres } }: Measured): string =>
  server === null || postgres === null
    ? 'not measured'
    : `${milliseconds(server)} + ${milliseconds(postgres)}`;
