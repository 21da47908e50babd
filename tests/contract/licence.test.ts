import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { softwareLicence } from '#server/domain/data/licences.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { createWorld } from '#tests/support/world.ts';

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { license?: string };

test('the licence is one and the same wherever it is named', () => {
  const { code, name } = softwareLicence;
  expect(readJson('package.json').license).toBe(code);
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { license?: string }>;
  };
  expect(lock.packages['']?.license).toBe(code);
  expect(readFileSync('README.md', 'utf8')).toContain(`Licence: [${code}](LICENSE)`);
  // "Apache License, Version 2.0", as the text itself has it.
  const [title = '', version = ''] = name.split(/ (?=\d)/);
  expect(readFileSync('LICENSE', 'utf8')).toMatch(new RegExp(`^\\s*${title}\\s+Version ${version}`));
});

test('no other licence of software is named in what we wrote', () => {
  const files = ['app', 'server', 'docs'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const naming = [...files, 'README.md', 'CONTRIBUTING.md']
    .filter((path) => /\.(tsx?|md)$/.test(path))
    .filter((path) =>
      /\bEUPL\b|European Union Public Licen[cs]e|\bGPL\b|MIT License/.test(readFileSync(path, 'utf8')),
    );
  expect(naming).toEqual([]);
});

test('the page about the tracker says it', async () => {
  await using world = await createWorld();
  const server = await serveWorld(world, { loadBuild: loadPublicPages });
  try {
    const { status, text } = await server.send({ path: '/about' });
    expect(status).toBe(200);
    expect(text.replace(/<!-- -->| lang="en"/g, '')).toContain(
      `The software is free under the <a href="${softwareLicence.url}" rel="license">${softwareLicence.name}</a>.`,
    );
  } finally {
    await server.stop();
  }
});
