import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type Preview = Outputs['publication']['preview'];
/** How the approved report stands to what would be published; null where none is approved. */
export type Report = Preview['report'];
export type HeldBackFigure = Preview['heldBack'][number];
export type FigureChange = Preview['changes'][number];
export type FigureWords = Preview['words'];
export type IndicatorWords = FigureWords['indicators'][number];
/** What is scheduled, or how it ended; null where nothing was. */
export type Schedule = Outputs['publication']['getSchedule'];
export type PublishedEntry = Outputs['publication']['list'][number];
export type Compilation = Outputs['compilation']['list'][number];
