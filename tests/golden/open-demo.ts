import { prepareDemo } from '#tests/support/demo-database.ts';
import { createWorld, type WorldPlace } from '#tests/support/world.ts';
import { type GoldenWorld, serveGolden } from './golden-world.ts';

/** After the last day of the demo. */
const now = '2026-10-01T08:00:00Z';

/** The demo as somebody gets it who starts the tracker with DEMO=1. */
export async function openDemo(place: WorldPlace): Promise<GoldenWorld> {
  const { template, files } = await prepareDemo(place);
  const world = await createWorld({ ...place, template }, files);
  world.setTime(now);
  // Somebody of their own: what demo people are known by stays theirs.
  const secretariat = await world.createPerson([{ role: 'secretariat_officer' }]);
  return serveGolden('demo', world, secretariat);
}
