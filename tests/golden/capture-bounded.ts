import { datasetNames } from '#server/domain/data/datasets.ts';
import { otherFiles } from '#server/domain/data/other-files.ts';
import { publicPages, publicPagesOtherwise } from '#tests/support/pages.ts';
import { rounds } from '#tests/support/rounds.ts';
import { askAddress, isOneIn } from './ask-addresses.ts';
import { addressOf, askQuestion, forEach } from './ask-questions.ts';
import { takeInventory } from './capture-world.ts';
import type { GoldenWorld } from './golden-world.ts';
import {
  listPublicationQuestions,
  listQuestions,
  listReceiptQuestions,
  type Question,
} from './list-questions.ts';
import { listSecretariatQuestions } from './list-secretariat.ts';
import type { Kept } from './store.ts';

/** One in so many of those that are many; the full capture has all. */
const oneIn: Record<string, number> = { valueReceipt: 5, figureReceipt: 5, figure: 3 };

/** Writing the answers anew asks for all of them. */
const inShortForm = process.env['GOLDEN_WRITE'] === '1' ? 1 : rounds(3, 1);

/** Whether this run asks for what is kept under an address: `npm test` for one in three answers of procedures with many. */
export const isCaptured = (address: string): boolean =>
  !/^\S+ (dashboard\.(valueReceipt|plan|figure|library|activity|figureReceipt|indicator|libraryItem)|edition\.get) /.test(
    address,
  ) || isOneIn(address, inShortForm);

const isAsked = ({ procedure, input }: Question) => isOneIn(JSON.stringify(input), oneIn[procedure] ?? 1);

/** A part of a capture that every run of the tests can afford: nearly all answers, and of each kind of page and file one. */
export async function captureBounded(golden: GoldenWorld, keep: (kept: Kept) => void): Promise<void> {
  const { name, world, publications, secretariat } = golden;
  const inventory = await takeInventory(golden);
  const questions = [...inventory].flatMap(([number, { codes, figures }]) =>
    number === undefined
      ? listPublicationQuestions(codes, publications)
      : [...listQuestions(codes, figures, number), ...listReceiptQuestions(codes, number)],
  );
  const publicQuestions = questions
    .filter(isAsked)
    .filter((question) => isCaptured(addressOf(name, 'dashboard', question)));
  await forEach(publicQuestions, async (question) =>
    keep(await askQuestion(world.anonymous, name, 'dashboard', question)),
  );
  const asked = await listSecretariatQuestions(golden);
  await forEach(
    asked.filter(
      ({ router, question }) =>
        (router === 'publication' || router === 'edition') && isCaptured(addressOf(name, router, question)),
    ),
    async ({ router, question }) => keep(await askQuestion(secretariat.caller, name, router, question)),
    2,
  );
  await forEach(listBoundedAddresses(publications), async (path) =>
    keep((await askAddress(golden, path)).kept),
  );
}

function listBoundedAddresses(publications: readonly number[]): string[] {
  const [first = 1] = publications;
  const last = publications.at(-1) ?? 1;
  const pin = (path: string, number: number) =>
    `${path}${path.includes('?') ? '&' : '?'}publication=${number}`;
  const files = [
    ...datasetNames.map((name) => `/data/v1/${name}.csv`),
    '/data/v1/values.json?limit=20',
    '/data/v1/activities.json',
    ...otherFiles.map(({ path }) => path),
    '/sitemap.xml',
    '/indicators/I-B3/values.csv',
    ...['definition.json', 'picture.svg', 'rows.csv', 'rows.json', 'citation.bib'].map(
      (file) => `/figures/I-B3.by-state/${file}`,
    ),
    '/values/I-B3/2024-H2/region/total/rows.json',
    '/values/I-B3/2024-H2/region/total/citation.ris',
  ];
  return [
    ...new Set([
      ...publicPages,
      ...publicPagesOtherwise,
      ...files.map((path) => pin(path, last)),
      ...datasetNames.map((name) => pin(`/data/v1/${name}.csv`, first)),
      ...['/', '/plan', '/indicators/I-B3', '/states/th'].map((path) => pin(path, first)),
      `/publications/${last}/report.pdf`,
      `/publications/compare/changes.csv?from=${first}&to=${last}`,
    ]),
  ];
}
