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

test('a state of a thing is a chip, and no words but links, buttons and insertions are underlined', () => {
  const css = readFileSync('app/components/tag.module.css', 'utf8');
  const [tag] = listRules(css).filter(({ selector }) => selector.trim() === '.tag');
  expect(tag?.body).toMatch(/border: var\(--hairline\) solid/);
  expect(css).not.toContain('underline');
  // Labels of states of reports, rounds, arrangements, mails: each is the word of a chip.
  const shown = globSync('app/{features,routes}/**/*.tsx').flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return [...source.matchAll(/\{(\w*(?:[sS]tatus|[sS]tate)Labels)\[[^\]]*\]\}/g)].map((match) => ({
      place: `${file}: ${match[0]}`,
      labels: match[1],
      before: source.slice(Math.max(0, match.index - 160), match.index),
    }));
  });
  expect(shown.length).toBeGreaterThan(6);
  const plain = shown.filter(
    ({ labels, before }) => labels !== 'valueStateLabels' && !/<Tag\b[^<]*$/.test(before),
  );
  expect(plain.map(({ place }) => place)).toEqual([]);
  const underlined = globSync('app/**/*.module.css').flatMap((file) =>
    listRules(readFileSync(file, 'utf8')).flatMap(({ selector, body }) =>
      /text-decoration(?:-line)?: underline/.test(body) ? [selector.trim().replaceAll(/\s+/g, ' ')] : [],
    ),
  );
  const known = /:hover|\ba\b|\.(?:quiet|tool|words|link|title|added|after|mark|live|errorWord)\b/;
  expect(underlined.filter((selector) => !known.test(selector))).toEqual([]);
});
