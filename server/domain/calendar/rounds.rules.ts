import { dayOf } from '../submission/in-time.rules.ts';
import { readLocalTime } from './local-day.calculations.ts';

/** The tracker's calendar follows the ASEAN Secretariat. */
export const trackerZone = 'Asia/Jakarta';

export type CalendarRound = {
  code: string;
  state: 'planned' | 'open' | 'closed';
  opensOn: string;
  closesOn: string;
};

/** What the calendar does with a round; "missed": its whole period passed before it was opened. */
export type RoundMove = { round: string; verb: 'open' | 'close' | 'missed' };

/**
 * Lists what to do with the rounds now. A round opens when its first day begins in Jakarta. It closes when
 * its last day ends in UTC, as the pages state: later than in every reporter's country, so nobody loses an
 * evening. Missed days are caught up; a round that is entirely past is left to the secretariat to decide.
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
