import { PDFDocument, PDFHexString, PDFName, PDFObject, PDFStream, PDFString } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { extractText } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { sanitiseFile } from '#server/files/check/sanitise-file.ts';
import { FileRefusal } from '#server/files/check/file-refusal.ts';
import { makePdf, words } from '#tests/support/sample-files.ts';
import { rounds } from '#tests/support/rounds.ts';

type Hook = (document: PDFDocument) => void;

async function build(hook: Hook, useObjectStreams = false): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([300, 300]).drawText(words, { x: 20, y: 200, size: 14 });
  hook(document);
  return Buffer.from(await document.save({ useObjectStreams }));
}

/** Every object of a cleaned file in the open, with its names spelled plainly. */
async function spell(content: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(content, { updateMetadata: false });
  const say = (object: PDFObject) =>
    object instanceof PDFStream ? `${String(object.dict)} stream` : String(object);
  return document.context
    .enumerateIndirectObjects()
    .map(([, object]) => say(object))
    .join('\n')
    .replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

async function sentenceOf(content: Uint8Array): Promise<string> {
  return sanitiseFile(content).then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof FileRefusal) return error.message;
      throw error;
    },
  );
}

const name = (text: string) => PDFName.of(text);
const script = { S: 'JavaScript', JS: PDFString.of('harm()') };
const dangerous: Record<string, Record<string, unknown>> = {
  JavaScript: script,
  Launch: { S: 'Launch', F: PDFString.of('harm.exe') },
  SubmitForm: { S: 'SubmitForm', F: PDFString.of('http://harm.test/') },
  ImportData: { S: 'ImportData', F: PDFString.of('harm.fdf') },
  GoToR: { S: 'GoToR', F: PDFString.of('\\\\harm.test\\a.pdf'), D: PDFString.of('a') },
  GoToE: { S: 'GoToE', F: PDFString.of('harm.pdf') },
  Rendition: { S: 'Rendition', JS: PDFString.of('harm()') },
  RichMediaExecute: { S: 'RichMediaExecute', CMD: PDFString.of('harm') },
  'URI to a script': { S: 'URI', URI: PDFString.of('javascript:harm()') },
  'URI to a file': { S: 'URI', URI: PDFHexString.fromText('file:///harm.exe') },
  'URI to a share': { S: 'URI', URI: PDFString.of('\\\\harm.test\\share') },
  'one that follows a harmless one': { S: 'GoTo', D: PDFString.of('a'), Next: [script] },
};

const places: Record<string, (document: PDFDocument, action: PDFObject) => void> = {
  'when the document opens': ({ catalog }, action) => catalog.set(name('OpenAction'), action),
  'at an event of the document': ({ catalog, context }, action) =>
    catalog.set(name('AA'), context.obj({ WC: action })),
  'at an event of a page': (document, action) =>
    document.getPage(0).node.set(name('AA'), document.context.obj({ O: action })),
  'behind a link': (document, action) => annotate(document, { Subtype: 'Link', A: action }),
  'behind a link, when the pointer comes': (document, action) =>
    annotate(document, { Subtype: 'Link', AA: { E: action } }),
  'in a field of a form': (document, action) => {
    const field = document.context.register(
      document.context.obj({ FT: 'Tx', T: PDFString.of('a'), AA: { K: action } } as never),
    );
    document.catalog.set(name('AcroForm'), document.context.obj({ Fields: [field] }));
  },
  'in the outline': ({ catalog, context }, action) => {
    const entry = context.register(context.obj({ Title: PDFString.of('x'), A: action } as never));
    catalog.set(name('Outlines'), context.obj({ First: entry, Last: entry, Count: 1 }));
  },
  'among names': ({ catalog, context }, action) =>
    catalog.set(name('Names'), context.obj({ JavaScript: { Names: [PDFString.of('a'), action] } } as never)),
};

function annotate(document: PDFDocument, entries: Record<string, unknown>): void {
  const { context } = document;
  const one = context.register(context.obj({ Type: 'Annot', Rect: [0, 0, 9, 9], ...entries } as never));
  document.getPage(0).node.set(name('Annots'), context.obj([one]));
}

const left = /harm|JavaScript|\/JS\b|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|RichMedia/;

