import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const CORE = ['src/base/**', 'src/kinesis/**', 'src/engine/**']
const TESTS = ['**/*.test.ts', '**/*.test.tsx', 'e2e/**']
const SPEAKS_TO_A_TERMINAL = ['scripts/**', 'src/hosts/simulate/**', 'src/hosts/bench/**', 'src/hosts/serve/**']

/** Their last bits differ between browsers; sqrt, floor, imul and the like are exact and allowed. */
const INEXACT_MATH =
  'acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow random sin sinh tan tanh'.split(' ')
const OUTSIDE_WORLD =
  'Date Intl clearInterval clearTimeout console crypto fetch performance process queueMicrotask requestAnimationFrame self setImmediate setInterval setTimeout window'.split(' ')
const DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Export by name, so that a thing has one name everywhere.' }
const LOCALE = {
  selector: 'MemberExpression[property.name=/^(toLocale|localeCompare)/]',
  message: 'What depends on the locale differs between machines; the core compares and prints by code unit.',
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.reports/', 'public/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, reactHooks.configs.flat['recommended-latest']],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // These argue with code over typed arrays, a good short callback, or a union that documents its known texts.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/prefer-for-of': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.base] },
  { rules: { 'no-console': 'error', 'no-var': 'error', 'prefer-const': 'error', 'no-restricted-syntax': ['error', DEFAULT_EXPORT] } },
  {
    files: CORE,
    ignores: TESTS,
    rules: {
      'no-restricted-properties': [
        'error',
        ...INEXACT_MATH.map((property) => ({
          object: 'Math',
          property,
          message: 'Its result differs between browsers: draw integers from base/prng, or use a committed table.',
        })),
      ],
      'no-restricted-globals': [
        'error',
        ...OUTSIDE_WORLD.map((name) => ({ name, message: 'The core knows no clock, no locale and no host: time is an argument.' })),
      ],
      'no-restricted-syntax': ['error', DEFAULT_EXPORT, LOCALE],
    },
  },
  { files: TESTS, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: SPEAKS_TO_A_TERMINAL, rules: { 'no-console': 'off' } },
  { files: ['*.config.ts', '*.config.js', '.dependency-cruiser.js'], rules: { 'no-restricted-syntax': 'off' } },
)
