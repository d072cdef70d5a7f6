import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATOR_NAMES } from './conditionOperators'
import { decide } from './decide'
import { parseInstant } from './instant'
import { allow, document, policyOf, requested } from './testing/asked'

type Values = string | number | boolean | (string | number | boolean)[]

function holds(operator: string, key: string, wanted: Values, given: string[] | null): boolean {
  const policy = policyOf(document(allow('*', { Condition: { [operator]: { [key]: wanted } } })))
  return decide(requested({ context: given === null ? {} : { [key]: given } }), { identity: [policy], resource: null, endpoint: null, resourceKind: 'resource' }).isAllowed
}

const NOON = '2026-01-05T12:00:00.000Z'
/** As aws:EpochTime has it. */
const NOON_SECONDS = '1767614400'

/** Operator, wanted, given, and whether it holds; then whether it does without such a key. */
const TABLE: [operator: string, wanted: Values, given: string, isMet: boolean, withoutKey: boolean][] = [
  ['StringEquals', 'a', 'a', true, false],
  ['StringEquals', 'A', 'a', false, false],
  ['StringEquals', ['b', 'a'], 'a', true, false],
  ['StringEquals', 'a*', 'abc', false, false],
  ['StringNotEquals', 'a', 'b', true, true],
  ['StringNotEquals', ['a', 'b'], 'b', false, true],
  ['StringEqualsIgnoreCase', 'A', 'a', true, false],
  ['StringNotEqualsIgnoreCase', 'A', 'a', false, true],
  ['StringLike', 'a*c?', 'abbcd', true, false],
  ['StringLike', 'a*c?', 'abbc', false, false],
  ['StringNotLike', 'a*', 'abc', false, true],
  ['NumericEquals', 10, '10', true, false],
  ['NumericEquals', '10.0', '10', true, false],
  ['NumericNotEquals', 10, '11', true, true],
  ['NumericLessThan', 10, '10', false, false],
  ['NumericLessThan', 10, '9.5', true, false],
  ['NumericLessThanEquals', 10, '10', true, false],
  ['NumericGreaterThan', 10, '10', false, false],
  ['NumericGreaterThan', -10, '-9', true, false],
  ['NumericGreaterThanEquals', 10, '10', true, false],
  ['NumericEquals', 10, 'ten', false, false],
  ['DateEquals', '2026-01-05T12:00:00Z', NOON, true, false],
  ['DateEquals', '2026-01-05T13:00:00+01:00', NOON, true, false],
  ['DateNotEquals', '2026-01-05', NOON, true, true],
  ['DateLessThan', '2026-01-05T12:00:01Z', NOON, true, false],
  ['DateLessThan', '2026-01-05T12:00:00Z', NOON, false, false],
  ['DateLessThanEquals', '2026-01-05T12:00:00Z', NOON, true, false],
  ['DateGreaterThan', '2026-01-05', NOON, true, false],
  ['DateGreaterThan', '1767614400', NOON, false, false],
  ['DateGreaterThanEquals', '1767614400', NOON, true, false],
  ['DateGreaterThan', '2026-01-05T11:59:59Z', NOON_SECONDS, true, false],
  ['DateGreaterThan', '2026-01-05T12:00:00Z', NOON_SECONDS, false, false],
  ['DateLessThan', '1767614401', NOON_SECONDS, true, false],
  ['DateNotEquals', '2026-01-05', 'never', true, true],
  ['DateLessThan', '2026-01-05', 'never', false, false],
  ['NumericLessThanEquals', 1767614400, NOON_SECONDS, true, false],
  ['StringEquals', 'a${*}${?}${$}{b}', 'a*?${b}', true, false],
  ['StringEquals', 'a${*}', 'ab', false, false],
  ['StringLike', '${*}a?', '*ab', true, false],
  ['StringLike', '${*}a?', 'xab', false, false],
  ['StringLike', 'a${?}*', 'ab', false, false],
  ['StringLike', 'a${?}*', 'a?b', true, false],
  ['ArnLike', 'arn:aws:kinesis:*:*:stream/a${*}', 'arn:aws:kinesis:us-east-1:1:stream/ab', false, false],
  ['Bool', true, 'true', true, false],
  ['Bool', 'TRUE', 'true', true, false],
  ['Bool', 'false', 'true', false, false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true, false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.255', true, false],
  ['IpAddress', '203.0.113.0/24', '203.0.114.0', false, false],
  ['IpAddress', '203.0.113.7', '203.0.113.7', true, false],
  ['IpAddress', '0.0.0.0/0', '198.51.100.1', true, false],
  ['IpAddress', '203.0.113.77/30', '203.0.113.76', true, false],
  ['IpAddress', '2001:DB8::/32', '203.0.113.7', false, false],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false, true],
  ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '203.0.113.9', true, true],
  ['ArnEquals', 'arn:aws:iam::123456789012:role/a', 'arn:aws:iam::123456789012:role/a', true, false],
  ['ArnEquals', 'arn:aws:iam::*:role/*', 'arn:aws:iam::123456789012:role/a', true, false],
  ['ArnLike', 'arn:aws:iam::123456789012:user/*', 'arn:aws:iam::123456789012:role/a', false, false],
  ['ArnNotLike', 'arn:aws:iam::123456789012:role/*', 'arn:aws:iam::123456789012:role/a', false, true],
  ['ArnNotEquals', 'arn:aws:iam::123456789012:role/b', 'arn:aws:iam::123456789012:role/a', true, true],
  ['Null', true, 'there', false, true],
  ['Null', 'false', 'there', true, false],
]

