/** Condition operators; source: IAM user guide, "Condition operators" and "Single-valued vs. multivalued context keys". */
import { expand, type AccessRequest } from './accessRequest'
import { parseInstant } from './instant'
import type { Condition } from './policy'
import { literal, matchesArn, matchesWildcard } from './wildcard'

export function isConditionMet(condition: Condition, request: AccessRequest): boolean {
  const { test, each, ifExists, isNegated } = condition
  const given = request.contextOf(condition.key) ?? []
  if (test === 'null') return (given.length === 0) === (condition.values[0] === 'true')
  if (given.length === 0) return ifExists || each === 'all' || (isNegated && each === 'one')
  const isMet = (value: string) => isNegated !== isMatch(condition, value, request)
  return each === 'all' ? given.every(isMet) : given.some(isMet)
}

function isMatch({ test, values, ranges, ignoresCase }: Condition, value: string, request: AccessRequest): boolean {
  if (test === 'number' || test === 'date') {
    // What is no instant is in no range.
    const number = test === 'date' ? (parseInstant(value) ?? NaN) : numberOf(value)
    return ranges.some(({ low, high, isOpen }) => (isOpen ? low < number && number < high : low <= number && number <= high))
  }
  const text = ignoresCase ? value.toLowerCase() : value
  return values.some((wanted) => {
    const pattern = expand(wanted, request)
    if (test === 'text') return (ignoresCase ? literal(pattern).toLowerCase() : literal(pattern)) === text
    return test === 'arn' ? matchesArn(pattern, text) : matchesWildcard(pattern, text)
  })
}

/** An IPv4 address counts as its 32 bits. */
export function numberOf(text: string): number {
  const parts = text.split('.')
  return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + Number(part), 0) : Number(text)
}
