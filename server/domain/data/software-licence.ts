/** The licence of the software, as in LICENSE and package.json. */
export const softwareLicence = {
  code: 'Apache-2.0',
  name: 'Apache License 2.0',
  url: 'https://www.apache.org/licenses/LICENSE-2.0',
} as const;
