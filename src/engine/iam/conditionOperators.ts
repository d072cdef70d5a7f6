/** The condition operators, and what they take; source: IAM user guide, "Condition operators". */
import type { Condition, NumberRange } from './policy'
import { numberOf } from './condition'
import { parseInstant } from './instant'

type Reading = Pick<Condition, 'test' | 'isNegated' | 'ignoresCase'> & {
  /** @returns null for a value that it cannot take; a range for `number` and `date`, else the text to compare. */
  read: (value: string) => string | NumberRange | null
}

/** Numbers are written as JSON writes them. */
const NUMBER = /^[+-]?\d+(\.\d+)?$/
const ADDRESS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/
/** Every request comes from an IPv4 address. */
const ADDRESS_6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*(?:\/\d{1,3})?$/
const NOTHING: NumberRange = { low: 1, high: 0, isOpen: false }

const asIs = (value: string) => value
const arn = (value: string) => (value === '*' || /^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+$/.test(value) || value.startsWith('${') ? value : null)
const truth = (value: string) => (/^(true|false)$/i.test(value) ? value.toLowerCase() : null)

function text(isNegated: boolean, ignoresCase = false): Reading {
  return { test: 'text', isNegated, ignoresCase, read: asIs }
}

const COMPARISONS: Readonly<Record<string, (value: number) => NumberRange>> = {
  Equals: (value) => ({ low: value, high: value, isOpen: false }),
  LessThan: (value) => ({ low: -Infinity, high: value, isOpen: true }),
  LessThanEquals: (value) => ({ low: -Infinity, high: value, isOpen: false }),
  GreaterThan: (value) => ({ low: value, high: Infinity, isOpen: true }),
  GreaterThanEquals: (value) => ({ low: value, high: Infinity, isOpen: false }),
}

function compared(head: string, test: 'number' | 'date', parse: (value: string) => number | null): [string, Reading][] {
  const reading = (range: (value: number) => NumberRange, isNegated: boolean): Reading => ({
    test,
    isNegated,
    ignoresCase: false,
    read: (value) => {
      const number = parse(value)
      return number === null ? null : range(number)
    },
  })
  const all = Object.entries(COMPARISONS).map(([name, range]): [string, Reading] => [head + name, reading(range, false)])
  return [...all, [`${head}NotEquals`, reading(COMPARISONS.Equals, true)]]
}

function addressRange(value: string): NumberRange | null {
  if (ADDRESS_6.test(value)) return NOTHING
  const [, ...parts] = ADDRESS.exec(value) ?? []
  const bits = Number(parts[4] ?? 32)
  if (parts.length === 0 || bits > 32 || parts.slice(0, 4).some((part) => Number(part) > 255)) return null
  const size = 2 ** (32 - bits)
  const low = Math.floor(numberOf(parts.slice(0, 4).join('.')) / size) * size
  return { low, high: low + size - 1, isOpen: false }
}

const OPERATORS: Readonly<Record<string, Reading>> = {
  StringEquals: text(false),
  StringNotEquals: text(true),
  StringEqualsIgnoreCase: text(false, true),
  StringNotEqualsIgnoreCase: text(true, true),
  StringLike: { ...text(false), test: 'like' },
  StringNotLike: { ...text(true), test: 'like' },
  ...Object.fromEntries(compared('Numeric', 'number', (value) => (NUMBER.test(value) ? Number(value) : null))),
  ...Object.fromEntries(compared('Date', 'date', parseInstant)),
  Bool: { test: 'text', isNegated: false, ignoresCase: true, read: truth },
  BinaryEquals: text(false),
  IpAddress: { test: 'number', isNegated: false, ignoresCase: false, read: addressRange },
  NotIpAddress: { test: 'number', isNegated: true, ignoresCase: false, read: addressRange },
  ArnEquals: { test: 'arn', isNegated: false, ignoresCase: false, read: arn },
  ArnLike: { test: 'arn', isNegated: false, ignoresCase: false, read: arn },
  ArnNotEquals: { test: 'arn', isNegated: true, ignoresCase: false, read: arn },
  ArnNotLike: { test: 'arn', isNegated: true, ignoresCase: false, read: arn },
  Null: { test: 'null', isNegated: false, ignoresCase: false, read: truth },
}

export interface Operator extends Reading, Pick<Condition, 'each' | 'ifExists'> {}

const NAMED = new Map(Object.entries(OPERATORS).map(([name, reading]) => [name.toLowerCase(), reading]))

/** @param name as `ForAnyValue:StringLikeIfExists`. @returns null for one that there is not. */
export function findOperator(name: string): Operator | null {
  const [, set, bare, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/i.exec(name) ?? []
  const reading = NAMED.get(bare.toLowerCase())
  if (reading === undefined || (reading.test === 'null' && ifExists !== undefined)) return null
  const each = set === undefined ? 'one' : set.toLowerCase() === 'foranyvalue' ? 'any' : 'all'
  return { ...reading, each, ifExists: ifExists !== undefined }
}

export const OPERATOR_NAMES: readonly string[] = Object.keys(OPERATORS)