describe('actions', () => {
  const cases = Object.keys(dangerous).flatMap((action) =>
    Object.keys(places).map((place) => [action, place] as const),
  );
  test.each(cases)('%s %s is gone, and the page is there', async (action, place) => {
    const sent = await build((document) => {
      const made = document.context.register(document.context.obj(dangerous[action] as never));
      places[place]?.(document, made);
    });
    const { content, removed } = await sanitiseFile(sent);
    expect(await spell(content)).not.toMatch(left);
    expect((await extractText(content, { mergePages: true })).text).toBe(words);
    expect(removed).toContain('actions');
  });

  test('that turn pages and open the web stay', async () => {
    const harmless: Record<string, unknown>[] = [
      { S: 'URI', URI: PDFString.of('https://example.org/a') },
      { S: 'URI', URI: PDFString.of('mailto:desk@example.org') },
      { S: 'Named', N: 'NextPage' },
    ];
    for (const action of harmless) {
      const { content, removed } = await sanitiseFile(
        await build((document) => annotate(document, { Subtype: 'Link', A: action })),
      );
      expect(await spell(content)).toContain('/A <<');
      expect(removed).toEqual([]);
    }
  });

  test('are found in packed parts, in later versions and with their names spelled by number', async () => {
    const packed = await build(
      (document) => places['behind a link']?.(document, document.context.obj(script)),
      true,
    );
    expect(await spell((await sanitiseFile(packed)).content)).not.toMatch(left);
    const first = await PDFDocument.load(await build(() => {}), { forIncrementalUpdate: true });
    annotate(first, { Subtype: 'Link', A: script });
    expect(await spell((await sanitiseFile(await first.save())).content)).not.toMatch(left);
    const open = await build((document) => places['behind a link']?.(document, document.context.obj(script)));
    const spelled = open.toString('latin1').replace('/JavaScript', '/#4aavaScript').replace('/JS', '/#4a#53');
    expect(spelled).toContain('#4a#53');
    expect(await spell((await sanitiseFile(Buffer.from(spelled, 'latin1'))).content)).not.toMatch(left);
  });

  test('are gone wherever they hang', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(dangerous).filter((action) => !/URI|follows/.test(action))),
        fc.array(fc.constantFrom('A', 'Next', 'Kids', 'X', 'K', 'Parent', 'Resources', 'Font'), {
          maxLength: 5,
        }),
        fc.boolean(),
        fc.constantFrom(...Object.keys(places)),
        async (action, path, isTyped, place) => {
          const sent = await build((document) => {
            const { context } = document;
            const type = isTyped ? { Type: 'Font' } : {};
            let made: PDFObject = context.register(context.obj({ ...dangerous[action], ...type } as never));
            for (const key of path) made = context.register(context.obj({ [key]: made }));
            places[place]?.(document, made);
          });
          expect(await spell((await sanitiseFile(sent)).content)).not.toMatch(left);
        },
      ),
      { numRuns: rounds(34, 100) },
    );
  }, 60_000);
});

describe('a PDF', () => {
  test('loses a form of XFA and keeps its fields; one that is nothing else is refused', async () => {
    const form = (document: PDFDocument, more: Record<string, unknown>) => {
      const { context } = document;
      const xfa = context.register(context.stream('<xdp><script>harm()</script></xdp>'));
      const field = context.register(context.obj({ FT: 'Tx', T: PDFString.of('kept') } as never));
      document.catalog.set(name('AcroForm'), context.obj({ Fields: [field], XFA: xfa, ...more } as never));
    };
    const { content, removed } = await sanitiseFile(await build((document) => form(document, {})));
    expect(await spell(content)).not.toMatch(/XFA/);
    expect(await spell(content)).toContain('kept');
    expect(Buffer.from(content).includes('harm')).toBe(false);
    expect(removed).toEqual(['actions']);
    const dynamic = await build((document) => {
      form(document, {});
      document.catalog.set(name('NeedsRendering'), document.context.obj(true));
    });
    expect(await sentenceOf(dynamic)).toMatch(/Adobe Reader only/);
  });

  test.each(['F', 'FFilter', 'FDecodeParms'])('whose stream lies elsewhere (%s) is refused', async (key) => {
    const sent = await build((document) => {
      const { context } = document;
      const stream = context.stream('', { [key]: PDFString.of('http://harm.test/a') });
      document.getPage(0).node.set(name('Contents'), context.register(stream));
    });
    expect(await sentenceOf(sent)).toMatch(/from elsewhere/);
  });

  test('loses pages of other files, servers of pictures and profiles at an address', async () => {
    const sent = await build((document) => {
      const { context } = document;
      const picture = context.register(
        context.stream('', {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 1, 1],
          Ref: { F: PDFString.of('harm') },
          OPI: { '2.0': { F: PDFString.of('harm') } },
        }),
      );
      document.getPage(0).node.setXObject(name('X1'), picture);
      document.catalog.set(
        name('OutputIntents'),
        context.obj([{ DestOutputProfileRef: { URLs: [PDFString.of('harm')] } }] as never),
      );
      document.catalog.set(name('URI'), context.obj({ Base: PDFString.of('http://harm.test/') } as never));
    });
    expect(await spell((await sanitiseFile(sent)).content)).not.toMatch(/harm/);
  });

  test('loses films, sounds and files that hang on a page or on the document', async () => {
    for (const Subtype of ['RichMedia', 'Screen', 'Sound', 'Movie', '3D', 'FileAttachment', 'Unknown']) {
      const sent = await build((document) => annotate(document, { Subtype, T: PDFString.of('harm') }));
      const { content, removed } = await sanitiseFile(sent);
      expect(await spell(content)).not.toMatch(/harm/);
      expect(removed).toEqual(['files']);
    }
    const { removed } = await sanitiseFile(await makePdf());
    expect([...removed].toSorted()).toEqual(['actions', 'files']);
  });

  test('with a part that was not understood is refused', async () => {
    const sent = await build((document) =>
      annotate(document, { Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('https://example.org/') } }),
    );
    const broken = sent.toString('latin1').replace('/S /URI', '/S @@@@');
    expect(broken).not.toBe(sent.toString('latin1'));
    expect(await sentenceOf(Buffer.from(broken, 'latin1'))).toMatch(/damaged/);
  });
});
