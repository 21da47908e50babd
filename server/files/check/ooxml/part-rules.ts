import {
  type FormulaSurroundings,
  isHarmlessCalculation,
  isHarmlessFormula,
  isSafeAddress,
  type RemovedContent,
} from '#server/domain/evidence/removed-content.rules.ts';
import { FileRefusal } from '../file-refusal.ts';
import {
  sanitiseXml,
  type XmlAttribute,
  type XmlElement,
  type XmlRules,
  type XmlVerdict,
} from '../xml-rewrite.ts';
import { FieldTracker } from './field-tracker.ts';
import type { ContentTypes } from './package-parts.ts';

/** Said of what cannot be taken out, since a reader would miss it. */
const fetched =
  'The document fetches something from elsewhere when it is opened. Put it into the document, or send a PDF.';

/** What the rules know of the part and the package around it, and what they learn. */
interface PartContext extends FormulaSurroundings {
  /** Relationships of this part that lead outside, and whether each is a plain link. */
  external: ReadonlyMap<string, { isLink: boolean }>;
  /** The part's external relationships that its new text still uses. */
  used: Set<string>;
  removed: Set<RemovedContent>;
  /** Cells whose formula went and that must not be marked as one any more; filled by a first reading. */
  plainCells: Set<string>;
}

/** Elements that a document does not need and that fetch, run, or tell of the maker's machine. */
const dropped = new Map<string, RemovedContent | null>([
  ...['mailMerge', 'frameset', 'externalReferences', 'dataConsolidate'].map(
    (name) => [name, 'links'] as const,
  ),
  ...['webPublishing', 'webPublishItems', 'xmlColumnPr', 'htmlPubPr', 'webVideoPr', 'ddeLink', 'oleLink'].map(
    (name) => [name, 'links'] as const,
  ),
  ...['entryMacro', 'exitMacro', 'FmlaMacro', 'saveThroughXslt'].map((name) => [name, 'actions'] as const),
  ...[
    'attachedTemplate',
    'linkStyles',
    'docVars',
    'docVar',
    'fldData',
    'customProperties',
    'absPath',
    'printerSettings',
  ].map((name) => [name, null] as const),
]);

/** Elements whose text is a formula, in cells, names, conditions, lists, charts and controls. */
const formulas = new Set(
  'f nf formula formula1 formula2 oldFormula definedName calculatedColumnFormula totalsRowFormula FmlaLink FmlaRange FmlaGroup FmlaPict FmlaTxbx'.split(
    ' ',
  ),
);
const goesWhole = new Set(['definedName', 'calculatedColumnFormula', 'totalsRowFormula']);

/** Attributes that a rule below asks about. All others stay as they are. */
const telling = new Set(
  'id connectionId queryTableFieldId uniqueName tableType macro refreshOnLoad refreshAllConnections action link invalidUrl location src althref lowsrc dynsrc href textlink cellRange formula val'.split(
    ' ',
  ),
);

/** The extension that adds a drawing as SVG to a picture; the picture itself, as PNG, stands beside it. */
const svgExtension = '{96DAC541-7B7A-43D3-8B79-37D633B846F1}';

/** Elements that a click follows, which alone may use a relationship of that kind. */
const followed = new Set(['hyperlink', 'hlinkClick', 'hlinkHover', 'hlinkMouseOver']);

