/**
 * Takes out of a text what differs from one run to the next and says nothing: checksums, which cover numbers of rows, and
 * random names of files.
 */
export const withoutChance = (text: string): string =>
  text
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<sha256>')
    // As reports print them: the whole in groups, or its beginning.
    .replaceAll(/\b([Cc]hecksum:?\s+)[0-9a-f]{8}(?:[0-9a-f]{8}|(?:\s[0-9a-f]{8})*)\b/g, '$1<sha256>')
    .replaceAll(/\b[0-9a-f]{32}\b/g, '<id>')
    // By the clock of the database: moments that the worlds set are whole seconds.
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.(?!000Z)\d+(Z|\+00:00)/g, '<now>')
    // Sizes of drawn files: what they hold is compared by itself.
    .replaceAll(/("sha256": "<sha256>",\s+"sizeBytes": )\d+/g, '$1"<size>"')
    .replaceAll(/\b(Word|PDF|Workbook|Excel)( [^()<\n]*)?\(\d+ KB\)/g, '$1$2(<size>)')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '<origin>');

/**
 * Lists that the database gives in whatever order, as no reader sees them: what is written from them is put in order
 * there.
 */
const unordered: Record<string, readonly string[]> = {
  'dashboard.exchange': ['coverage', 'reporters', 'statuses'],
};

/** The answer of a procedure as text, in which the order of such lists makes no difference. */
export function textOfAnswer(procedure: string, answer: unknown): string {
  const lists = unordered[procedure];
  if (!lists || typeof answer !== 'object' || answer === null) return textOfValue(answer);
  const entries = Object.entries(answer).map(([name, value]: [string, unknown]) => [
    name,
    lists.includes(name) && Array.isArray(value) ? sortByText(value) : value,
  ]);
  return textOfValue(Object.fromEntries(entries));
}

const sortByText = (list: readonly unknown[]) =>
  list
    .map((item) => ({ item, text: textOfValue(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);

/** A value as JSON with the names of each object in order; what is undefined, or does something, is left out. */
export function textOfValue(value: unknown): string {
  return withoutChance(JSON.stringify(value, inOrder, 1) ?? 'nothing');
}

/** Numbers of rows, which lead to the form behind a figure. */
const numbersOfRows = new Set(['valueIds']);

function inOrder(key: string, value: unknown): unknown {
  if (numbersOfRows.has(key)) return undefined;
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Set) return [...value];
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
