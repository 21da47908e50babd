/** A tag in words, from its code: "victim_centred" becomes "Victim centred". */
export function tagLabel(code: string): string {
  const words = code.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
