import fc from 'fast-check';
import { isLong } from './rounds.ts';

// In short form the properties look at the same cases in every run, so that a run says something of the change that is
// tested. The long suite looks at new cases, and says its seed where one fails.
if (!isLong) fc.configureGlobal({ seed: 2028 });
