import { serveData } from '#server/exports/serve-data.ts';
import type { World } from './world.ts';

/** What the public gets as a file of open data: "values.csv?publication=1". Throws where it is refused. */
export async function readDataFile(world: World, file: string): Promise<string> {
  const origin = 'https://tracker.test';
  const service = { published: world.base.published, origin };
  const answer = await serveData(service, new Request(`${origin}/data/v1/${file}`));
  if (answer?.status !== 200) throw new Error(`${file} was answered with ${answer?.status}.`);
  return answer.text();
}
