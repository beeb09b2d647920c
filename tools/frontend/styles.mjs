// Bundles one style sheet: keeps only the design-system rules that a template uses, and only the design tokens those rules need.

import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

import { build, transform } from 'esbuild';
import postcss from 'postcss';

import { BROWSERS } from './scripts.mjs';

const TOKENS = createRequire(import.meta.url).resolve('@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css');
const COMPONENT_CLASS = /utrecht-[a-z0-9_-]+/g;
const REFERENCE = /var\(\s*(--[\w-]+)\s*(,?)/g;
const NOTICE = '/*! With NL Design System components and tokens: (c) Frameless B.V. and Gemeente Utrecht, EUPL-1.2. See docs/licences.md. */\n';
// Our own file that lays the municipality's colours under the tokens; it is read as tokens, not as rules.
const MAPPING = /\/css\/tokens\.css$/;

/** Every design-system class named anywhere in the templates, styles and scripts below a folder. */
export async function classNamesInUse(folder) {
  const found = new Set();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === 'dist') continue;
      for (const name of await classNamesInUse(path)) found.add(name);
    } else if (['.html', '.js', '.css'].includes(extname(entry.name))) {
      for (const [name] of (await readFile(path, 'utf8')).matchAll(COMPONENT_CLASS)) found.add(name);
    }
  }
  return found;
}

function dropUnusedRules(source, inUse) {
  const sheet = postcss.parse(source);
  sheet.walkRules((rule) => {
    if (rule.parent.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return;
    const kept = rule.selectors.filter((selector) =>
      [...selector.matchAll(/\.(utrecht-[a-z0-9_-]+)/g)].every(([, name]) => inUse.has(name)),
    );
    if (kept.length === 0) rule.remove();
    else rule.selectors = kept;
  });
  sheet.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return sheet.toString();
}

function declarations(source) {
  const found = new Map();
  postcss.parse(source).walkDecls(/^--/, ({ prop, value }) => found.set(prop, value));
  return found;
}

function namesRead(css) {
  return [...css.matchAll(REFERENCE)].map(([, name]) => name);
}

/** Replace references to tokens by what they stand for, until only plain values and --meepraat-* names remain. */
function flatten(value, tokens, depth = 0) {
  if (depth > 20) throw new Error(`design tokens go round in a circle: ${value}`);
  return value.replace(/var\(\s*(--[\w-]+)\s*\)/g, (whole, name) =>
    !name.startsWith('--meepraat-') && tokens.has(name) ? flatten(tokens.get(name), tokens, depth + 1) : whole,
  );
}

/** One `:root` block with the tokens that the given rules read and do not set themselves. */
function tokensFor(css, tokens) {
  const lines = [...new Set(namesRead(css))]
    .filter((name) => tokens.has(name))
    .sort()
    .map((name) => `${name}:${flatten(tokens.get(name), tokens)};`);
  return lines.length ? `:root{${lines.join('')}}` : '';
}

/**
 * The minified style sheet for one entry file, as bytes.
 * With `inUse` null the file is bundled as it is (a theme holds no components).
 */
export async function buildStyle(entry, inUse) {
  let mapping = '';
  const trim = {
    name: 'trim-components',
    setup({ onLoad }) {
      onLoad({ filter: /node_modules.*\.css$/ }, async ({ path }) => ({
        contents: dropUnusedRules(await readFile(path, 'utf8'), inUse),
        loader: 'css',
      }));
      onLoad({ filter: MAPPING }, async ({ path }) => {
        mapping = await readFile(path, 'utf8');
        return { contents: '', loader: 'css' };
      });
    },
  };
  const bundled = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    target: BROWSERS,
    logLevel: 'warning',
    plugins: inUse ? [trim] : [],
  });
  let css = bundled.outputFiles[0].text;
  if (inUse) {
    const tokens = new Map([...declarations(await readFile(TOKENS, 'utf8')), ...declarations(mapping)]);
    css = tokensFor(css, tokens) + css;
  }
  const small = await transform(css, { loader: 'css', minify: true, target: BROWSERS, legalComments: 'none' });
  return Buffer.from((inUse ? NOTICE : '') + small.code);
}
