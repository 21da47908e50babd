import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Answers = inferRouterOutputs<AppRouter>['report'];

export type Desk = Answers['desk'];
export type DeskSection = Desk['sections'][number];
export type SectionPage = Answers['section'];
export type SectionComment = SectionPage['comments'][number];
export type VersionComparison = Answers['compareVersions'];
export type Comparability = Answers['comparability'];
export type ComparedIndicator = Comparability['indicators'][number];
export type KeptNote = Comparability['notes'][number];

/** What a refused save says is stored. */
export type StoredText = {
  text: string;
  version: number;
  changedBy: string | null;
  changedAt: string | null;
};
