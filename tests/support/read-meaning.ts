/**
 * What a page says, statement by statement, as somebody meets it who sees only what is shown now: headings with their
 * level, sentences, every cell of a table with the names of its row and column, every mark of a drawing with its label.
 * Statements inside a figure begin with the figure's id, so that a number stays with what it is about.
 *
 * A statement that is nothing but links ("Download: CSV, PNG") begins with an arrow: on paper it leads nowhere.
 *
 * Left out are what only leads elsewhere or asks for something (navigation, forms, buttons), and the shape that a
 * statement takes: classes, order of drawing, line breaks, and words repeated for the eye alone (`aria-hidden`).
 *
 * Runs in the browser; so it may refer to nothing outside itself.
 */
export function readMeaning({ unfold }: { unfold: boolean }): string[] {
  // On a screen what is folded is one press away, without any script. On paper nothing can be pressed.
  if (unfold) for (const details of document.querySelectorAll('details')) details.open = true;

  // The folded menu of small screens is navigation too. What unfolds the table of a figure is a control: the table has
  // a name of its own.
  const leftOut =
    'nav, details:has(> nav), figure summary, form, button, script, style, noscript, template, [hidden], [data-needs-script], [data-tip], [data-chart], a[href="#main"], a[href$="/sign-in"]';
  const inline = new Set(
    'A ABBR B BDI BR CITE CODE DATA DFN EM I INPUT KBD LABEL MARK Q S SAMP SMALL SPAN STRONG SUB SUP TIME U WBR'.split(
      ' ',
    ),
  );
  // What has no box of its own may have children that are seen.
  const isShown = (element: Element) =>
    !element.matches(leftOut) &&
    (getComputedStyle(element).display === 'contents' ||
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }));
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

  /** The text inside, of what is shown and is not for the eye alone. */
  const textOf = (node: Node, withLinks = true): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (!(node instanceof Element) || !isShown(node) || node.ariaHidden === 'true') return '';
    if (!withLinks && node.tagName === 'A') return '';
    if (node instanceof SVGElement) return node.getAttribute('aria-label') ?? '';
    const inside = [...node.childNodes].map((child) => textOf(child, withLinks)).join('');
    return inline.has(node.tagName) ? inside : ` ${inside} `;
  };

  const said: string[] = [];
  const say = (about: string, text: string) => {
    if (tidy(text)) said.push(`${about}${tidy(text)}`);
  };

  const readTable = (table: HTMLTableElement, about: string) => {
    if (table.caption) say(about, textOf(table.caption));
    const heads: string[] = [];
    for (const row of table.tHead?.rows ?? []) {
      let column = 0;
      for (const cell of row.cells) {
        for (let at = column; at < column + cell.colSpan; at += 1)
          heads[at] = tidy(`${heads[at] ?? ''} ${textOf(cell)}`);
        column += cell.colSpan;
      }
    }
    if (table.tBodies.length === 0) say(about, heads.join(' | '));
    for (const row of [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])].flatMap((part) => [
      ...part.rows,
    ])) {
      const name = [...row.cells]
        .filter((cell) => cell.tagName === 'TH')
        .map((cell) => textOf(cell))
        .join(' ');
      let column = 0;
      for (const cell of row.cells) {
        if (isShown(cell)) say(`${about}${tidy(name)} | ${heads[column] ?? ''}: `, textOf(cell) || '(empty)');
        column += cell.colSpan;
      }
    }
  };

  /** A drawing says its marks; one without marks says its words. */
  const readDrawing = (svg: SVGSVGElement, about: string) => {
    if (svg.ariaHidden === 'true') return;
    // Inside a drawing browsers call visible what is not displayed; what is seen has a size.
    const marks = [...svg.querySelectorAll('[data-say]')].filter((mark) => {
      const { width, height } = mark.getBoundingClientRect();
      return width > 0 || height > 0;
    });
    for (const mark of marks) say(`${about}drawn: `, mark.getAttribute('data-say') ?? '');
    if (marks.length > 0) return;
    say(`${about}drawn: `, svg.getAttribute('aria-label') ?? svg.textContent ?? '');
  };

  const read = (element: Element, about: string) => {
    let line = '';
    let besideLinks = '';
    const close = () => {
      const level = /^H[1-6]$/.test(element.tagName) ? `${element.tagName.toLowerCase()} ` : '';
      const leads = !level && /^\s*(\p{L}+:)?[\s,·]*$/u.test(besideLinks);
      say(`${about}${level}${leads ? '→ ' : ''}`, line);
      line = '';
      besideLinks = '';
    };
    for (const child of element.childNodes) {
      if (!(child instanceof Element)) {
        line += textOf(child);
        besideLinks += textOf(child);
      } else if (!isShown(child) || child.ariaHidden === 'true') {
        continue;
      } else if (child instanceof SVGSVGElement) {
        readDrawing(child, about);
      } else if (
        inline.has(child.tagName) &&
        !child.querySelector('p, div, ul, ol, table, svg:not([aria-hidden])')
      ) {
        line += textOf(child);
        besideLinks += textOf(child, false);
      } else {
        close();
        if (child instanceof HTMLTableElement) readTable(child, about);
        else read(child, child.tagName === 'FIGURE' && child.id ? `[${child.id}] ` : about);
      }
    }
    close();
  };
  read(document.body, '');
  return said;
}

/** What one page says more often than the other. */
export function listUnsaid(whole: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const statement of other) left.set(statement, (left.get(statement) ?? 0) + 1);
  return whole.filter((statement) => {
    const count = left.get(statement) ?? 0;
    left.set(statement, count - 1);
    return count <= 0;
  });
}
