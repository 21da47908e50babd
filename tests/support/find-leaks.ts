import { cutLine, type Canary, draftCanary } from './test-log.ts';

export type Leak = { line: string; why: string };

/** So much of a canary is looked up; shorter ones are too ordinary to mean anything where they stand. */
const keyLength = 12;
const comparedLength = 60;

/** An address that is not masked, a cookie's value, and a run that only a machine writes; not as the log itself judges. */
const shapes: [RegExp, string][] = [
  [/[^\s"@/]@[a-z0-9-]+\.[a-z]{2,}|[^\s"@/]%40[a-z0-9-]+/i, 'an e-mail address'],
  [/session_(?:token|data)=(?!\[removed\])/, 'a session cookie'],
  [
    /(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[a-z])(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{32,}/,
    'a token',
  ],
  [/(?<![0-9a-f])(?=[0-9a-f]*\d)[0-9a-f]{32,}/, 'a token in hex'],
  [/\[object \w+\]/, 'an object that was written as text'],
  [new RegExp(draftCanary, 'i'), 'a word of a draft'],
  [/params: |Failing row|bohol-demo-2028/, 'values of a statement, or a password'],
];

/** Looks for what no line of a log may hold; every line is also a whole line of JSON. */
export function findLeaks(lines: Iterable<string>, canaries: Iterable<Canary>): Leak[] {
  const byKey = new Map<string, { text: string; kind: Canary['kind'] }[]>();
  for (const { kind, text } of canaries) {
    // As it would stand in a line.
    const escaped = JSON.stringify(text).slice(1, -1).slice(0, comparedLength);
    if (escaped.length < keyLength) continue;
    const key = escaped.slice(0, keyLength);
    byKey.set(key, [...(byKey.get(key) ?? []), { text: escaped, kind }]);
  }
  const leaks: Leak[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    // Most lines are like others but for the moment and the reference, which tell nothing.
    const bare = line.replace(/"(?:time":\d+|requestId":"[A-Z0-9]{5}-[A-Z0-9]{5}"),?/g, '');
    if (bare.trim() === '' || seen.has(bare)) continue;
    seen.add(bare);
    const why = judge(bare, line, byKey);
    if (why !== null) leaks.push({ line, why });
  }
  return leaks;
}

function judge(
  bare: string,
  line: string,
  byKey: ReadonlyMap<string, { text: string; kind: Canary['kind'] }[]>,
): string | null {
  if (`${line}\n` === cutLine) return 'the log of a process is longer than is kept: find what fills it';
  try {
    JSON.parse(line);
  } catch {
    return 'a line that is no JSON';
  }
  for (const [shape, what] of shapes) if (shape.test(bare)) return what;
  for (let at = 0; at + keyLength <= bare.length; at += 1) {
    const found = byKey.get(bare.slice(at, at + keyLength))?.find(({ text }) => bare.startsWith(text, at));
    if (found) return found.kind === 'draft' ? 'words of a draft' : 'a secret that a test used';
  }
  return null;
}
