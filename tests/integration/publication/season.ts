import type { Release } from '#server/domain/value/indicator-definition.ts';
import { buildRandomReport, createRandom, type Fixed, type Random } from '#tests/support/random-report.ts';
import { createTeam, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World, type WorldPlace } from '#tests/support/world.ts';

export const states = ['BN', 'ID', 'KH', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH', 'VN'];
export const bodies = ['ACWC', 'SOMTC', 'ASLOM', 'DGICM', 'SOMRI', 'SLOM', 'SOMSWD'];

export type Season = {
  world: World;
  secretariat: Person;
  random: Random;
  team: (reporter: string) => Promise<Team>;
  /** Opens a round. */
  open: (round: string) => Promise<void>;
  /** Writes a random report and takes it along the workflow, to acceptance unless told otherwise. */
  report: (round: string, reporter: string, options?: ReportOptions) => Promise<void>;
  /** Opens an accepted report again, lets it be written anew, and accepts it. */
  correct: (round: string, reporter: string, options?: CorrectOptions) => Promise<void>;
  compileAndPublish: (round: string) => Promise<number>;
};
type CorrectOptions = Pick<ReportOptions, 'release' | 'fixed'> & { versions?: number };
type ReportOptions = {
  release?: Release;
  until?: 'draft' | 'submitted' | 'accepted';
  fixed?: Fixed;
  mark?: string;
  /** Those of the plan, where it has others than the plan that comes with the tracker. */
  statuses?: string[];
};

/** Rounds with random reports, the same in every run of a seed. */
export async function createSeason(seed: number, place?: WorldPlace): Promise<Season> {
  const world = await createWorld(place);
  // Random figures need not fit each other from one indicator to the next.
  await world.owner`update tracker.validation_rule set severity = 'off' where rule = 'slice_above_total'`;
  const secretariat = await world.createPerson([{ role: 'secretariat_officer' }]);
  const random = createRandom(seed);
  const teams = new Map<string, Team>();
  const team = async (reporter: string) => {
    const known = teams.get(reporter) ?? (await createTeam(world, reporter));
    teams.set(reporter, known);
    return known;
  };

  async function write(round: string, reporter: string, options: ReportOptions & { versions: number }) {
    const { focal } = await team(reporter);
    const key = { round, reporter };
    const { definitions } = await focal.caller.submission.check(key);
    const sheet = await focal.caller.submission.get(key);
    const mark = options.mark ?? `${reporter} in ${round}`;
    const report = buildRandomReport(
      random,
      definitions,
      sheet.activities.map(({ code }) => code),
      {
        mark,
        versions: options.versions,
        ...(options.fixed ? { fixed: options.fixed } : {}),
        ...(options.release ? { release: options.release } : {}),
        ...(options.statuses ? { statuses: options.statuses } : {}),
      },
    );
    await focal.caller.submission.saveReport({ ...key, ...report });
    return sheet.header.version;
  }

  async function finish(round: string, reporter: string, from: number) {
    const { focal, clearing } = await team(reporter);
    const key = { round, reporter };
    const cleared = await clearing.caller.submission.clear({ ...key, version: from });
    return focal.caller.submission.submit({ ...key, version: cleared.version });
  }

  return {
    world,
    secretariat,
    random,
    team,
    async open(round) {
      await secretariat.caller.round.open({ round });
    },
    async report(round, reporter, { until = 'accepted', ...options } = {}) {
      const version = await write(round, reporter, { ...options, versions: 0 });
      if (until === 'draft') return;
      const submitted = await finish(round, reporter, version);
      if (until === 'submitted') return;
      await secretariat.caller.review.accept({ round, reporter, version: submitted.version });
    },
    async correct(round, reporter, { versions = 1, ...options } = {}) {
      const key = { round, reporter };
      const { focal } = await team(reporter);
      const { header } = await focal.caller.submission.get(key);
      const opened = await secretariat.caller.review.reopen({
        ...key,
        version: header.version,
        reason: 'New figures.',
      });
      await write(round, reporter, { ...options, versions, mark: `${reporter}, corrected` });
      const submitted = await finish(round, reporter, opened.version);
      await secretariat.caller.review.accept({ ...key, version: submitted.version });
    },
    async compileAndPublish(round) {
      await secretariat.caller.compilation.create({ round });
      return (await secretariat.caller.publication.publish({ round })).number;
    },
  };
}
