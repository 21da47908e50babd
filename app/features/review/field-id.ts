/** The id of a field on the page, from its name: see nameField. */
export const buildFieldId = (name: string): string => `field-${name.replace(/[^A-Za-z0-9-]+/g, '.')}`;
