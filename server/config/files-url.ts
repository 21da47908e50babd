/** An S3-compatible store, from FILES_URL. */
export type S3Address = {
  /** Scheme, host and port. */
  endPoint: string;
  accessKey: string;
  secretKey: string;
  bucket: string;
  region: string;
};

/**
 * Parses `s3://KEY:SECRET@host:port/bucket?region=…&tls=0`. "/" and "+" in KEY and SECRET are
 * percent-encoded. The default `region` is us-east-1, which most self-hosted stores accept; `tls=0` is for a
 * store on this machine or in a closed network. Returns null if the text cannot be parsed.
 */
export function parseFilesUrl(text: string): S3Address | null {
  const url = URL.parse(text);
  if (!url || url.protocol !== 's3:' || url.hostname === '' || url.hash !== '') return null;
  const known = [...url.searchParams.keys()].every((name) => name === 'region' || name === 'tls');
  const tls = url.searchParams.get('tls') ?? '1';
  const bucket = url.pathname.slice(1);
  const region = url.searchParams.get('region') ?? 'us-east-1';
  const isSound =
    known &&
    (tls === '0' || tls === '1') &&
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) &&
    /^[a-z0-9-]{1,40}$/.test(region) &&
    url.username !== '' &&
    url.password !== '';
  if (!isSound) return null;
  const endPoint = `${tls === '1' ? 'https' : 'http'}://${url.host}`;
  if (!URL.canParse(endPoint)) return null;
  try {
    return {
      endPoint,
      accessKey: decodeURIComponent(url.username),
      secretKey: decodeURIComponent(url.password),
      bucket,
      region,
    };
  } catch {
    // A "%" that starts no escape.
    return null;
  }
}
