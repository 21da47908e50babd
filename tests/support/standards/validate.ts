import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

const read = (name: string) => readFile(join(import.meta.dirname, name), 'utf8');

async function lint(
  xml: string,
  schema: string,
  options: { imports?: readonly string[]; extension?: 'schema' | 'relaxng' } = {},
): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: xml },
    schema: { fileName: schema, contents: await read(schema) },
    preload: await Promise.all(
      (options.imports ?? []).map(async (fileName) => ({ fileName, contents: await read(fileName) })),
    ),
    extension: options.extension ?? 'schema',
    maxMemoryPages: 8192,
  });
  return errors.map(({ message }) => message);
}

/** What is wrong with a file by our part of IATI 2.03; nothing, if nothing is. */
export const lintIati = (xml: string) =>
  lint(xml, 'iati-activities-profile.xsd', { imports: ['xml-namespace.xsd', 'iati-without-number.xsd'] });

/** The same for a feed by RFC 4287. */
export const lintAtom = (xml: string) => lint(xml, 'atom.rng', { extension: 'relaxng' });

/** The same for a sitemap. */
export const lintSitemap = (xml: string) => lint(xml, 'sitemap.xsd', { imports: ['xhtml-link.xsd'] });
