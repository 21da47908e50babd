import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Submission = inferRouterOutputs<AppRouter>['submission'];

/** What the contract answers, under the names that the workspace uses. */
export type OwnRound = Submission['list'][number];
export type OwnReport = OwnRound['reports'][number];
export type Sheet = Submission['get'];
export type SheetHeader = Sheet['header'];
export type SheetActivity = Sheet['activities'][number];
export type SheetIndicator = Sheet['indicators'][number];
export type ActivityEntry = Submission['activity'];
export type IndicatorEntry = Submission['indicator'];
export type EntryQuery = ActivityEntry['queries'][number];
export type CheckedSheet = Submission['check'];
export type Copyable = Submission['copyable'];
export type OpenQuestion = Submission['questions'][number];
export type Receipt = Submission['receipts'][number];
export type History = Submission['history'];
export type Revision = History['revisions'][number];
export type Decision = History['decisions'][number];
