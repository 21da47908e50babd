import { relative } from 'node:path';
import type { Plugin } from 'vite';

/** The pure domain may go to the browser; nothing else of the server and nothing of the database or seeds may. */
const forbidden = /^(server\/(?!domain\/)|db\/|seeds\/|tests\/)/;

/** Pages with scripts are in English; the other languages would be half of what some of them load. */
const translated = /^server\/domain\/language\/messages\/(?!en\/)/;

/**
 * Fails a build in which a browser module would reach server or database code. React Router strips loaders and
 * actions before this looks, so their imports pass; a component's import does not.
 */
export function createServerCodeGuard(): Plugin {
  let root = '';
  return {
    name: 'guard-server-code',
    configResolved(config) {
      root = config.root;
    },
    transform(_code, id) {
      if (this.environment.name !== 'client') return;
      const file = relative(root, id.split('?')[0] ?? id).replaceAll('\\', '/');
      if (forbidden.test(file)) {
        this.error(
          `${file} must not reach the browser. Import a type, or move what the page needs to server/domain.`,
        );
      }
      if (translated.test(file)) {
        this.error(`${file} must not reach the browser. Import #server/domain/language/translations.ts.`);
      }
    },
  };
}
