import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DocumentKind, documentKinds } from '#server/domain/publication/documents.ts';
import { hashText, parseDocument } from '#server/publications/serialise-document.ts';

const folder = join(import.meta.dirname, '../../golden/documents');
const samples = await Promise.all(
  (await readdir(folder)).map(async (name) => {
    const [, kind = '', version = ''] = /^([a-z]+)-(\d+)\.json$/.exec(name) ?? [];
    const text = (await readFile(join(folder, name), 'utf8')).trimEnd();
    return { kind: kind as DocumentKind, version: Number(version), text };
  }),
);

/**
 * A document that was published is read for ever. Whoever changes the form of a kind raises its version, keeps a sample of
 * the new one here, and teaches `parseDocument` to read the old one as the new.
 */
test.each(samples)('a $kind of version $version is read in its newest form, and loses nothing', (sample) => {
  const body = parseDocument(sample.text);
  const read = documentKinds[sample.kind].schema.parse(body);
  if (sample.version === documentKinds[sample.kind].version) expect(read).toEqual(body);
});

test('there is a sample of the newest version of each kind', () => {
  const kept = new Set(samples.map(({ kind, version }) => `${kind} ${version}`));
  expect(
    Object.entries(documentKinds)
      .map(([kind, { version }]) => `${kind} ${version}`)
      .filter((each) => !kept.has(each)),
  ).toEqual([]);
});

test('a document of a version from the future is refused rather than misread', () => {
  for (const { kind } of samples) {
    expect(() => parseDocument(`{"kind":"${kind}","version":99,"body":[]}`)).toThrow(/does not know/);
  }
  expect(hashText('')).toHaveLength(64);
});
