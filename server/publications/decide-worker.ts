import { decideFigures } from '#server/domain/publication/decide-figures.ts';
import type { Remember } from '#server/domain/disclosure/disclosure.types.ts';
import type { DecidingWork } from './decide-thread.ts';
import { runJobs } from './job-thread.ts';
import { copyDecisions, type Decided, decideOnce } from './remembered-decisions.ts';

/** Decides figures in a separate thread, one input after the other. Gives back what each round came to. */
runJobs<DecidingWork>(({ figures, rules, unchanged }) => {
  const decided: Decided = [];
  const remember: Remember = (key, decide) => {
    const made = decideOnce(key, decide);
    decided.push([key, copyDecisions(made)]);
    return made;
  };
  decideFigures({ ...figures, remember }, rules, unchanged);
  return decided;
});
