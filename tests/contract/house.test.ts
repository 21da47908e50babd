import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { createServerCodeGuard } from '#server/create-server-code-guard.ts';
import { appRouter } from '#server/trpc/root.ts';

const root = join(import.meta.dirname, '../..');
type Source = { path: string; text: string };
let sources: Source[];
beforeAll(async () => {
  sources = [];
  for (const folder of ['app', 'server', 'db', 'seeds']) {
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      if (!entry.isFile() || !/\.(tsx?|css)$/.test(path) || path.endsWith('.tmp.ts')) continue;
      sources.push({ path, text: await readFile(join(root, path), 'utf8') });
    }
  }
  expect(sources.length).toBeGreaterThan(200);
});

describe('source files', () => {
  test('ask the environment in one place only', () => {
    // The third asks what npm says about the call, which is no setting; the last tells a library, for a moment, where fonts are.
    const entrances = [
      'server/start.ts',
      'server/main.ts',
      'server/admin/command.ts',
      'server/pictures/draw-png.ts',
    ];
    const asking = sources.filter(
      ({ path, text }) =>
        // Whether this is the built application is no setting either.
        /process\.env\b|import\.meta\.env\b(?!\.PROD\b)/.test(text) && !path.startsWith('server/config/'),
    );
    expect(asking.map(({ path }) => path).filter((path) => !entrances.includes(path))).toEqual([]);
  });

  test('open transactions in use-cases, in the commands of the administrator and where the viewer is named', () => {
    // A browser has a database of its own, in which unsent work waits.
    const opening = sources
      .filter(
        ({ path, text }) =>
          /\.transaction\(|\.begin\(/.test(text) && !path.startsWith('app/features/offline/'),
      )
      .map(({ path }) => path);
    expect(opening.filter((path) => !/^(seeds|server\/use-cases|server\/admin)\//.test(path))).toEqual([
      'db/as-viewer.ts',
      'db/migrate.ts',
      // What a transaction is.
      'db/pool.ts',
      'db/probe-writing.ts',
      'db/session.ts',
      'db/sql.ts',
    ]);
  });

  test('are named in lower case with hyphens, and none is called utils or index', () => {
    const odd = sources.filter(({ path }) => {
      const name = path.split('/').at(-1) ?? '';
      return (
        !/^[a-z0-9]+([.-][a-z0-9]+)*\.(ts|tsx|css)$/.test(name) ||
        /^(utils?|helpers?|index|common|misc)\./.test(name)
      );
    });
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  /** What each layer may import of ours, whether by #name or by path: the lint rules see names only. */
  const layers: [prefix: string, may: RegExp][] = [
    ['server/domain/', /^server\/domain\//],
    ['server/publications/', /^(server\/(domain|publications)|db)\//],
    // Use-cases and read models share the two rooms below them, and never import each other.
    [
      'server/operation/',
      /^((server\/(domain|publications|operation)|db)\/|server\/files\/file-storage\.ts$)/,
    ],
    ['server/loaders/', /^(server\/(domain|publications|operation|loaders)|db)\//],
    [
      'server/use-cases/',
      /^((server\/(domain|publications|operation|loaders|use-cases|auth|notifications)|db)\/|server\/files\/file-storage\.ts$|server\/workbook\/read-(workbook-file|plan-files|iati-file)\.ts$|server\/pictures\/read-emblem\.ts$|server\/reports\/render-document\.ts$)/,
    ],
    [
      'server/queries/',
      /^((server\/(domain|publications|operation|loaders|queries|auth|notifications|reports)|db)\/|server\/files\/file-storage\.ts$|server\/exports\/(csv\/serialise-csv|xlsx\/(serialise-plain-workbook|render-workbook|build-data-workbook))\.ts$)/,
    ],
    ['server/trpc/routers/', /^server\/(domain|use-cases|queries|trpc|auth)\//],
    ['server/start.ts', /^(server|db|seeds)\//],
    ['server/admin', /^(server|db|seeds)\//],
    ['server/', /^(server|db)\//],
    ['db/', /^(db|server\/domain)\//],
    ['seeds/', /^(seeds|server|db)\//],
    ['app/', /^(app\/|server\/domain\/|server\/exports\/csv\/serialise-csv\.ts$)/],
  ];

  test('import only what their layer may, by whatever path', () => {
    const broken: string[] = [];
    for (const { path, text } of sources) {
      if (path.endsWith('.css')) continue;
      const layer = layers.find(([prefix]) => path.startsWith(prefix));
      for (const [statement, , specifier = ''] of text.matchAll(
        /^(?:import|export)\b([^;'"]*?)\bfrom\s+'([^']+)'/gms,
      )) {
        const isTypeOnly = /^(import|export)\s+type\b/.test(statement);
        const target = specifier.startsWith('#')
          ? specifier.slice(1)
          : specifier.startsWith('.')
            ? relative(root, join(root, dirname(path), specifier)).replaceAll('\\', '/')
            : null;
        // Generated types of routes lie outside the house.
        if (target === null || target.includes('+types/')) continue;
        if (isTypeOnly && path.startsWith('app/') && target.startsWith('server/')) continue;
        if (!layer?.[1].test(target)) broken.push(`${path} imports ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  /** What is done in one place, so that it is done in one way. The second is where it may stand. */
  test.each<[what: string, how: RegExp, where: RegExp]>([
    ['write CSV', /from 'csv-stringify/, /^server\/exports\/csv\/serialise-csv\.ts$/],
    ['write workbooks', /\bwriteXlsx\b/, /^server\/exports\/xlsx\/write-xlsx\.ts$/],
    [
      'write numbers for people',
      /new Intl\.NumberFormat\(|\.toLocaleString\(/,
      // A terminal shows commas.
      /^server\/(domain\/language\/number-format\.ts$|admin\/)/,
    ],
    ['write history', /insert into tracker\.revision/, /^server\/operation\/record-revision\.ts$/],
    [
      'keep the answer to a request',
      /insert\(requestLog\)|insert into tracker\.request_log/,
      /^server\/operation\/answer-once\.ts$/,
    ],
    [
      'open a transaction in the name of a viewer',
      /\basViewer\(/,
      // Before there is a context, the viewer has to be read.
      /^(server\/operation\/run-operation|server\/queries\/person\/get-viewer\.query|db\/as-viewer)\.ts$/,
    ],
    ['make one out of many', /\.replace\(\/[^/]*s\$\/|\? '' : 's'/, /^$/],
  ])('%s in one place only', (_, how, where) => {
    const others = sources.filter(({ path, text }) => how.test(text) && !where.test(path));
    expect(others.map(({ path }) => path)).toEqual([]);
    if (where.source !== '^$') {
      expect(sources.some(({ path, text }) => how.test(text) && where.test(path))).toBe(true);
    }
  });
});

describe('the environment', () => {
  test('.env.example names every variable that is read, and no other', async () => {
    const config = await readFile(join(root, 'server/config/config.ts'), 'utf8');
    const schema = /const environmentSchema = z\.object\(\{(.*?)\n\}\);/s.exec(config)?.[1] ?? '';
    const read = [...schema.matchAll(/^ {2}([A-Z][A-Z_]*):/gm)].map(([, name = '']) => name).sort();
    const example = await readFile(join(root, '.env.example'), 'utf8');
    const named = [...example.matchAll(/^([A-Z][A-Z_]*)=/gm)].map(([, name = '']) => name).sort();
    expect(named).toEqual(read);
    expect(named).toEqual([
      'CONTACT',
      'DATABASE_URL',
      'DATA_DIR',
      'DEMO',
      'FILES_URL',
      'HOST',
      'LOG_LEVEL',
      'MAIL_FROM',
      'MAIL_URL',
      'ORIGIN',
      'PORT',
      'SCAN_COMMAND',
      'SECRET',
    ]);
  });
});

describe('the browser bundle', () => {
  async function buildPage(component: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'bohol-bundle-'));
    try {
      const files: Record<string, string> = {
        'app/page.ts': component,
        'server/domain/rule.rules.ts': `export const rule = () => 'a rule of the domain';`,
        'server/queries/secret.query.ts': `export const secret = () => 'a secret of the server';`,
        'db/client.ts': `export const client = 'a secret of the database';`,
        'seeds/people.ts': `export const people = 'a secret of the seeds';`,
        'server/domain/language/messages/km.ts': `export const words = 'words of another language';`,
      };
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      const result = await build({
        root: folder,
        configFile: false,
        logLevel: 'silent',
        plugins: [createServerCodeGuard()],
        build: {
          write: false,
          rollupOptions: { input: join(folder, 'app/page.ts'), preserveEntrySignatures: 'strict' },
        },
      });
      const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
      return outputs.map((output) => ('code' in output ? output.code : '')).join('\n');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  test('takes the domain', async () => {
    const code = await buildPage(
      `import { rule } from '../server/domain/rule.rules.ts';\nexport const page = () => rule();`,
    );
    expect(code).toContain('a rule of the domain');
  });

  test('takes types of the server, which leave nothing behind', async () => {
    const code = await buildPage(
      `import type { secret } from '../server/queries/secret.query.ts';\nexport const page = (s: typeof secret) => s();`,
    );
    expect(code).not.toContain('a secret');
  });

  test.each([
    ['the server', '../server/queries/secret.query.ts', 'secret'],
    ['the database', '../db/client.ts', 'client'],
    ['the seeds', '../seeds/people.ts', 'people'],
    ['another language than English', '../server/domain/language/messages/km.ts', 'words'],
  ])('fails when a component reaches %s', async (_, specifier, name) => {
    await expect(
      buildPage(`import { ${name} } from '${specifier}';\nexport const page = ${name};`),
    ).rejects.toThrow(/must not reach the browser/);
    await expect(buildPage(`export const page = () => import('${specifier}');`)).rejects.toThrow(
      /must not reach the browser/,
    );
  });

  test('is guarded in the configuration that really builds it', async () => {
    expect(await readFile(join(root, 'vite.config.ts'), 'utf8')).toMatch(
      /plugins: \[createServerCodeGuard\(\)/,
    );
  });
});

describe('the contract', () => {
  /** What scripts and other systems hold on to, with what each does. */
  const held: Record<string, 'query' | 'mutation'> = {
    'session.me': 'query',
    'round.list': 'query',
    'submission.get': 'query',
    'submission.saveActivityReport': 'mutation',
    'submission.saveIndicatorValues': 'mutation',
    'submission.clear': 'mutation',
    'submission.submit': 'mutation',
    'submission.withdraw': 'mutation',
    'review.queue': 'query',
    'review.accept': 'mutation',
    'review.return': 'mutation',
    'compilation.create': 'mutation',
    'publication.preview': 'query',
    'publication.freeingConsents': 'query',
    'publication.publish': 'mutation',
    'dashboard.overview': 'query',
    'dashboard.state': 'query',
    'dashboard.activity': 'query',
    'dashboard.indicator': 'query',
  };

  test.each(Object.entries(held))('%s is there, as a %s', (path, type) => {
    const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
    expect(procedures[path]?._def.type).toBe(type);
  });
});

describe('screens', () => {
  const findIn = (how: RegExp) =>
    sources
      .filter(({ path, text }) => path.startsWith('app/') && !path.endsWith('.css') && how.test(text))
      .map(({ path }) => path);

  test('name the types of the server in one place', () => {
    expect(findIn(/from '#server\/(?!domain\/|exports\/csv\/serialise-csv\.ts)/)).toEqual([
      'app/contract.ts',
    ]);
  });

  test('reach the tracker by one client', () => {
    // A line of an example is in quotes. The worker stands between the pages and the tracker.
    expect(findIn(/\bfetch\((?!")|new XMLHttpRequest\(|sendBeacon\(/).sort()).toEqual([
      'app/features/http/http-client.ts',
      'app/features/offline/worker/service-worker.ts',
    ]);
  });

  test('answer forms by one helper', () => {
    const reading = findIn(/\bform\.(get|getAll|has)\('intent'\)|\.formData\(/);
    expect(reading).toEqual(['app/features/forms/answer-form.server.ts']);
  });
});

test('every file that the documentation names is there', async () => {
  const docs = (await readdir(join(root, 'docs'), { recursive: true }))
    .map((name) => join('docs', name).replaceAll('\\', '/'))
    // Decisions tell of what was there when they were taken.
    .filter((path) => path.endsWith('.md') && !path.startsWith('docs/decisions/'));
  const missing: string[] = [];
  let named = 0;
  for (const doc of [...docs, 'README.md', 'CONTRIBUTING.md']) {
    const text = await readFile(join(root, doc), 'utf8');
    for (const [path] of text.matchAll(
      /\b(?:app|server|db|seeds|tests)\/[\w./-]+\.(?:tsx?|css|sql|csv|md)\b/g,
    )) {
      if (path.includes('NNNN')) continue;
      named += 1;
      if (!existsSync(join(root, path))) missing.push(`${doc}: ${path}`);
    }
  }
  expect(missing).toEqual([]);
  expect(named).toBeGreaterThan(50);
});
