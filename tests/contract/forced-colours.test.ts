import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Words in the colour of the paper, which need a dark ground behind them. */
const light = /(?:^|[\s;{])color: var\(--(?:paper|on-sea|on-error)\)/;

/** Rules by selector, at any depth; good enough for files that are formatted by Biome. */
const listRules = (css: string) =>
  [...css.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({ selector, body }));

const readForcedBlocks = (css: string): string =>
  [...css.matchAll(/@media \(forced-colors: active\) \{([\s\S]*?)\n {2}\}/g)]
    .map(([, body]) => body)
    .join('\n');

test('words on a filled ground stay readable in forced colours', () => {
  const files = globSync('app/**/*.module.css');
  const filled = files.flatMap((file) => {
    const css = readFileSync(file, 'utf8');
    const forced = readForcedBlocks(css);
    return listRules(css)
      .filter(({ body }) => light.test(body))
      .flatMap(({ selector }) =>
        [...selector.matchAll(/\.[\w-]+/g)].map(([name]) => ({ file, name, forced })),
      );
  });
  expect(filled.length).toBeGreaterThan(4);
  const lost = filled.filter(
    ({ name, forced }) =>
      !listRules(forced).some(
        ({ selector, body }) =>
          selector.includes(name) && /forced-color-adjust: none|color: LinkText/.test(body),
      ),
  );
  expect(lost.map(({ file, name }) => `${file} ${name}`)).toEqual([]);
});

test('a line that is drawn for the current one only is not drawn for all in forced colours', () => {
  const marked = globSync('app/**/*.module.css').flatMap((file) => {
    const css = readFileSync(file, 'utf8');
    return listRules(css)
      .filter(({ body }) => body.includes('var(--thick) solid transparent'))
      .map(({ selector }) => ({
        file,
        name: /\.[\w-]+/.exec(selector)?.[0] ?? selector,
        forced: readForcedBlocks(css),
      }));
  });
  expect(marked.length).toBeGreaterThan(1);
  const lost = marked.filter(
    ({ name, forced }) =>
      !listRules(forced).some(
        ({ selector, body }) => selector.includes(name) && /border-[\w-]+-color: Canvas/.test(body),
      ),
  );
  expect(lost.map(({ file, name }) => `${file} ${name}`)).toEqual([]);
});

test('a button that looks like a link gets no frame in forced colours', () => {
  const forced = readForcedBlocks(readFileSync('app/components/button.module.css', 'utf8'));
  const quiet = listRules(forced).filter(({ selector }) => selector.trim().endsWith('.quiet'));
  expect(quiet.map(({ body }) => body.trim())).toEqual(['border-color: Canvas;']);
});
