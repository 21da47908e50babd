import { askAddress, kindOf } from './ask-addresses.ts';
import { askQuestion, forEach } from './ask-questions.ts';
import type { GoldenWorld } from './golden-world.ts';
import { isFollowed, listAddresses, listPublicationAddresses, listTranslations } from './list-addresses.ts';
import { type Codes, listCodes } from './list-codes.ts';
import { listPublicationQuestions, listQuestions, listReceiptQuestions } from './list-questions.ts';
import { listPreviewAddresses, listSecretariatQuestions } from './list-secretariat.ts';
import type { Kept } from './store.ts';

type Keep = (kept: Kept) => Promise<void>;

/** The codes and the figures of every publication; under undefined those of the one that is shown first. */
export type Inventory = Map<number | undefined, { codes: Codes; figures: string[] }>;

export async function takeInventory({ world, server, publications }: GoldenWorld): Promise<Inventory> {
  const inventory: Inventory = new Map();
  const { dashboard } = world.anonymous;
  for (const number of publications) {
    const figures = (await dashboard.figures({ publication: number })).map(({ id }) => id);
    inventory.set(number, { codes: await listCodes(server, number), figures });
  }
  const shown = inventory.get((await dashboard.scope({})).publication?.number ?? 0);
  if (!shown) throw new Error('Nothing is published.');
  inventory.set(undefined, shown);
  return inventory;
}

/** Everything that the public dashboard answers: of each publication, and of the one that is shown first. */
export async function captureDashboard(golden: GoldenWorld, inventory: Inventory, keep: Keep): Promise<void> {
  const { name, world, publications } = golden;
  const questions = [...inventory].flatMap(([number, { codes, figures }]) => [
    // What is drawn of the newest without its number is asked of some figures only.
    ...listQuestions(codes, number === undefined ? figures.slice(0, 10) : figures, number),
    ...(number === undefined
      ? listPublicationQuestions(codes, publications)
      : listReceiptQuestions(codes, number)),
  ]);
  await forEach(questions, async (question) =>
    keep(await askQuestion(world.anonymous, name, 'dashboard', question)),
  );
}

/** Every public page and file: what is listed, and what links lead to. */
export async function captureSite(golden: GoldenWorld, inventory: Inventory, keep: Keep): Promise<number> {
  const shown = inventory.get(undefined);
  const waiting = [...inventory].flatMap(([number, { codes, figures }]) =>
    listAddresses(codes, number === undefined ? figures.slice(0, 10) : figures, number),
  );
  waiting.push(...listPublicationAddresses(golden));
  if (shown) waiting.push(...listTranslations(listAddresses(shown.codes, [])));
  const known = new Set(waiting);
  waiting.splice(0, waiting.length, ...known);
  let asked = 0;
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const { kept, links } = await askAddress(golden, path);
      asked += 1;
      await keep(kept);
      // Pages in other languages lead to the same places.
      if (kindOf(path) === 'page in another language') continue;
      for (const link of links) {
        if (known.has(link) || !isFollowed(link)) continue;
        known.add(link);
        waiting.push(link);
      }
    }
  };
  // One that finds nothing to do may be too early: the others are still reading.
  while (waiting.length > 0) await Promise.all(Array.from({ length: 4 }, work));
  return asked;
}

/** What the secretariat sees beforehand, and the pages of its preview. */
export async function captureSecretariat(golden: GoldenWorld, keep: Keep): Promise<void> {
  const { name, secretariat, server, rounds } = golden;
  const asked = await listSecretariatQuestions(golden);
  await forEach(
    asked,
    async ({ router, question }) => keep(await askQuestion(secretariat.caller, name, router, question)),
    2,
  );
  const cookie = await server.signIn(secretariat);
  for (const round of rounds) {
    for (const path of listPreviewAddresses(round)) {
      const { kept } = await askAddress(golden, path, { headers: { cookie } });
      await keep(kept);
      // A round that is out has no preview: its first address says where it is.
      if (kept.status === '303') break;
    }
  }
}
