// Bundles one entry script of our own, small enough for the oldest browsers we promise.

import { build } from 'esbuild';

export const BROWSERS = ['chrome90', 'safari14', 'firefox90'];

/** The minified ES module for one entry point, as bytes. */
export async function buildScript(entry) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: BROWSERS,
    // esbuild avoids destructuring for Safari 14 because of one rare fault in it, and cannot rewrite it.
    supported: { destructuring: true },
    write: false,
    logLevel: 'warning',
  });
  return Buffer.from(result.outputFiles[0].contents);
}
