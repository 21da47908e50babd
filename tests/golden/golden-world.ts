import { serveWorld, type HttpServer } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import type { Person, World } from '#tests/support/world.ts';

/** A database with publications, and the application that shows them. */
export type GoldenWorld = {
  /** StatusRows before every address of it. */
  name: string;
  world: World;
  secretariat: Person;
  server: HttpServer;
  /** The numbers of all publications. */
  publications: number[];
  /** Rounds that are compiled: they have a preview, a report and editions. */
  rounds: string[];
  close: () => Promise<void>;
};

/** Serves a world from the sources, pages included. Nothing is published in it any more. */
export async function serveGolden(name: string, world: World, secretariat: Person): Promise<GoldenWorld> {
  const pages = await loadPublicPages();
  const server = await serveWorld(world, { loadBuild: () => Promise.resolve(pages) });
  await server.refresh();
  const published = await secretariat.caller.publication.list();
  const rounds: string[] = [];
  for (const { code } of await secretariat.caller.round.list()) {
    const { drafts, compilation } = await secretariat.caller.edition.list({ round: code });
    if (compilation !== null || drafts.length > 0) rounds.push(code);
  }
  return {
    name,
    world,
    secretariat,
    server,
    publications: published.map(({ number }) => number).sort((a, b) => a - b),
    rounds,
    async close() {
      await server.stop();
      await world.close();
    },
  };
}
