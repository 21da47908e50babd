/** Returns "a", "b" …: the letter that connects a note below a figure with a break in its drawing. */
export const formatNoteLetter = (index: number): string => String.fromCharCode(97 + (index % 26));
