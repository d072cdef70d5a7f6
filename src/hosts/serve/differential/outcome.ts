/** What a voice said, without what differs from run to run: account, times, tokens, and sequence numbers but for their order and equality. */

export type Outcome = { answers: unknown } | { exception: string; message: string; status: number | undefined }

const SEQUENCE_NUMBER = /(?<!\d)\d{56}(?!\d)/g
const OPAQUE: Readonly<Record<string, string>> = { ShardIterator: '<iterator>', NextShardIterator: '<iterator>', NextToken: '<token>' }

interface Known {
  account: string
  /** 56-digit numbers of this case's answers in their order. */
  numbers: readonly string[]
}

export function numbersIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') for (const [number] of value.matchAll(SEQUENCE_NUMBER)) found.add(number)
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) for (const part of Object.values(value)) numbersIn(part, found)
  return found
}

/** Ranks what the voice made up; numbers that the case itself wrote stay as they are. */
export function knownOf(account: string, told: unknown, written: unknown): Known {
  const own = numbersIn(written)
  return { account, numbers: [...numbersIn(told)].filter((number) => !own.has(number)).sort() }
}

function plainText(text: string, { account, numbers }: Known) {
  return text
    .replaceAll(SEQUENCE_NUMBER, (number) => (numbers.includes(number) ? `#${numbers.indexOf(number)}` : number))
    .replaceAll(account, '{account}')
    .replace(/(consumer\/[\w.-]+:)\d+/g, '$1<second>')
    .replace(/(imestampInMillis: )\d+/g, '$1<ms>')
}

function plainBytes(bytes: Uint8Array) {
  return bytes.length > 100 ? `<${bytes.length} bytes>` : Buffer.from(bytes).toString()
}

/** Null and absent are one: the SDK shows both as undefined. */
export function plain(value: unknown, known: Known): unknown {
  if (typeof value === 'string') return plainText(value, known)
  if (value instanceof Uint8Array) return plainBytes(value)
  if (value instanceof Date) return '<time>'
  if (Array.isArray(value)) return value.map((part) => plain(part, known))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, part]) => part !== undefined && part !== null && key !== '$metadata')
  return Object.fromEntries(
    kept.map(([key, part]) => {
      const opaque = OPAQUE[key]
      if (opaque !== undefined && typeof part === 'string' && part !== '') return [key, opaque]
      if (key === 'MillisBehindLatest') return [key, part === 0 ? 0 : '<behind>']
      return [key, plain(part, known)]
    }),
  )
}

/** The part at a dotted path; `*` is every member of a list. */
export function partAt(value: unknown, path: string): unknown {
  const [head, ...rest] = path.split('.')
  if (head === undefined || head === '') return value
  if (head === '*') return Array.isArray(value) ? value.map((part) => partAt(part, rest.join('.'))) : undefined
  if (typeof value !== 'object' || value === null) return undefined
  return partAt((value as Record<string, unknown>)[head], rest.join('.'))
}

/** Paths at which two values differ. With `partly`, what the first does not name may be anything. */
export function differences(expected: unknown, actual: unknown, partly = false, path = ''): string[] {
  if (expected instanceof RegExp && typeof actual === 'string') return expected.test(actual) ? [] : [path]
  const nested = [expected, actual].every((value) => typeof value === 'object' && value !== null)
  if (!nested || Array.isArray(expected) !== Array.isArray(actual)) return Object.is(expected, actual) ? [] : [path]
  const [one, other] = [expected, actual] as [Record<string, unknown>, Record<string, unknown>]
  const keys = partly && !Array.isArray(expected) ? Object.keys(one) : [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return keys.flatMap((key) => differences(one[key], other[key], partly, path === '' ? key : `${path}.${key}`))
}
