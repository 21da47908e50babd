/**
 * Returns which build of React renders the pages. React reads NODE_ENV when it is loaded, and its development
 * build renders several times more slowly.
 */
export async function getReactMode(): Promise<'production' | 'development'> {
  // Only the development build has this function.
  return Reflect.get(await import('react'), 'captureOwnerStack') === undefined ? 'production' : 'development';
}
