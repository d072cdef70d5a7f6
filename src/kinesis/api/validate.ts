/** The service's own check of a call against its model, in its own words: what fails here never reaches an operation. */
import { refused, type Refused } from '../exceptions'
import { constraintsOf, inOrder, type Constraint } from './constraints'
import { OPERATIONS } from './operations'
import { SHAPES } from './shapes'
import type { OperationName, Shape, ShapeName } from './types'
import { printValue } from './printValue'

/** Recorded on AWS (kinesalite validations): a message lists at most this many failures. */
const FAILURES_LISTED_MAX = 10
const NOT_NULL = 'Member must not be null'

/** Whether a value holds, and, asked only when it does not, why. */
interface Check {
  holds(value: unknown): boolean
  /** Adds a sentence for each constraint that fails until the list is full. */
  explain(value: unknown, path: string, failures: string[]): void
}

const checks = new Map<ShapeName, Check>()

/**
 * @param input values of the right JavaScript types; a list or map may hold null.
 * @returns null, without allocating, when every constraint of the model holds.
 */
export function validateInput(operation: OperationName, input: unknown): Refused | null {
  const check = checkOf(OPERATIONS[operation].input)
  if (check.holds(input)) return null
  const failures: string[] = []
  check.explain(input, '', failures)
  const errors = failures.length === 1 ? 'error' : 'errors'
  return refused('ValidationException', `${failures.length} validation ${errors} detected: ${failures.join('; ')}`)
}

function checkOf(name: ShapeName): Check {
  let check = checks.get(name)
  if (check === undefined) checks.set(name, (check = compile(name)))
  return check
}

function compile(name: ShapeName): Check {
  const shape: Shape = SHAPES[name]
  if (shape.type === 'structure') return structureCheck(name, shape)
  const own = ownCheck(name, constraintsOf(name, shape))
  if (shape.type !== 'list' || shape.member === undefined) return own
  const member: Shape = SHAPES[shape.member]
  return member.type === 'structure' ? withMembers(own, checkOf(shape.member)) : own
}

function structureCheck(structureName: ShapeName, shape: Shape): Check {
  const members = inOrder(structureName, shape.members ?? {}).map(([name, of]) => ({
    name,
    path: lowerFirst(name),
    required: shape.required?.includes(name) === true,
    check: checkOf(of),
  }))
  return {
    holds(value) {
      const structure = value as Readonly<Record<string, unknown>>
      for (const { name, required, check } of members) {
        const member = structure[name]
        if (member === undefined || member === null ? required : !check.holds(member)) return false
      }
      return true
    },
    explain(value, path, failures) {
      const structure = value as Readonly<Record<string, unknown>>
      for (const { name, path: own, required, check } of members) {
        const member = structure[name]
        const at = path === '' ? own : `${path}.${own}`
        if (member !== undefined && member !== null) check.explain(member, at, failures)
        else if (required) fail(failures, 'null', at, NOT_NULL)
      }
    },
  }
}

function ownCheck(name: ShapeName, constraints: readonly Constraint[]): Check {
  return {
    holds(value) {
      for (const constraint of constraints) if (!constraint.holds(value)) return false
      return true
    },
    explain(value, path, failures) {
      for (const constraint of constraints) {
        if (!constraint.holds(value)) fail(failures, `'${printValue(name, value)}'`, path, constraint.text)
      }
    },
  }
}

function withMembers(own: Check, member: Check): Check {
  return {
    holds(value) {
      if (!own.holds(value)) return false
      for (const item of value as readonly unknown[]) if (item === null || !member.holds(item)) return false
      return true
    },
    explain(value, path, failures) {
      own.explain(value, path, failures)
      const items = value as readonly unknown[]
      for (let index = 0; index < items.length && failures.length < FAILURES_LISTED_MAX; index++) {
        const at = `${path}.${index + 1}.member`
        if (items[index] === null) fail(failures, 'null', at, NOT_NULL)
        else member.explain(items[index], at, failures)
      }
    },
  }
}

function fail(failures: string[], value: string, path: string, constraint: string): void {
  if (failures.length >= FAILURES_LISTED_MAX) return
  failures.push(`Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`)
}

function lowerFirst(name: string): string {
  return name[0].toLowerCase() + name.slice(1)
}
