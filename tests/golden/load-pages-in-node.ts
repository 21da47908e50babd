import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

/** Names of classes are how a page looks; what is kept leaves them out. */
const classes = 'export default new Proxy({}, { get: (_, name) => String(name) });';
/** In the place of a picture stands the drawing that it is made of, after its scale: exact, and at no cost. */
const undrawn = `
  export const drawPng = async (svg, scale) => Buffer.from(scale + ' ' + svg);`;
const isStyle = /\.(css|woff2|svg|png)(\?.*)?$/;

/**
 * Lets plain Node import pages: their markup is compiled as it is loaded, styles and fonts have only names. To be imported
 * before anything that reaches a page.
 */
registerHooks({
  load(url, context, next) {
    if (isStyle.test(url)) {
      const source = url.includes('.module.css')
        ? classes
        : `export default ${JSON.stringify('/assets/file')};`;
      return { format: 'module', source, shortCircuit: true };
    }
    if (url.endsWith('/server/pictures/draw-png.ts')) {
      return { format: 'module', source: undrawn, shortCircuit: true };
    }
    if (!url.endsWith('.tsx')) return next(url, context);
    const path = fileURLToPath(url);
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), {
      lang: 'tsx',
      jsx: { runtime: 'automatic', development: false },
    });
    if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
