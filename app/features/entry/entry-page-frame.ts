import type { ReportKey } from '../submission/report-paths.ts';

export type ItemLink = { to: string; code: string; title: string } | null;

/** What the loader says about the page around the form. */
export type EntryPageFrame = {
  key: ReportKey;
  personId: string;
  reportName: string;
  reportPath: string;
  historyPath: string;
  signInPath: string;
  dueOn: string;
  today: string;
  submissionStatus: string;
  previous: ItemLink;
  next: ItemLink;
  nextGap: ItemLink;
  whyReadOnly: string;
  restorePath: string;
  savedVersion: number;
};
