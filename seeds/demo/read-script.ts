import type { Disclosure } from '#server/domain/evidence/evidence.rules.ts';
import { readCsv } from '../read-csv.ts';
import type { ActivityHistory } from './activity-content.ts';
import type { Nature } from './activity-sentences.ts';

/** What happens to one report; the names are those of report-courses.ts and report-content.ts. */
export type PlannedReport = { course: string; timing: string; extent: string };

export type DemoScript = {
  activities: Map<string, ActivityHistory>;
  /** By round, then by reporter. */
  reports: Map<string, Map<string, PlannedReport>>;
  /** About 1 for a large state. */
  sizes: Map<string, number>;
  /** The rounds that end in a publication; a round that is not here stays open. */
  publications: Map<string, DemoPublication>;
  /** By round and reporter: "2025-H1/TH". */
  evidence: Map<string, DemoEvidence[]>;
};

export type DemoPublication = {
  title: string;
  meeting: string;
  note: string;
  /** Whether its report is signed before and goes out with it. */
  hasReport: boolean;
};

/** A link that a reporter attaches to an activity. */
export type DemoEvidence = { activity: string; title: string; url: string; disclosure: Disclosure };

/** The course of the demo, from the files beside this one. */
export async function readDemoScript(): Promise<DemoScript> {
  const [activities, reports, sizes, publications, evidence] = await Promise.all(
    ['course-of-activities', 'course-of-reports', 'sizes', 'publications', 'evidence'].map((name) =>
      readCsv(`demo/${name}.csv`),
    ),
  );
  const byRound = new Map<string, Map<string, PlannedReport>>();
  for (const { round = '', reporter = '', course = '', timing = '', extent = '' } of reports ?? []) {
    const planned = byRound.get(round) ?? new Map<string, PlannedReport>();
    planned.set(reporter, { course, timing, extent });
    byRound.set(round, planned);
  }
  return {
    activities: new Map(
      (activities ?? []).map(({ activity = '', subject = '', nature = '', ...statuses }) => [
        activity,
        { activity, subject, nature: nature as Nature, statuses },
      ]),
    ),
    reports: byRound,
    sizes: new Map((sizes ?? []).map(({ state = '', size = '' }) => [state, Number(size)])),
    publications: new Map(
      (publications ?? []).map(({ round = '', title = '', meeting = '', note = '', report = '' }) => [
        round,
        { title, meeting, note, hasReport: report === 'yes' },
      ]),
    ),
    evidence: Map.groupBy(
      (evidence ?? []).map(({ round = '', reporter = '', activity = '', title = '', url = '', ...rest }) => ({
        report: `${round}/${reporter}`,
        activity,
        title,
        url,
        disclosure: rest['disclosure'] as Disclosure,
      })),
      ({ report }) => report,
    ),
  };
}
