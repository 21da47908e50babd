/** Why a file is not taken, as the sentence that the person reads. */
export class FileRefusal extends Error {
  override name = 'FileRefusal';
}
