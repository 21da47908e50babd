import { dayOf } from '../submission/in-time.rules.ts';
import { readLocalTime } from './local-day.calculations.ts';

/** The calendar of the tracker is that of the ASEAN Secretariat. */
export const trackerZone = 'Asia/Jakarta';

export type CalendarRound = {
  code: string;
  state: 'planned' | 'open' | 'closed';
  opensOn: string;
  closesOn: string;
};

/** What the calendar does with a round; "missed" is one whose whole time went by before it was opened. */
export type RoundMove = { round: string; verb: 'open' | 'close' | 'missed' };

/**
 * What has to be done to the rounds now. A round opens when its first day begins in Jakarta. It closes when its last
 * day is over in UTC, as pages say it: that is later than in every reporter's country, so nobody loses an evening.
 * Days that were missed are caught up; a round that is past as a whole is left for the secretariat to decide on.
 */
export function listRoundMoves(rounds: readonly CalendarRound[], now: Date): RoundMove[] {
  const begun = readLocalTime(now, trackerZone).date;
  const today = dayOf(now);
  return rounds.flatMap<RoundMove>(({ code, state, opensOn, closesOn }) => {
    if (state === 'planned' && opensOn <= begun) {
      return [{ round: code, verb: closesOn < today ? 'missed' : 'open' }];
    }
    return state === 'open' && closesOn < today ? [{ round: code, verb: 'close' }] : [];
  });
}
