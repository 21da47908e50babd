import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';
import { beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Makers of one element of a schema or of markup: named by the noun that they make. */
const namedByNoun: [file: string, names: RegExp][] = [
  ['server/domain/data/column.ts', /./],
  ['server/domain/plan/plan-file-cells.schema.ts', /Cell$/],
  ['server/domain/figure/draw/svg.ts', /^(element|together)$/],
  ['server/domain/standards/xml.ts', /^(element|together|comment)$/],
];

type ExportedFunction = { name: string; file: string };

/** The names of functions that a module declares and exports, overloads once. */
function listExportedFunctions(file: string, text: string): string[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed.`);
  const names = new Set<string>();
  const local = new Set<string>();
  const isFunction = (type?: string) => type === 'ArrowFunctionExpression' || type === 'FunctionExpression';
  for (const statement of program.body) {
    const isExport =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
    const declared = isExport ? statement.declaration : statement;
    const found = isExport ? names : local;
    if (declared?.type === 'FunctionDeclaration' || declared?.type === 'TSDeclareFunction') {
      if (declared.id) found.add(declared.id.name);
    } else if (declared?.type === 'VariableDeclaration') {
      for (const { id, init } of declared.declarations) {
        if (id.type === 'Identifier' && isFunction(init?.type)) found.add(id.name);
      }
    }
  }
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue;
    for (const { local: inside, exported } of statement.specifiers) {
      if (inside.type !== 'Identifier' || !local.has(inside.name)) continue;
      names.add(exported.type === 'Identifier' ? exported.name : exported.value);
    }
  }
  return [...names];
}

/** The verbs of the glossary's tables, in order; one that stands twice comes twice. */
function listVerbs(glossary: string): string[] {
  const section = /^## Verbs of functions$.*?(?=^## |$(?![\s\S]))/ms.exec(glossary)?.[0] ?? '';
  return [...section.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-z]+)`/g)].map(([, verb = '']) => verb),
  );
}

const firstWord = (name: string) => /^[a-z]+/.exec(name)?.[0] ?? name;

let functions: ExportedFunction[];
let verbs: string[];
beforeAll(async () => {
  verbs = listVerbs(await readFile(join(root, 'docs/glossary.md'), 'utf8'));
  functions = [];
  for (const entry of await readdir(join(root, 'server'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name.endsWith('.tmp.ts')) continue;
    const file = relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
    const text = await readFile(join(root, file), 'utf8');
    functions.push(...listExportedFunctions(file, text).map((name) => ({ name, file })));
  }
  const isNamedByNoun = ({ name, file }: ExportedFunction) =>
    namedByNoun.some(([of, names]) => of === file && names.test(name));
  functions = functions.filter((each) => !isNamedByNoun(each));
});

test('exported functions are found, however they are written, and nothing else', () => {
  const text = `export async function getA<T>(x: T): Promise<T> { return x; }
    export function getB(x: 1): 1; export function getB(x: unknown) { return x; }
    export const getC = <T,>(x: T) => x; const getD = () => 1; function getE() {}
    export { getD, getE as getF }; export const schema = z.object({}); export type G = () => void;
    export default function getH() {}`;
  expect(listExportedFunctions('a.ts', text)).toEqual(['getA', 'getB', 'getC', 'getH', 'getD', 'getF']);
});

test('every exported function of the server begins with a verb of the glossary', () => {
  expect(functions.length).toBeGreaterThan(1000);
  const kept = new Set(verbs);
  const others = functions.filter(({ name }) => !kept.has(firstWord(name)));
  expect(others.map(({ name, file }) => `${name} in ${file}`)).toEqual([]);
});

test('the glossary has each verb once, and none that nothing uses', () => {
  expect(verbs.filter((verb, at) => verbs.indexOf(verb) !== at)).toEqual([]);
  const used = new Set(functions.map(({ name }) => firstWord(name)));
  expect(verbs.filter((verb) => !used.has(verb))).toEqual([]);
});
