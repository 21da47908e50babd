/** "a", "b" …: how notes under a figure and breaks in its drawing find each other. */
export const letterOf = (index: number): string => String.fromCharCode(97 + (index % 26));
