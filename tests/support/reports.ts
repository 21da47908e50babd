import type { AppCaller } from '#server/trpc/root.ts';
import type { Person, World } from './world.ts';

export type ReportKey = { round: string; reporter: string };
export type Status = 'draft' | 'cleared' | 'submitted' | 'returned' | 'accepted';

/** Somebody who writes and submits, and somebody who clears: for a body the same person. */
export type Team = { focal: Person; clearing: Person };

export async function createTeam(world: World, reporter: string): Promise<Team> {
  const focal = await world.createPerson([{ role: 'focal_point', reporter }]);
  if (/^[A-Z]{2}$/.test(reporter)) {
    return { focal, clearing: await world.createPerson([{ role: 'clearing_officer', reporter }]) };
  }
  return { focal, clearing: focal };
}

/** What is asked of a reporter, by code, and the report's version. */
export async function readReport(caller: AppCaller, key: ReportKey) {
  const sheet = await caller.submission.get(key);
  return {
    status: sheet.header.status,
    version: sheet.header.version,
    activities: sheet.activities.map(({ code }) => code),
    indicators: sheet.indicators.map(({ code, measure }) => ({ code, measure })),
  };
}

/** Writes the least that can be cleared: one activity. */
export async function startReport(
  team: Team,
  key: ReportKey,
): Promise<{ activity: string; indicator: string }> {
  const { activities, indicators } = await readReport(team.focal.caller, key);
  const activity = activities[0];
  const indicator = indicators.find(({ measure }) => measure === 'count' || measure === 'money')?.code;
  if (!activity || !indicator) throw new Error(`Nothing is asked of ${key.reporter} in ${key.round}.`);
  await team.focal.caller.submission.saveActivityReport({
    ...key,
    activity,
    status: 'on_track',
    achievements: `What ${key.reporter} achieved.`,
    version: 0,
  });
  return { activity, indicator };
}

/**
 * Takes a draft along the workflow to a status, as the people whose part it is. A report comes to `returned` with
 * one question on an activity and one on an indicator; `submitted` carries a question that is not yet sent.
 */
export async function bringReportTo(
  secretariat: Person,
  team: Team,
  key: ReportKey,
  status: Status,
): Promise<{ activity: string; indicator: string; version: number }> {
  const items = await startReport(team, key);
  let version = 1;
  const steps: [Status, () => Promise<{ version: number }>][] = [
    ['cleared', () => team.clearing.caller.submission.clear({ ...key, version })],
    ['submitted', () => team.focal.caller.submission.submit({ ...key, version })],
  ];
  const last: Partial<Record<Status, () => Promise<{ version: number }>>> = {
    returned: () =>
      secretariat.caller.review.return({
        ...key,
        version,
        queries: [
          { subject: 'activity', code: items.activity, field: 'achievements', question: 'Which one?' },
          { subject: 'indicator', code: items.indicator, field: 'total', question: 'Is it known?' },
        ],
      }),
    accepted: () => secretariat.caller.review.accept({ ...key, version }),
  };
  if (status === 'draft') return { ...items, version };
  for (const [reached, step] of steps) {
    ({ version } = await step());
    if (reached === status) break;
  }
  if (status === 'submitted') {
    await secretariat.caller.review.raiseQuery({
      ...key,
      subject: 'activity',
      code: items.activity,
      field: 'achievements',
      question: 'Which one?',
    });
  }
  const step = last[status];
  if (step) ({ version } = await step());
  return { ...items, version };
}
