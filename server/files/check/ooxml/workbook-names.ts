import { rewriteXml, type XmlElement } from '../xml-rewrite.ts';
import type { FormulaSurroundings } from '#server/domain/evidence/formula.rules.ts';
import { isHarmlessName } from './part-rules.ts';
import type { ContentTypes } from './content-types.ts';

/**
 * The sheets of a workbook, and the defined names that have to go because of what they name, or because they lean on
 * one that goes. No sheets are known outside workbooks.
 */
export function readWorkbookNames(
  parts: ReadonlyMap<string, Uint8Array>,
  typeOf: ContentTypes,
): FormulaSurroundings {
  const workbooks = [...parts].filter(([name]) =>
    /spreadsheetml\.(sheet|template)\.main\+xml$/i.test(typeOf(name)),
  );
  if (workbooks.length === 0) return { sheets: null };
  const sheets = new Set<string>();
  const names: { element: XmlElement; formula: string }[] = [];
  const read = (element: XmlElement) => element.attributes.find(({ local }) => local === 'name')?.value ?? '';
  for (const [, content] of workbooks) {
    rewriteXml(content, {
      open(element) {
        if (element.local === 'sheet') sheets.add(read(element).toLowerCase());
        return element.local === 'definedName' ? 'collect' : 'keep';
      },
      judge(element, formula) {
        names.push({ element, formula });
        return formula;
      },
    });
  }
  const goneNames = new Set<string>();
  for (let before = -1; before !== goneNames.size; ) {
    before = goneNames.size;
    for (const { element, formula } of names) {
      if (!isHarmlessName(element, formula, { sheets, goneNames }))
        goneNames.add(read(element).toLowerCase());
    }
  }
  return { sheets, goneNames };
}
