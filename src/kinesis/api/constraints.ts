/** A shape's constraints as predicates, each with the sentence in which AWS names it. */
import { SHAPES } from './shapes'
import type { Shape, ShapeName } from './types'

export interface Constraint {
  holds(value: unknown): boolean
  text: string
}

/** Texts recorded on AWS (kinesalite tests, 2014–2021) where the model of today says the same in another way. */
const RECORDED_ENUM_ORDER: Partial<Record<ShapeName, readonly string[]>> = {
  ShardIteratorType: ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'],
}
const RECORDED_PATTERNS: Partial<Record<ShapeName, string>> = {
  HashKey: '0|([1-9]\\d{0,38})',
  SequenceNumber: '0|([1-9]\\d{0,128})',
}
/** In which AWS names the members of an input when several fail; what is not recorded follows in the order of the model. */
const RECORDED_MEMBER_ORDER: Partial<Record<ShapeName, readonly string[]>> = {
  AddTagsToStreamInput: ['Tags', 'StreamName'],
  CreateStreamInput: ['ShardCount', 'StreamName'],
  DescribeStreamInput: ['Limit', 'ExclusiveStartShardId', 'StreamName'],
  GetRecordsInput: ['Limit', 'ShardIterator'],
  GetShardIteratorInput: ['ShardId', 'ShardIteratorType', 'StartingSequenceNumber', 'StreamName'],
  ListShardsInput: ['MaxResults', 'ExclusiveStartShardId', 'StreamName', 'NextToken'],
  ListTagsForStreamInput: ['Limit', 'ExclusiveStartTagKey', 'StreamName'],
  MergeShardsInput: ['ShardToMerge', 'AdjacentShardToMerge', 'StreamName'],
  PutRecordInput: ['SequenceNumberForOrdering', 'PartitionKey', 'ExplicitHashKey', 'Data', 'StreamName'],
  PutRecordsInput: ['Records', 'StreamName'],
  PutRecordsRequestEntry: ['PartitionKey', 'ExplicitHashKey', 'Data'],
  RemoveTagsFromStreamInput: ['TagKeys', 'StreamName'],
  SplitShardInput: ['NewStartingHashKey', 'StreamName', 'ShardToSplit'],
}
/** The text is ours: what comes over the wire is cut to its type before. */
const WHOLE: Constraint = { holds: Number.isInteger, text: 'Member must be a whole number' }
/** The patterns of ARNs take quadratic time and more; a text longer than any ARN fails by its length alone. */
const PATTERN_LENGTH_MAX = 2_048

export function inOrder(name: ShapeName, members: Readonly<Record<string, ShapeName>>): [string, ShapeName][] {
  const recorded = RECORDED_MEMBER_ORDER[name] ?? []
  const rest = Object.keys(members).filter((member) => !recorded.includes(member))
  return [...recorded, ...rest].map((member) => [member, members[member]])
}

/** In the order in which AWS lists them: pattern, enum, shortest, longest, then what is said of the parts. */
export function constraintsOf(name: ShapeName, shape: Shape): Constraint[] {
  switch (shape.type) {
    case 'string':
      return [...patternOf(name, shape), ...enumOf(name, shape), ...lengthsOf(shape)]
    case 'integer':
    case 'long':
      return [WHOLE, ...bounds(shape, 'value', (value) => value as number)]
    case 'blob':
      return bounds(shape, 'length', (value) => (value as Uint8Array).length)
    case 'list':
      return [...bounds(shape, 'length', (value) => (value as readonly unknown[]).length), ...membersOf(shape)]
    case 'map':
      return [...bounds(shape, 'length', (value) => Object.keys(value as object).length), ...partsOfMap(shape)]
    case 'boolean':
    case 'timestamp':
    case 'structure':
      return []
  }
}

function patternOf(name: ShapeName, { pattern, max }: Shape): Constraint[] {
  if (pattern === undefined) return []
  const whole = new RegExp(`^(?:${pattern})$`)
  const holds =
    max === undefined
      ? (value: unknown) => whole.test(value as string)
      : (value: unknown) => (value as string).length > Math.max(max, PATTERN_LENGTH_MAX) || whole.test(value as string)
  return [{ holds, text: `Member must satisfy regular expression pattern: ${RECORDED_PATTERNS[name] ?? pattern}` }]
}

function enumOf(name: ShapeName, shape: Shape): Constraint[] {
  const values = shape.enum
  if (values === undefined) return []
  const listed = (RECORDED_ENUM_ORDER[name] ?? values).join(', ')
  return [{ holds: (value) => values.includes(value as string), text: `Member must satisfy enum value set: [${listed}]` }]
}

/** No text has more characters than code units: only a long one is counted. */
function lengthsOf(shape: Shape): Constraint[] {
  const max = shape.max ?? Infinity
  return bounds(shape, 'length', (value) => {
    const text = value as string
    return text.length > 1 && text.length <= max ? text.length : codePoints(text)
  })
}

function bounds({ min, max }: Shape, of: 'length' | 'value', measure: (value: unknown) => number): Constraint[] {
  const found: Constraint[] = []
  if (min !== undefined) found.push({ holds: (value) => measure(value) >= min, text: `Member must have ${of} greater than or equal to ${min}` })
  if (max !== undefined) found.push({ holds: (value) => measure(value) <= max, text: `Member must have ${of} less than or equal to ${max}` })
  return found
}

/** Members that are structures are checked one by one, with paths of their own. */
function membersOf({ member }: Shape): Constraint[] {
  return partConstraints(member, 'Member must satisfy constraint', (value) => value as readonly unknown[])
}

function partsOfMap({ key, value: of }: Shape): Constraint[] {
  return [
    ...partConstraints(key, 'Map keys must satisfy constraint', (value) => Object.keys(value as object)),
    ...partConstraints(of, 'Map value must satisfy constraint', (value) => Object.values(value as object)),
  ]
}

/** AWS names the longest before the shortest here. A null part fails, since no part may be null. */
function partConstraints(name: ShapeName | undefined, saying: string, partsOf: (value: unknown) => readonly unknown[]): Constraint[] {
  if (name === undefined) return []
  const shape: Shape = SHAPES[name]
  if (shape.type === 'structure') return []
  const constraints = constraintsOf(name, shape).reverse()
  const holdsPart = (part: unknown) => part !== null && constraints.every((constraint) => constraint.holds(part))
  return [{ holds: (value) => partsOf(value).every(holdsPart), text: `${saying}: [${constraints.map(({ text }) => text).join(', ')}]` }]
}

/** Lengths count Unicode characters, as the API reference words it: a surrogate pair is one. */
function codePoints(text: string): number {
  let count = text.length
  for (let at = 1; at < text.length; at++) {
    const low = text.charCodeAt(at)
    if (low < 0xdc00 || low > 0xdfff) continue
    const high = text.charCodeAt(at - 1)
    if (high >= 0xd800 && high <= 0xdbff) count--
  }
  return count
}