describe('condition operators', () => {
  it.each(TABLE)('%s %j of %j: %j, without the key %j', (operator, wanted, given, isMet, withoutKey) => {
    expect(holds(operator, 'test:key', wanted, [given])).toBe(isMet)
    expect(holds(operator, 'test:key', wanted, null)).toBe(withoutKey)
    if (operator === 'Null') return
    // IfExists passes where there is no such key, and is the operator itself where there is one.
    expect(holds(`${operator}IfExists`, 'test:key', wanted, null)).toBe(true)
    expect(holds(`${operator}IfExists`, 'test:key', wanted, [given])).toBe(isMet)
  })

  it('are all in the table', () => {
    expect(new Set(TABLE.map(([operator]) => operator))).toEqual(new Set(OPERATOR_NAMES))
  })

  it('know no case, nor do keys', () => {
    expect(holds('STRINGEQUALS', 'Test:Key', 'a', ['a'])).toBe(true)
  })

  it('several keys and operators must all hold, several values need one', () => {
    const condition = { StringEquals: { 'test:a': ['x', 'y'], 'test:b': 'z' }, Bool: { 'test:c': 'true' } }
    const policy = policyOf(document(allow('*', { Condition: condition })))
    const at = (context: Record<string, string[]>) => decide(requested({ context }), { identity: [policy], resource: null, endpoint: null, resourceKind: 'resource' }).isAllowed
    expect(at({ 'test:a': ['y'], 'test:b': ['z'], 'test:c': ['true'] })).toBe(true)
    expect(at({ 'test:a': ['y'], 'test:b': ['z'], 'test:c': ['false'] })).toBe(false)
    expect(at({ 'test:a': ['y'], 'test:c': ['true'] })).toBe(false)
  })

  /** IAM user guide, "Set operators for multivalued context keys". */
  it.each<[string, Values, string[] | null, boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], null, true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], null, false],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], true],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAnyValue:StringLike', 'cost-*', ['owner', 'cost-center'], true],
  ])('%s %j of %j: %j', (operator, wanted, given, isMet) => {
    expect(holds(operator, 'aws:TagKeys', wanted, given)).toBe(isMet)
  })
})

describe('instants', () => {
  it('are those of the calendar', () => {
    // Rounded to the milliseconds that the text can say.
    fc.assert(
      fc.property(fc.date({ min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime())
      }),
    )
  })

  it.each(['2026-02-30', '2026-13-01', '2026-1-5', 'yesterday', '2026-01-05T25:00:00Z', '2025-02-29T00:00:00Z', ''])('%j is none', (text) => {
    expect(parseInstant(text)).toBeNull()
  })
})
