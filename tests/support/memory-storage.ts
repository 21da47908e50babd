import { requireStorageKey, type FileStorage } from '#server/files/file-storage.ts';

/** Files that live as long as the test. */
export function createMemoryStorage(): FileStorage {
  const files = new Map<string, { content: Uint8Array<ArrayBuffer>; storedAt: Date }>();
  return {
    place: 'the memory of a test',
    async put(key, content) {
      requireStorageKey(key);
      if (files.has(key)) throw new Error('A file with this key is there already.');
      files.set(key, { content: Uint8Array.from(content), storedAt: new Date() });
    },
    async open(key) {
      const found = files.get(key);
      return found ? new Blob([found.content]).stream() : null;
    },
    async remove(key) {
      files.delete(key);
    },
    async *list() {
      for (const [key, { content, storedAt }] of files) yield { key, bytes: content.length, storedAt };
    },
  };
}

/** A storage of its own with the same files. */
export async function copyMemoryStorage(from: FileStorage): Promise<FileStorage> {
  const copy = createMemoryStorage();
  for await (const { key } of from.list()) {
    const content = await from.open(key);
    await copy.put(key, await new Response(content).bytes(), '');
  }
  return copy;
}
