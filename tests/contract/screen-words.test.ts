import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Where texts for people are written. */
const folders = [
  'app',
  'server/domain/language/messages/en',
  'server/domain/figure',
  'server/domain/finding',
  'server/domain/plan',
  'server/domain/validation',
  'server/domain/workbook',
  'server/domain/report',
  'server/notifications',
  'server/use-cases',
  'server/queries',
];

type Text = { at: string; text: string };

/** A part of a syntax tree; only its type is known. */
type Node = { type?: string; start?: number; [key: string]: unknown };

/** The texts of a module that hold a sentence or a phrase: string literals, templates and the text of elements. */
function listTexts(file: string, source: string): Text[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed.`);
  const texts: Text[] = [];
  const add = (node: Node, text: string) => {
    const line = source.slice(0, node.start).split('\n').length;
    texts.push({ at: `${file}:${line}`, text: text.replace(/\s+/g, ' ').trim() });
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return;
    if (node.type === 'JSXText') add(node, String(node['value']));
    else if (node.type === 'Literal' && typeof node['value'] === 'string') add(node, node['value']);
    else if (node.type === 'TemplateElement') add(node, String((node['value'] as Node)['cooked']));
    for (const child of Object.values(node)) visit(child);
  };
  visit(program.body);
  return texts.filter(({ text }) => text.includes(' '));
}

/** The phrases of the second column of the glossary's table. */
function listPhrases(glossary: string): string[] {
  const section = /^## Words on screens$.*?(?=^## )/ms.exec(glossary)?.[0] ?? '';
  return [...section.matchAll(/^\| [^|]+ \| ([^|]+) \|$/gm)]
    .flatMap(([, cell = '']) => cell.split(','))
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== 'do not write');
}

let texts: Text[];
let phrases: string[];
beforeAll(async () => {
  phrases = listPhrases(await readFile(join(root, 'docs/glossary.md'), 'utf8'));
  texts = [];
  for (const folder of folders) {
    const names = await readdir(join(root, folder), { recursive: true });
    for (const name of names.filter((each) => /\.tsx?$/.test(each)).sort()) {
      const file = join(folder, name);
      texts.push(...listTexts(file, await readFile(join(root, file), 'utf8')));
    }
  }
});

test('the glossary names phrases, and texts are found', () => {
  expect(phrases).toContain('let go of');
  expect(phrases.length).toBeGreaterThan(40);
  expect(texts.length).toBeGreaterThan(4000);
});

test('a phrase is found in a text of an element, in a literal and in a template', () => {
  const source = 'const a = <p title="one anew two">three anew four</p>; const b = `five anew ${a} six`;';
  expect(listTexts('a.tsx', source).map(({ text }) => text)).toEqual([
    'one anew two',
    'three anew four',
    'five anew',
  ]);
});

test('no text uses a phrase that the glossary replaces', () => {
  const pattern = new RegExp(`(?<![\\p{L}])(?:${phrases.join('|')})(?![\\p{L}])`, 'iu');
  const found = texts.filter(({ text }) => pattern.test(text)).map(({ at, text }) => `${at} ${text}`);
  expect(found).toEqual([]);
});
