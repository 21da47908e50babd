import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * The import rules of .oxlintrc.json, tried on a house of paper: for each rule a file that breaks it and a neighbour
 * that does almost the same and may. A rule that stops firing is noticed here and nowhere else.
 */
const root = join(import.meta.dirname, '../..');
const line = (specifier: string) => `import { x } from '${specifier}';\nexport const y = x;\n`;
const typeLine = (specifier: string) => `import type { X } from '${specifier}';\nexport type Y = X;\n`;

const refused: [file: string, text: string, says: RegExp][] = [
  ['server/http/web.ts', line('#app/routes.ts'), /Nothing in the server imports the web/],
  [
    'server/http/testing.ts',
    line('#tests/support/world.ts'),
    /Nothing in the server imports the web or the tests/,
  ],
  ['server/http/seeding.ts', line('#seeds/load-all.ts'), /Only the start and the admin commands/],
  ['server/start.ts', line('#app/routes.ts'), /Nothing in the server imports the web/],
  ['server/domain/plan/database.rules.ts', line('drizzle-orm'), /The domain is pure/],
  ['server/domain/plan/tables.rules.ts', line('#db/client.ts'), /The domain is pure/],
  ['server/domain/plan/files.rules.ts', line('node:fs/promises'), /The domain is pure/],
  ['server/domain/plan/verbs.rules.ts', line('#server/use-cases/plan/import-plan.ts'), /The domain/],
  ['server/domain/plan/page.rules.ts', line('react'), /The domain is pure/],
  ['db/reach.ts', line('#server/use-cases/plan/import-plan.ts'), /database layer imports value lists/],
  ['db/schema/web.ts', line('#app/routes.ts'), /database layer/],
  ['server/use-cases/plan/contract.ts', line('#server/trpc/root.ts'), /Use-cases import/],
  ['server/use-cases/plan/web.ts', line('#app/routes.ts'), /Use-cases import/],
  ['server/use-cases/plan/read.ts', line('#server/queries/plan/get-plan.query.ts'), /Use-cases import/],
  ['server/use-cases/plan/near.ts', line('../../queries/plan/get-plan.query.ts'), /Use-cases import/],
  ['server/queries/plan/http.query.ts', line('#server/http/handler.ts'), /Read models import/],
  ['server/queries/plan/config.query.ts', line('#server/config/config.ts'), /Read models import/],
  ['server/queries/plan/verb.query.ts', line('#server/use-cases/plan/import-plan.ts'), /Read models import/],
  ['server/queries/plan/near.query.ts', line('../../use-cases/plan/import-plan.ts'), /Read models import/],
  [
    'server/queries/plan/type.query.ts',
    typeLine('#server/use-cases/plan/import-plan.ts'),
    /Read models import/,
  ],
  ['server/loaders/plan/verb.ts', line('#server/use-cases/plan/import-plan.ts'), /Loaders and operation lie/],
  [
    'server/loaders/plan/read.ts',
    line('#server/queries/plan/get-plan.query.ts'),
    /Loaders and operation lie/,
  ],
  ['server/operation/verb.ts', line('#server/use-cases/plan/import-plan.ts'), /Loaders and operation lie/],
  ['server/trpc/routers/sql.router.ts', line('drizzle-orm'), /Routers hold no SQL/],
  ['server/trpc/routers/tables.router.ts', line('#db/client.ts'), /Routers import use-cases/],
  ['app/routes/tables.tsx', line('#db/client.ts'), /Pages reach the database/],
  ['app/routes/types-of-tables.tsx', typeLine('#db/client.ts'), /Pages reach the database/],
  ['app/routes/contract.tsx', line('#server/trpc/root.ts'), /of the rest of the server types only/],
  ['app/features/plan/verbs.tsx', line('#server/use-cases/plan/import-plan.ts'), /types only/],
  ['seeds/web.ts', line('#app/routes.ts'), /Seeds are made through the use-cases/],
  [
    'server/domain/round/one.rules.ts',
    `import { two } from './two.rules.ts';\nexport const one = () => two();\n`,
    /cycle/,
  ],
  [
    'server/domain/round/two.rules.ts',
    `import { one } from './one.rules.ts';\nexport const two = () => one();\n`,
    /cycle/,
  ],
  ['server/http/anything.ts', 'export const y: any = 1;\n', /any/],
];

const allowed: [file: string, text: string][] = [
  ['server/http/right.ts', line('#server/trpc/root.ts')],
  ['server/admin.ts', line('#seeds/load-all.ts')],
  ['server/domain/plan/right.rules.ts', line('zod')],
  ['server/domain/plan/own.rules.ts', line('#server/domain/value/cell.rules.ts')],
  ['server/domain/plan/near.rules.ts', line('../value/cell.rules.ts')],
  ['server/domain/plan/beside.rules.ts', line('./right.rules.ts').replace('{ x }', '{ y as x }')],
  ['db/right.ts', line('#server/domain/value/cell.rules.ts')],
  ['server/use-cases/plan/right.ts', line('#db/client.ts')],
  ['server/use-cases/plan/loading.ts', line('#server/loaders/plan/right.ts').replace('{ x }', '{ y as x }')],
  ['server/queries/plan/right.query.ts', line('#server/domain/value/cell.rules.ts')],
  [
    'server/queries/plan/loading.query.ts',
    line('#server/loaders/plan/right.ts').replace('{ x }', '{ y as x }'),
  ],
  ['server/loaders/plan/right.ts', line('#server/operation/operation-context.ts')],
  ['server/trpc/routers/right.router.ts', line('#server/use-cases/plan/right.ts')],
  ['app/routes/right.tsx', line('#server/domain/value/cell.rules.ts')],
  ['app/routes/types.tsx', typeLine('#server/trpc/root.ts')],
  ['seeds/right.ts', line('#server/use-cases/plan/right.ts')],
];

type Diagnostic = { filename: string; code: string; message: string; help?: string };
let folder: string;
let diagnostics: Diagnostic[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bohol-lint-'));
  await copyFile(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [file, text] of [...refused, ...allowed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const output = await new Promise<string>((resolve) => {
    execFile(
      join(root, 'node_modules/.bin/oxlint'),
      ['--format', 'json', '.'],
      { cwd: folder, maxBuffer: 16 * 1024 * 1024 },
      // It ends with 1 when it finds something; what it found is what counts.
      (_error, stdout) => resolve(stdout),
    );
  });
  ({ diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const of = (file: string) =>
  diagnostics
    .filter(({ filename }) => filename === file)
    .map(({ code, message, help }) => `${code}: ${message} ${help ?? ''}`);

test.each(refused)('%s is refused', (file, _text, says) => {
  expect(of(file).join('\n')).toMatch(says);
});

test.each(allowed)('%s is not', (file) => {
  expect(of(file)).toEqual([]);
});
