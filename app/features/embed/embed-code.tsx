import { Button } from '#app/components/button.tsx';
import { buildAddress } from '#app/features/page-metadata/page-meta.ts';
import { useLanguage, useWords } from '#app/features/language/use-words.ts';
import { getDrawingSize } from '#server/domain/figure/draw/frame.ts';
import type { DrawnFigure, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import styles from './embed-code.module.css';

export interface EmbedCodeProps {
  figure: DrawnFigure;
  /** The tracker's public address. */
  origin: string;
  /** The publication to stay with; null follows the newest. */
  publication: number | null;
  /** What stands before the path so that it follows the newest of one plan; empty where there is one plan only. */
  plan: string;
}

/** The code that puts a figure on another site. Is copied by a press where scripts run, by hand where they do not. */
export function EmbedCode({ figure, origin, publication, plan }: EmbedCodeProps) {
  const words = useWords('embed');
  const { code } = useLanguage();
  const id = `${figure.definition.id}-embed-code`;
  const path = `${publication === null ? plan : ''}/embed/figures/${figure.definition.id}`;
  const address = buildAddress(origin, code, path, {
    publication: publication ?? undefined,
  });
  const html = buildEmbedCode(
    address,
    nameFrame(figure.definition, words('openTracker')),
    suggestHeight(figure),
  );
  return (
    <div className={styles.block} lang={words.lang}>
      <label htmlFor={id} className={styles.label}>
        {words('code')}
      </label>
      <textarea
        id={id}
        lang="en"
        className={styles.code}
        readOnly
        rows={4}
        spellCheck={false}
        defaultValue={html}
      />
      <p className={styles.line}>
        {publication === null ? words('follows') : words('stays', { number: String(publication) })}
      </p>
      <p className={styles.line} hidden data-needs-script="">
        <Button type="button" variant="quiet" compact data-copy={id} data-copied={words('copied')}>
          {words('copy')}
        </Button>
      </p>
    </div>
  );
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * The frame's code: named for screen readers, loaded when it is scrolled to, and as high as the figure in it says that
 * it is. Where the page's scripts are taken out, it keeps `height`, in px.
 */
export function buildEmbedCode(address: string, title: string, height: number): string {
  return `<iframe src="${escape(address)}" title="${escape(title)}" width="100%" height="${height}" loading="lazy" style="border:0"></iframe><script>(function(f){addEventListener("message",function(e){if(e.source===f.contentWindow&&e.data.boholFigure)f.style.height=e.data.height+"px"})})(document.currentScript.previousSibling)</script>`;
}

/**
 * What the frame is named: what the figure shows, without a number that it may show otherwise tomorrow. `otherwise` is
 * for a figure whose description begins with one.
 */
export function nameFrame({ summary }: Pick<FigureDefinition, 'summary'>, otherwise: string): string {
  const [name = ''] = summary.split(/, |: /);
  // The code of an indicator is a name and no number.
  return /\d/.test(name.replaceAll(/[A-Z][\w-]*\d[\w.]*/g, '')) ? otherwise : name;
}

/**
 * A height, in px, at which a frame need not be scrolled at any width from 320 px: the higher drawing, and what stands
 * around it in lines of 38 characters.
 */
export function suggestHeight({ definition, wide, narrow }: DrawnFigure): number {
  const lines = (text: string, length: number) => Math.ceil(text.length / length);
  const notes = definition.notes.reduce((sum, note) => sum + lines(note, 38) * 20 + 8, 0);
  const around = 240 + lines(definition.title, 26) * 25 + notes;
  const drawing = Math.max(getDrawingSize(wide).height, getDrawingSize(narrow).height);
  return Math.ceil((drawing + around) / 10) * 10;
}