/** The rules for one part of a document, whatever it calls itself: names of elements are enough, prefixes are not asked. */
export function createPartRules(context: PartContext): XmlRules & { finish: () => void } {
  const { removed } = context;
  const fields = new FieldTracker(() => removed.add('fields'));
  const shared = new Set<string>();

  function open(element: XmlElement): XmlVerdict {
    const why = dropped.get(element.local);
    if (why !== undefined) {
      if (why) removed.add(why);
      return 'drop';
    }
    if (element.local === 'svgBlip' || isSvgExtension(element)) return 'drop';
    refuseElement(element);
    if (element.local === 'externalData' && element.attributes.some(isOutside)) {
      removed.add('links');
      return 'drop';
    }
    if (element.attributes.some(({ local }) => telling.has(local) || local.startsWith('fmla'))) {
      element.attributes = element.attributes.filter((attribute) => keepAttribute(element, attribute));
    }
    noteUse(element);
    return fields.open(element) ?? (formulas.has(element.local) ? 'collect' : 'keep');
  }

  const isOutside = ({ value }: XmlAttribute) => context.external.has(value);

  function refuseElement({ local, attributes }: XmlElement): void {
    const has = (name: string, value: RegExp) =>
      attributes.some((one) => one.local === name && value.test(one.value));
    if (local === 'altChunk' || local === 'subDoc') throw new FileRefusal(fetched);
    if (local === 'OLEObject' && has('Type', /^\s*link/i)) throw new FileRefusal(fetched);
    if (local === 'oleObject' && has('link', /./)) throw new FileRefusal(fetched);
    if (local === 'cacheSource' && (!has('type', /^worksheet$/) || has('type', /^(?!worksheet$)/))) {
      throw new FileRefusal(
        'The workbook holds a pivot table whose figures come from elsewhere. Paste it as values, or send it as a PDF.',
      );
    }
  }

  /** Whether an attribute stays; its value may be changed. */
  function keepAttribute(element: XmlElement, attribute: XmlAttribute): boolean {
    const { local } = attribute;
    if (attribute.name.startsWith('xmlns')) return true;
    if (local === 'id' && element.local === 'pageSetup' && attribute.name !== local) return false;
    if (element.local === 'table' || element.local === 'tableColumn') {
      if (local === 'connectionId' || local === 'queryTableFieldId' || local === 'uniqueName') return false;
      if (local === 'tableType' && attribute.value !== 'worksheet') return false;
    }
    if (local === 'macro' && attribute.value.trim() !== '') {
      attribute.value = '';
      removed.add('actions');
    } else if (local === 'refreshOnLoad' || local === 'refreshAllConnections') attribute.value = '0';
    else if (local === 'action' && element.local.startsWith('hlink')) {
      // Slides have a use for it, and so has who would start a program.
      if (attribute.value !== '') removed.add('actions');
      return false;
    } else if (local === 'link' && element.local === 'blip' && isOutside(attribute)) {
      // The picture itself stands in the document as well; else it stays, and its relationship is refused.
      return !element.attributes.some((one) => one.local === 'embed' && one.value !== '');
    } else return isHarmlessPlace(element, attribute) && isHarmlessAttributeFormula(element, attribute);
    return true;
  }

  /** Drawings of old name the places of their pictures in attributes. */
  function isHarmlessPlace(element: XmlElement, { local, value }: XmlAttribute): boolean {
    if (local === 'invalidUrl') return false;
    if (local === 'location' && element.local === 'hyperlink') return !/[|\\[]|:\/\/|^\/\//.test(value);
    if (!/^(src|althref|lowsrc|dynsrc|href)$/.test(local) || value === '') return true;
    const isKept =
      local === 'href' && !/^(imagedata|fill|stroke|background)$/.test(element.local)
        ? isSafeAddress(value.trim())
        : !/^\s*[a-z][a-z0-9+.-]*:|^\s*[\\/]{2}|\\/i.test(value);
    if (!isKept) removed.add('links');
    return isKept;
  }

  function isHarmlessAttributeFormula(element: XmlElement, { local, value }: XmlAttribute): boolean {
    const isFormula =
      local === 'textlink' ||
      local === 'cellRange' ||
      /^fmla./i.test(local) ||
      (local === 'val' &&
        element.local === 'cfvo' &&
        element.attributes.some((one) => one.local === 'type' && one.value === 'formula'));
    const isHarmless = isFormula
      ? !/^fmlaMacro$/i.test(local) && isHarmlessFormula(value, context)
      : !(local === 'formula' && !isHarmlessCalculation(value));
    if (!isHarmless) removed.add('formulas');
    return isHarmless;
  }

  /** A relationship that leads outside is followed when something uses it: links may use links, and nothing else. */
  function noteUse(element: XmlElement): void {
    if (context.external.size === 0) return;
    for (const attribute of element.attributes) {
      const found = attribute.name.startsWith('xmlns') ? undefined : context.external.get(attribute.value);
      // Identifiers of relationships always have a prefix; others are called "id" too.
      if (!found || attribute.name === attribute.local) continue;
      if (!found.isLink || !followed.has(element.local)) throw new FileRefusal(fetched);
      context.used.add(attribute.value);
    }
  }

  function judge(element: XmlElement, text: string): string | null {
    const read = (name: string) => element.attributes.find(({ local }) => local === name)?.value ?? '';
    const isBlank = text.trim() === '';
    const group = read('t') === 'shared' ? read('si') : '';
    if (element.local === 'definedName') {
      if (isHarmlessName(element, text, context)) return text;
      removed.add('formulas');
      return null;
    }
    if (isBlank && group === '') return text;
    if (isBlank ? shared.has(group) : isHarmlessFormula(text, context)) {
      if (group !== '') shared.add(group);
      return text;
    }
    removed.add('formulas');
    if (element.parent?.local === 'c') {
      const cell = element.parent.attributes.find(({ local }) => local === 'r')?.value;
      if (cell !== undefined) context.plainCells.add(cell);
      return null;
    }
    return goesWhole.has(element.local) ? null : '#REF!';
  }

  return {
    open(element) {
      const verdict = open(element);
      if (element.local === 'c' && context.plainCells.size > 0) {
        const cell = element.attributes.find(({ local }) => local === 'r')?.value ?? '';
        if (context.plainCells.has(cell)) {
          element.attributes = element.attributes.filter(({ local }) => local !== 'cm');
        }
      }
      return verdict;
    },
    judge,
    text(element, text) {
      fields.text(element, text);
      return text;
    },
    close: (element) => fields.close(element),
    finish: () => fields.finish(),
  };
}

const isSvgExtension = ({ local, attributes }: XmlElement) =>
  local === 'ext' &&
  attributes.some((one) => one.local === 'uri' && one.value.toUpperCase() === svgExtension);

/** Whether a defined name may stay: it is no program of the old kind, starts nothing, and its formula is harmless. */
function isHarmlessName({ attributes }: XmlElement, formula: string, around: FormulaSurroundings): boolean {
  const read = (name: string) => attributes.find(({ local }) => local === name)?.value ?? '';
  if (['function', 'vbProcedure', 'xlm', 'macro'].some((one) => /^(1|true)$/i.test(read(one)))) return false;
  if (/auto_?(open|close|activate|deactivate)/i.test(read('name'))) return false;
  return isHarmlessFormula(formula, around);
}

/** Attributes that name people, by the folder of the part and, where a word has other meanings, by the part. */
const people: { folder: RegExp; part: RegExp; author: RegExp; initials: RegExp }[] = [
  {
    folder: /^word\//i,
    part: /^/,
    author: /^(author|userId|providerId)$/,
    initials: /^initials$/,
  },
  {
    folder: /^xl\//i,
    part: /persons\/|revisions\/|workbook\.xml$|users/i,
    author: /^(displayName|userId|providerId|userName|lastSavedByUser)$/,
    initials: /^(?!)/,
  },
];

/** The same rules, after which a part names nobody who wrote, commented or changed the document. */
export function addAuthorRemoval(part: string, rules: XmlRules & { finish: () => void }): XmlRules {
  const known = people.find(({ folder }) => folder.test(part));
  const isListed = known?.part.test(part) ?? false;
  const isSheet = /^xl\//i.test(part);
  return {
    ...rules,
    open(element: XmlElement) {
      if (known && isListed) {
        for (const attribute of element.attributes) {
          if (attribute.name.startsWith('xmlns')) continue;
          if (known.author.test(attribute.local)) attribute.value = 'Author';
          else if (known.initials.test(attribute.local)) attribute.value = 'A';
        }
      }
      return rules.open(element);
    },
    text(element, text) {
      const said = rules.text?.(element, text) ?? text;
      return isSheet && element.local === 'author' && said.trim() !== '' ? 'Author' : said;
    },
    close(element) {
      rules.close?.(element);
      if (element.parent === null) rules.finish();
    },
  };
}

/**
 * The sheets of a workbook, and the defined names that have to go because of what they name, or because they lean on
 * one that goes. No sheets are known outside workbooks.
 */
export function parseWorkbookNames(
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
    sanitiseXml(content, {
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
