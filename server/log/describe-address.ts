/** The segment after one of these grants access to something, whatever it looks like. */
const beforeSecrets = new Set(['invitation', 'consent', 'reset']);
/** Query parameters that pages and procedures use. Any other name may be text that somebody typed. */
const knownParameters = new Set([
  'activity',
  'area',
  'batch',
  'before',
  'done',
  'draft',
  'edition',
  'format',
  'from',
  'indicator',
  'input',
  'item',
  'late',
  'lens',
  'next',
  'objective',
  'page',
  'plan',
  'publication',
  'q',
  'region',
  'reporter',
  'round',
  'saved',
  'show',
  'to',
  'token',
]);
const mostSegments = 12;
const mostNames = 5;

/**
 * Returns the shape of a request's address: its path, with secrets and free text replaced (":token",
 * ":text"), and the names of known query parameters, never their values. For a batch of procedures: the first
 * five and how many more there are.
 */
export function describeAddress(address: string): string {
  const path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const at = path.indexOf('?');
  const segments = (at < 0 ? path : path.slice(0, at)).split('/').slice(1);
  const shown = segments.slice(0, mostSegments).map((segment, index) => {
    if (segments[index - 1] === 'trpc') return describeProcedures(segment);
    if (beforeSecrets.has(segments[index - 1] ?? '')) return ':token';
    return describeSegment(segment);
  });
  if (segments.length > mostSegments) shown.push('…');
  const names = at < 0 ? [] : describeNames(path.slice(at + 1));
  return `/${shown.join('/')}${names.length > 0 ? `?${names.join('&')}` : ''}`;
}

/** Keeps codes, words and file names; replaces anything longer or in other characters. */
function describeSegment(segment: string): string {
  if (!/^[A-Za-z0-9.,_~-]{0,64}$/.test(segment)) return ':text';
  // Stricter than the mask in mask-text.ts: none of our own addresses has a segment this long and mixed.
  return /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{20,}$/.test(segment) ? ':token' : segment;
}

function describeProcedures(segment: string): string {
  const all = segment.split(',');
  const names = all.slice(0, mostNames).map((name) => (/^[A-Za-z]+\.[A-Za-z]+$/.test(name) ? name : ':text'));
  return [...names, ...(all.length > mostNames ? [`+${all.length - mostNames}`] : [])].join(',');
}

function describeNames(query: string): string[] {
  const names = query
    .slice(0, 10_000)
    .split('&')
    .map((pair) => pair.split('=')[0] ?? '')
    .map((name) => (knownParameters.has(name) ? name : '…'));
  return [...new Set(names)].slice(0, mostSegments);
}
