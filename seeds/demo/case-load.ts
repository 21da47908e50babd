import { createRandom } from './random.ts';

/**
 * How many persons, cases and dollars stand behind the fictional figures of one state in one half year, so that
 * figures of different indicators agree with each other: nobody is screened who was not found, and the victims
 * who accepted services are among those identified.
 */
export type CaseLoad = {
  found: number;
  screened: number;
  identified: number;
  identifiedScam: number;
  accepted: number;
  acceptedScam: number;
  nonPunishmentConsidered: number;
  nonPunishmentApplied: number;
  returned: number;
  returnedScam: number;
  returnedSafely: number;
  returnedSafelyScam: number;
  investigations: number;
  investigationsScam: number;
  financialInvestigations: number;
  prosecuted: number;
  prosecutedLegalPersons: number;
  convicted: number;
};

/** Half years since the first round of the demo by which a practice has spread a little further. */
const step = 0.045;

/**
 * @param size about 1 for a large state, 0.1 for a very small one.
 * @param period the round's place in time: 0 for the first.
 */
export function buildCaseLoad(state: string, size: number, period: number): CaseLoad {
  // What a state is like stays; what happened in a half year varies around it.
  const nature = createRandom('nature', state);
  const scene = nature.chance(0.15) ? 0 : nature.between(0.25, 1.7);
  const other = nature.between(0.5, 1.4);
  const thoroughness = nature.between(-0.12, 0.12);
  const random = createRandom('case load', state, period);
  const about = (middle: number) => Math.round(middle * random.between(0.78, 1.25));
  const part = (whole: number, share: number) =>
    Math.round(whole * Math.min(0.95, Math.max(0.05, share + thoroughness + random.between(-0.06, 0.06))));

  const found = about(190 * size * scene);
  const screened = part(found, 0.46 + step * period);
  const identifiedScam = part(screened, 0.38);
  const identified = identifiedScam + about(58 * size * other);
  const acceptedScam = part(identifiedScam, 0.66 + step * period);
  const accepted = acceptedScam + part(identified - identifiedScam, 0.6 + step * period);
  const nonPunishmentConsidered = part(identifiedScam, 0.78);
  const nonPunishmentApplied = part(nonPunishmentConsidered, 0.5 + step * period);
  const returnedScam = part(identifiedScam, 0.58);
  const returned = returnedScam + part(identified - identifiedScam, 0.4);
  const returnedSafelyScam = part(returnedScam, 0.55 + step * period);
  const returnedSafely = returnedSafelyScam + part(returned - returnedScam, 0.58 + step * period);
  const investigationsScam = about(9 * size * scene);
  const investigations = investigationsScam + about(24 * size * other);
  const prosecutedLegalPersons = investigations > 8 ? random.int(0, 3) : 0;
  const prosecuted = about(investigations * 1.2) + prosecutedLegalPersons;
  return {
    found,
    screened,
    identified,
    identifiedScam,
    accepted,
    acceptedScam,
    nonPunishmentConsidered,
    nonPunishmentApplied,
    returned,
    returnedScam,
    returnedSafely,
    returnedSafelyScam,
    investigations,
    investigationsScam,
    financialInvestigations: part(investigations, 0.14 + step * period),
    prosecuted,
    prosecutedLegalPersons,
    convicted: Math.min(prosecuted, about(prosecuted * 0.45)),
  };
}
