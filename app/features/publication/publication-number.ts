/** The number of a publication from an address; null for anything that is none. */
export const readPublicationNumber = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
