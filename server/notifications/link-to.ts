const placeholder = '{origin}';

/** A link in a mail: the tracker's public address is put in when the mail is sent. `path` begins with a slash. */
export const linkTo = (path: string): string => `${placeholder}${path}`;

/** The body with its links whole. */
export const fillLinks = (body: string, origin: string): string => body.replaceAll(placeholder, origin);
