import sharp from 'sharp';

/** Height in px, for print: 2.6 cm at 600 dots an inch. */
const mostHeight = 600;
const mostWidth = 1800;
const mostPixels = 25_000_000;
/** As in the database: every file of a draft carries it. */
const mostLetters = 400_000;

/**
 * Reads a picture that somebody uploaded as the emblem of a cover: a PNG or JPEG in base64, of any size. Returns
 * it as a PNG in base64 that is no larger than print needs and holds nothing but its pixels; or the problem, as
 * a sentence for whoever uploaded it.
 */
export async function readEmblem(uploaded: string): Promise<{ emblem: string } | { problem: string }> {
  try {
    const picture = sharp(Buffer.from(uploaded, 'base64'), { limitInputPixels: mostPixels, failOn: 'error' });
    const { format } = await picture.metadata();
    if (format !== 'png' && format !== 'jpeg') return { problem: 'Choose a picture in PNG or JPEG format.' };
    const drawn = await picture
      .rotate()
      .resize({ width: mostWidth, height: mostHeight, fit: 'inside', withoutEnlargement: true })
      .png({ palette: true, colours: 256, effort: 7 })
      .toBuffer();
    const emblem = drawn.toString('base64');
    return emblem.length <= mostLetters
      ? { emblem }
      : { problem: 'This picture has too much detail for an emblem. Choose a drawing with fewer colours.' };
  } catch {
    return { problem: 'This picture cannot be read. Choose another file in PNG or JPEG format.' };
  }
}
