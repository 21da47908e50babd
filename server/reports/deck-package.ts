import { unzipSync, zipSync } from 'fflate';
import { lightPalette } from '#server/domain/figure/status-palette.ts';
import { ink } from './docx-text.ts';

/** What is not due has no colour of a status, but an edge to be seen by. */
export const noStatus = { fill: 'EDEAE2', edge: '8A847A' } as const;

const statusColours = new Map<string, { isDelayed: boolean; edge: string; on: string }>([
  [noStatus.fill, { isDelayed: false, edge: noStatus.edge, on: ink }],
  ...Object.entries(lightPalette).map(
    ([meaning, { fill, edge, on }]) =>
      [
        fill.slice(1).toUpperCase(),
        {
          isDelayed: meaning === 'delayed',
          edge: edge.slice(1).toUpperCase(),
          on: on.slice(1).toUpperCase(),
        },
      ] as const,
  ),
]);

/**
 * Gives each status of a chart numbers that are read on its colour, an edge, without which white is not seen, and the
 * hatch to what is delayed: the library knows one colour for all numbers, no edge of a bar and no pattern.
 */
function paintStatuses(chart: string): string {
  // Where there is no number there is no point: an empty one is no valid chart.
  return chart
    .replaceAll(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, '')
    .replace(/<c:ser>.*?<\/c:ser>/gs, (series) => {
      const colour = /<c:spPr>\s*<a:solidFill>\s*<a:srgbClr val="([0-9A-F]{6})"/.exec(series)?.[1] ?? '';
      const status = statusColours.get(colour);
      if (!status) return series;
      const edge = `<a:ln w="9525"><a:solidFill><a:srgbClr val="${status.edge}"/></a:solidFill></a:ln>`;
      const edged = series.replace(/(<c:spPr>\s*<a:solidFill>.*?<\/a:solidFill>)(?!<a:ln)/s, `$1${edge}`);
      const read = edged.replace(/<c:dLbls>.*?<\/c:dLbls>/s, (labels) =>
        labels.replace(/(<a:srgbClr val=")[0-9A-F]{6}/g, `$1${status.on}`),
      );
      if (!status.isDelayed) return read;
      return read.replace(
        /(<c:spPr>\s*)<a:solidFill>.*?<\/a:solidFill>/s,
        `$1<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="FFFFFF"/></a:fgClr><a:bgClr><a:srgbClr val="${colour}"/></a:bgClr></a:pattFill>`,
      );
    });
}

/** The parts that the library numbers from one file to the next. */
const numbered = /(?<=\bchart|Microsoft_Excel_Worksheet)\d+(?=\.xml|\.xlsx)/g;

/**
 * Makes slides reproducible: gives all entries one date and the properties that of the document, and numbers
 * charts anew, which the library goes on counting.
 */
export function replaceUnstableParts(file: Uint8Array, madeAt: string): Uint8Array {
  const moment = new Date(madeAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const numbers = new Map<string, string>();
  const countAnew = (text: string) =>
    text.replaceAll(numbered, (number) => {
      const settled = numbers.get(number) ?? String(numbers.size + 1);
      numbers.set(number, settled);
      return settled;
    });
  let ids = 0;
  const entries = Object.entries(unzipSync(file)).map(([name, bytes]): [string, Uint8Array] => {
    const settled = countAnew(name);
    if (name.endsWith('.xlsx')) return [settled, replaceUnstableParts(bytes, madeAt)];
    if (!/\.(?:xml|rels)$/.test(name)) return [settled, bytes];
    const xml = countAnew(new TextDecoder().decode(bytes))
      .replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`)
      .replaceAll(/(?<=uniqueId val="\{[0-9A-Fa-f]{8}-)(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?=\})/g, () => {
        ids += 1;
        return `0000-4000-8000-${String(ids).padStart(12, '0')}`;
      });
    return [
      settled,
      new TextEncoder().encode(/charts\/chart\d+\.xml$/.test(name) ? paintStatuses(xml) : xml),
    ];
  });
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(2020, 0, 1) });
}
