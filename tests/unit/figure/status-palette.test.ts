import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  darkPalette,
  findStatusMeaning,
  lightPalette,
  statusMeanings,
} from '#server/domain/figure/status-palette.ts';
import { statusSymbols } from '#server/domain/plan/plan-list.schema.ts';
import { ciede2000, measureContrast, measureDifference, sights } from '#tests/support/colour-vision.ts';

const themes = [
  { theme: 'light', palette: lightPalette, paper: '#fcfaf5' },
  { theme: 'dark', palette: darkPalette, paper: '#171714' },
] as const;

test('the formula gives the published results', () => {
  // Sharma, Wu and Dalal (2005), pairs 1, 7, 17 and 25.
  expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(ciede2000([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4);
  expect(ciede2000([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(ciede2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
});

describe.each(themes)('in $theme', ({ theme, palette, paper }) => {
  test.each(Object.keys(sights) as (keyof typeof sights)[])('any two are told apart by %s sight', (sight) => {
    const near = statusMeanings.flatMap((one, at) =>
      statusMeanings.slice(at + 1).flatMap((other) => {
        const difference = measureDifference(palette[one].fill, palette[other].fill, sight);
        return difference < 15 ? [`${one} and ${other}: ${difference.toFixed(1)}`] : [];
      }),
    );
    expect(near).toEqual([]);
  });

  test('numbers can be read in bars, and edges are seen on paper', () => {
    const weak = statusMeanings.flatMap((meaning) => {
      const { fill, edge, on } = palette[meaning];
      return [
        ...(measureContrast(fill, on) < 4.5 ? [`${meaning}: ${on} on ${fill}`] : []),
        ...(measureContrast(edge, paper) < 3 ? [`${meaning}: ${edge} on ${paper}`] : []),
      ];
    });
    expect(weak).toEqual([]);
  });

  test('pages have the same colours', () => {
    const css = readFileSync('app/styles/tokens.css', 'utf8');
    const block = css.slice(css.indexOf(`/* statuses, ${theme}:`)).split('}')[0];
    const tokens = statusMeanings.flatMap((meaning) => {
      const { fill, edge, on } = palette[meaning];
      return [
        `--status-${meaning}: ${fill};`,
        `--status-${meaning}-edge: ${edge};`,
        `--status-${meaning}-on: ${on};`,
      ];
    });
    expect(block?.match(/--status-[\w-]+: [^;]+;/g)).toEqual(tokens);
  });
});

test('every symbol of a plan names a meaning of its own', () => {
  const meanings = statusSymbols.map((mark) => findStatusMeaning(mark));
  expect(new Set(meanings)).toEqual(new Set(statusMeanings));
  expect(findStatusMeaning('unknown')).toBeNull();
});
