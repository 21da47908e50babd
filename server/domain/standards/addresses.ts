/** Absolute URLs, always with the tracker's public host name. */
export type Addresses = {
  origin: string;
  /** A page or file of the newest publication. */
  page: (path: string) => string;
  /** The permanent URL of a page or file as of the publication that a file is made from. */
  pinned: (path: string) => string;
};

/** Creates URLs below `origin`; `publication` is the one for pinned URLs. */
export function createAddresses(origin: string, publication: number | null): Addresses {
  const page = (path: string) => new URL(path, origin).href;
  return {
    origin,
    page,
    pinned(path) {
      const url = new URL(path, origin);
      if (publication !== null) url.searchParams.set('publication', String(publication));
      return url.href;
    },
  };
}

/** Encodes a code as a path segment. */
export const escapePathSegment = (code: string): string => encodeURIComponent(code);
