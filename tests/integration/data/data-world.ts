import { parse } from 'csv-parse/sync';
import { createSeason, type Season } from '#tests/integration/publication/season.ts';
import { type Answer, type HttpServer, serveWorld } from '#tests/support/http-server.ts';
import { giveSupport } from '#tests/support/give-support.ts';
import type { World } from '#tests/support/world.ts';

export type DataWorld = {
  season: Season;
  world: World;
  server: HttpServer;
  /** An answer that has to be right. */
  get: (path: string) => Promise<Answer>;
  json: <T = JsonAnswer>(path: string) => Promise<T>;
  /** The cells of a CSV file by the names of its columns. */
  csv: (path: string) => Promise<Record<string, string>[]>;
  close: () => Promise<void>;
};

export type Row = Record<string, unknown>;
export type JsonAnswer = {
  data: Row[];
  meta: { publication: { number: number }; count: number; links: { self: string; next: string | null } };
};

/** The address by which files speak of themselves, whatever port a test serves on. */
export const origin = 'http://127.0.0.1:3000';

export function parseCsv(text: string): Record<string, string>[] {
  return parse(text, { columns: true, record_delimiter: '\r\n' });
}

/** Publications of these rounds by a few reporters, over HTTP. Some of their figures are zero. */
export async function createDataWorld(
  seed: number,
  rounds: readonly string[],
  reporters: readonly string[],
): Promise<DataWorld> {
  const season = await createSeason(seed);
  await giveSupport(season.world);
  for (const round of rounds) {
    await season.open(round);
    for (const reporter of reporters) {
      await season.report(round, reporter, {
        fixed: { 'I-A5': () => [{ by: {}, state: 'reported', value: 0 }] },
        mark: `=HYPERLINK("x"), "${reporter}"\nin ${round}`,
      });
    }
    const state = reporters.find((code) => code.length === 2);
    if (round === rounds[0] && state) await setTarget(season, round, state);
    await season.compileAndPublish(round);
  }
  return serveDataWorld(season);
}

/** A target and a milestone that a state has set for itself and agreed to publish. */
async function setTarget(season: Season, round: string, reporter: string) {
  const { focal, clearing } = await season.team(reporter);
  const key = { round, reporter, indicator: 'I-A5' };
  const baseline = { year: '', value: '' };
  await focal.caller.target.propose({
    ...key,
    version: 0,
    baseline,
    targets: [{ year: 2025, value: '0' }],
    released: true,
  });
  await clearing.caller.target.clear({ ...key, version: 1 });
  await season.secretariat.caller.target.accept({ ...key, version: 2 });
  const of = { round, reporter, activity: 'D1.1' };
  await focal.caller.circumstance.propose({
    ...of,
    version: 0,
    applies: true,
    reason: '',
    milestones: [{ title: 'Adopted by cabinet', planned: '2025-01-31', revised: '2025-03-31', reached: '' }],
    released: true,
  });
  await clearing.caller.circumstance.clear({ ...of, version: 1 });
  await season.secretariat.caller.circumstance.accept({ ...of, version: 2 });
}

export async function serveDataWorld(season: Season): Promise<DataWorld> {
  const server = await serveWorld(season.world);
  const get = async (path: string) => {
    const answer = await server.send({ path: path.replace(origin, '') });
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`);
    return answer;
  };
  return {
    season,
    world: season.world,
    server,
    get,
    json: async <T>(path: string) => JSON.parse((await get(path)).text) as T,
    csv: async (path) => parseCsv((await get(path)).text),
    async close() {
      await server.stop();
      await season.world.close();
    },
  };
}
