/** How to check a publication without the tracker. */
export const seal = {
  title: 'Check publication {number}',
  description: 'How to see that a publication is as it was published, without the tracker.',
  lead: 'Everything in a publication is sealed when it goes out. You can check it with ordinary tools and without the tracker.',
  publications: 'Publications',
  publication: 'Publication {number}',
  sealed: 'Sealed',
  sealedHolds:
    '{date}: {documents, plural, one {# document} other {# documents}} and {files, plural, one {# file} other {# files}}',
  root: 'Root (SHA-256)',
  signature: 'Signature (Ed25519)',
  key: 'Key',
  whatTitle: 'What is sealed',
  what: 'A publication is made of documents: the plan, the lists, the figures of each indicator in each round, the released words, and every drawing. The seal is a list of all of them, and of the files of evidence and of the report, with the checksum of each. The checksum of that list is the root, and the root is signed.',
  bundle:
    '{link}: all documents and files with the seal. It is a bag (BagIt, RFC 8493), ready for an archive.',
  bundleLink: 'Download the bundle (ZIP)',
  manifest: '{link}: the list, the root and the signature. Each document has an address of its own there.',
  checkTitle: 'Check it yourself',
  check: 'Unpack the bundle and run this in its folder, with coreutils and OpenSSL 3:',
  checkFiles: 'The first line names any file that was altered or is missing.',
  checkRoot: 'The second shows the root. It is the one above, and the one in statement.txt.',
  checkSignature: 'The last says whether the root was signed with the key below.',
  command:
    'With a copy of the tracker’s code one command does all of this, and also names files that were added:',
  keyTitle: 'The key',
  keyText:
    'Keep a copy of the key from a day that you trust, and compare. When the tracker gets a new key, old publications keep the one with which they were sealed.',
  earlierTitle: 'Earlier seals',
  earlier: 'The approved report was added later. What was sealed before is unchanged under the new seal.',
  back: 'Back to publication {number}',
} as const;
