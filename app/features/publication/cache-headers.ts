/**
 * How long others may keep a public answer. A publication never changes; the short life is for the address without
 * a number, which moves on when the next one is out.
 */
export const publicCacheControl = 'public, max-age=60, stale-while-revalidate=600';
