import { createWorld, type Person, type World } from '#tests/support/world.ts';

export const key = { round: '2024-H2', reporter: 'TH' };
/** An indicator of persons, broken down by sex, age and more. */
export const shared = 'I-B3';

export type AgencyStage = {
  world: World;
  secretariat: Person;
  focal: Person;
  clearing: Person;
  /** People of two agencies of Thailand, and of an agency of Cambodia. */
  police: Person;
  welfare: Person;
  foreign: Person;
};

/** A round with Thailand's and Cambodia's people, and nothing given out yet. */
export async function setAgencyStage(): Promise<AgencyStage> {
  const world = await createWorld();
  const secretariat = await world.openRound(key.round);
  const contributor = (reporter: string, agency: string) =>
    world.createPerson([{ role: 'contributor', reporter, agency }]);
  return {
    world,
    secretariat,
    focal: await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]),
    clearing: await world.createPerson([{ role: 'clearing_officer', reporter: 'TH' }]),
    police: await contributor('TH', 'RTP'),
    welfare: await contributor('TH', 'MSDHS'),
    foreign: await contributor('KH', 'WELFARE'),
  };
}

/** A figure of one cell, as the contract takes it. */
export const cell = (value: number, by: Record<string, string> = {}) => ({
  by,
  state: 'reported' as const,
  value,
});
