/** Absolute addresses, always by the tracker's public name. */
export type Addresses = {
  origin: string;
  /** A page or file as it stands in the newest publication. */
  page: (path: string) => string;
  /** The same as it stood in the publication that a file is drawn from, for good. */
  pinned: (path: string) => string;
};

/** Builds addresses below `origin`; `publication` is the one that pinned addresses keep to. */
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

/** A code as a part of a path. */
export const part = (code: string): string => encodeURIComponent(code);
