/** The Condition of a statement: operators, each with keys, each with values. */
import type { PolicyProblem } from '../refusalReasons'
import { findOperator, OPERATOR_NAMES, type Operator } from './conditionOperators'
import { nearest } from './nearest'
import type { Condition, NumberRange } from './policy'
import { isObject, report, reportShape, withoutVariables, type PolicyDraft } from './policyDraft'

type Problem<Key extends PolicyProblem['key']> = Extract<PolicyProblem, { key: Key }>

export function parseConditions(draft: PolicyDraft, place: string, value: unknown): Condition[] {
  if (value === undefined) return []
  if (!isObject(value)) {
    reportShape(draft, place, 'object')
    return []
  }
  return Object.entries(value).flatMap(([name, keys]) => parseOperator(draft, `${place}.${name}`, name, keys))
}

function parseOperator(draft: PolicyDraft, place: string, name: string, keys: unknown): Condition[] {
  const operator = findOperator(name)
  if (operator === null) {
    reportOperator(draft, place, name)
    return []
  }
  if (!isObject(keys)) {
    reportShape(draft, place, 'object')
    return []
  }
  return Object.entries(keys).flatMap(([key, values]) => parseKey(draft, `${place}.${key}`, { name, operator }, key, values))
}

function reportOperator(draft: PolicyDraft, place: string, value: string): void {
  const bare = value.replace(/^For(AnyValue|AllValues):/i, '').replace(/IfExists$/i, '')
  const near = nearest(bare, OPERATOR_NAMES)
  if (near === null || near.toLowerCase() === bare.toLowerCase()) report<Problem<'policyOperator'>>(draft, 'policyOperator', { place, value })
  else report<Problem<'policyOperatorNear'>>(draft, 'policyOperatorNear', { place, value, nearest: near })
}

function parseKey(draft: PolicyDraft, place: string, { name, operator }: { name: string; operator: Operator }, key: string, given: unknown): Condition[] {
  const { test, isNegated, ignoresCase, each, ifExists } = operator
  const condition: Condition = { key: key.toLowerCase(), test, isNegated, ignoresCase, each, ifExists, values: [], ranges: [] }
  const all: unknown[] = Array.isArray(given) ? given : [given]
  for (const [at, value] of all.entries()) {
    const valuePlace = Array.isArray(given) ? `${place}[${at}]` : place
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      reportShape(draft, valuePlace, 'string | number | boolean')
      continue
    }
    const read = readValue(draft, operator, String(value))
    if (read === null) report<Problem<'policyOperatorValue'>>(draft, 'policyOperatorValue', { place: valuePlace, value: String(value), operator: name })
    else if (typeof read === 'string') condition.values.push(ignoresCase ? read.toLowerCase() : read)
    else condition.ranges.push(read)
  }
  return [condition]
}

function readValue({ hasVariables }: PolicyDraft, { read, test }: Operator, value: string): string | NumberRange | null {
  const result = read(value)
  return typeof result === 'string' && test !== 'null' && !hasVariables ? withoutVariables(result) : result
}

/** Which requests of one caller to one operation of one stream can differ in. */
const VARYING = /^(aws:(currenttime|epochtime|tagkeys|requesttag\/.*|resourcetag\/.*))$/

export function mayVary(conditions: readonly Condition[]): boolean {
  return conditions.some(({ key, values }) => VARYING.test(key) || values.some((value) => value.includes('${')))
}
