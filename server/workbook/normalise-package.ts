import { unzipSync, zipSync } from 'fflate';
import { findArchiveProblem, type WorkbookLimits } from './recognise-file.rules.ts';

/** Thrown for a workbook that cannot be read, with the sentence that says why. */
export class UnreadableWorkbook extends Error {
  override name = 'UnreadableWorkbook';
}

/**
 * The parts of a workbook that hold answers. Pictures, charts, macros, connections and the rest are ignored.
 */
const needed =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/[^/]+\.xml|xl\/_rels\/[^/]+\.rels|xl\/worksheets\/[^/]+\.xml)$/i;

/**
 * Extracts the needed parts of an archive and repacks them uncompressed, so that the spreadsheet library
 * cannot be made to unpack more than was measured here: sizes are checked before unpacking, and a part longer
 * than declared is cut. Throws UnreadableWorkbook.
 */
export function normalisePackage(bytes: Uint8Array, limits: WorkbookLimits): Uint8Array {
  const names = new Set<string>();
  let unpacked = 0;
  let count = 0;
  const parts = unpack(bytes, ({ name, originalSize }) => {
    count += 1;
    if (count > limits.entries)
      throw new UnreadableWorkbook('The file holds too many parts to be a workbook.');
    names.add(name);
    if (!needed.test(name)) return false;
    unpacked += originalSize;
    if (unpacked > limits.unpackedBytes) {
      throw new UnreadableWorkbook(
        `Unpacked, the file has more than ${Math.round(limits.unpackedBytes / 1024 / 1024)} MB, far more than a report. Nothing of it was read. Start from a fresh workbook and paste your answers.`,
      );
    }
    return true;
  });
  const problem = findArchiveProblem(names);
  if (problem) throw new UnreadableWorkbook(problem);
  return zipSync(parts, { level: 0 });
}

function unpack(
  bytes: Uint8Array,
  filter: (entry: { name: string; originalSize: number }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof UnreadableWorkbook) throw error;
    throw new UnreadableWorkbook(damaged, { cause: error });
  }
}

export const damaged =
  'The file is damaged: it could not be read to its end. Open it in a spreadsheet program, save it again and upload that.';
