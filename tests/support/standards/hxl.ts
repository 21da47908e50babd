/**
 * A tag as the HXL 1.1 tagging conventions have it: a hashtag and any number of attributes, each a letter and then
 * letters, digits and underscores.
 */
export const hxlTag = /^#[a-z][a-z0-9_]*(\s*\+[a-z][a-z0-9_]*)*$/i;

/** Core hashtags of the HXL 1.1 dictionary, of which no others are used. */
export const hxlHashtags: ReadonlySet<string> = new Set(
  `access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact country crisis currency
  date delivery description event frequency geo group impact indicator inneed item loc meta modality need operations org
  output population reached region respondee sector service severity status subsector targeted value`
    .split(/\s+/)
    .map((name) => `#${name}`),
);
