/** Which room may know which: the list behind docs and reviews. `npm run check directions` reads it. */

/** What a room may import besides itself. */
const MAY_IMPORT = {
  base: [],
  kinesis: ['base'],
  engine: ['base', 'kinesis'],
  scenarios: ['base', 'kinesis', 'engine'],
  sources: ['base', 'kinesis', 'engine'],
  wire: ['base', 'kinesis', 'engine'],
  bridge: ['base', 'kinesis', 'engine', 'sources', 'scenarios'],
  hosts: ['base', 'kinesis', 'engine', 'sources', 'wire', 'bridge', 'scenarios'],
  store: ['base', 'kinesis', 'engine', 'bridge'],
  strings: ['base', 'kinesis', 'engine', 'store'],
  river: ['base', 'kinesis', 'engine', 'bridge', 'store', 'strings', 'widgets'],
  panels: ['base', 'kinesis', 'engine', 'wire', 'bridge', 'store', 'strings', 'widgets', 'scenarios'],
  widgets: ['base'],
}

/** Here the engine is known by the shape of its frames, events and commands; bridge by its messages. */
const TYPES_ONLY = [
  { from: 'store', to: 'engine' },
  { from: 'strings', to: 'engine' },
  // The codes in a frame's columns are values, and so are the defaults and bounds of what can be set.
  { from: 'river', to: '(engine/(?!frame[.]ts)|bridge)' },
  { from: 'panels', to: '(engine/(?!frame[.]ts|((producers|consumers)/[^/]+|[a-zA-Z]+)/settings[.]ts)|bridge)' },
  { from: 'scenarios', to: 'engine/(?!((producers|consumers)/[^/]+|[a-zA-Z]+)/settings[.]ts)' },
]

const TESTS = '[.]test[.]tsx?$'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not found', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...Object.entries(MAY_IMPORT).map(([room, known]) => ({
      name: `${room} may know ${known.join(', ') || 'nothing'}`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: TESTS },
      to: { path: '^src/', pathNot: `^src/(${[room, ...known].join('|')})/` },
    })),
    ...TYPES_ONLY.map(({ from, to }) => ({
      name: `${from} knows ${to} by types only`,
      severity: 'error',
      from: { path: `^src/${from}/`, pathNot: TESTS },
      to: { path: `^src/${to}${to.includes('/') ? '' : '/'}`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'the core needs no package',
      severity: 'error',
      from: { path: '^src/(base|kinesis|engine)/', pathNot: TESTS },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: '^src/' },
    },
    {
      name: 'only main joins the rooms',
      severity: 'error',
      from: { path: '^src/[^/]+$', pathNot: '^src/main[.]tsx$' },
      to: { path: '^src/[^/]+/' },
    },
    {
      name: 'nobody imports a test or main',
      severity: 'error',
      from: {},
      to: { path: `${TESTS}|^src/main[.]tsx$` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.page.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.css', '.json'] },
  },
}
