import type { DataSteps } from '#db/migrate.ts';
import { convertPublications } from './convert-publications.ts';

/** What migrations of this version need besides their SQL. */
export const dataSteps: DataSteps = { '0029-rows-of-publications-are-gone.sql': convertPublications };
