/**
 * A public address that keeps to one publication: adds `publication=N` to the query, before any fragment. With null
 * (the newest) the address stays as it is.
 */
export function withPublication(path: string, number: number | null): string {
  if (number === null) return path;
  const [address = '', ...fragment] = path.split('#');
  const [pathname = '', query = ''] = address.split('?');
  const search = new URLSearchParams(query);
  search.set('publication', String(number));
  return `${pathname}?${search}${fragment.length > 0 ? `#${fragment.join('#')}` : ''}`;
}

/**
 * The publication that an address asks for; undefined where it asks for none. What is no number becomes 0, which
 * no publication has, so that the contract says what is wrong.
 */
export function readPublication(url: string): number | undefined {
  const text = new URL(url).searchParams.get('publication');
  if (text === null || text === '') return undefined;
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
}
