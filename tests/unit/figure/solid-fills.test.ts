import { expect, it } from 'vitest';
import { drawFigure } from '#server/domain/figure/draw/draw-figure.ts';
import { withPlainColours, withSolidFills } from '#server/domain/figure/draw/svg.ts';
import { lightPalette } from '#server/domain/figure/status-palette.ts';
import { getMessages } from '#server/domain/language/catalogue.ts';
import { stacked } from './sample-figures.ts';

it('a drawing for paper has no tiles but the hatch of what is delayed, which lies on its colour', () => {
  const { messages: words } = getMessages('en', 'figure');
  const plain = withPlainColours(drawFigure(stacked, { width: 600, words, labels: {} }));
  expect(plain.match(/<pattern /g)?.length).toBeGreaterThan(1);
  const svg = withSolidFills(plain);
  const ids = [...svg.matchAll(/<pattern id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.every((id) => id?.endsWith('-delayed'))).toBe(true);
  for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  const hatched = [...svg.matchAll(/(<rect [^>]*\/>)<rect [^>]*fill="url\(#/g)];
  expect(hatched.length).toBe([...svg.matchAll(/fill="url\(#/g)].length);
  for (const [, under] of hatched)
    expect(under).toContain(`fill="${lightPalette.delayed.fill.toLowerCase()}"`);
});
