/** The licence of the software, as in LICENSE and package.json. */
export const softwareLicence = {
  code: 'Apache-2.0',
  name: 'Apache License 2.0',
  url: 'https://www.apache.org/licenses/LICENSE-2.0',
} as const;

export const dataLicence = {
  code: 'CC-BY-4.0',
  name: 'Creative Commons Attribution 4.0 International',
  url: 'https://creativecommons.org/licenses/by/4.0/',
} as const;
