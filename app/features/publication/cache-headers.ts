/**
 * How others may keep a public answer: as long as they like, if they ask each time whether it is still the newest.
 * Asking costs them one short answer, and whoever publishes sees the change at once. The server lets answers for a
 * numbered publication, which never change, be kept without asking.
 */
export const publicCacheControl = 'public, no-cache';
