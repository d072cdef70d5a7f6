/** What an expression of metric math is worth in one period. */
import type { ListFunction, MathFunction, MathNode, Operator } from './mathTree'

export interface MathPeriod {
  /** Of a metric in this period; null: no data. */
  valueOf: (id: string) => number | null
  seconds: number
}

/** @returns null for no data: where something that is needed has none, and for a division by 0. */
export function mathValue(node: MathNode, period: MathPeriod): number | null {
  const value = valueOfNode(node, period)
  return value === null || !Number.isFinite(value) ? null : value
}

function valueOfNode(node: MathNode, period: MathPeriod): number | null {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'metric':
      return period.valueOf(node.id)
    case 'negative': {
      const value = mathValue(node.of, period)
      return value === null ? null : -value
    }
    case 'binary': {
      const [left, right] = [mathValue(node.left, period), mathValue(node.right, period)]
      return left === null || right === null ? null : binary(node.operator, left, right)
    }
    case 'call':
      return called(node.name, node.of, period)
    case 'listCall':
      return ofSeveral(node.name, node.of.map((one) => mathValue(one, period)).filter((value) => value !== null))
  }
}

function binary(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    default:
      return holds(operator, left, right) ? 1 : 0
  }
}

function holds(operator: Exclude<Operator, '+' | '-' | '*' | '/'>, left: number, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '&&':
      return left !== 0 && right !== 0
    case '||':
      return left !== 0 || right !== 0
  }
}

function called(name: MathFunction, [first, second, third]: readonly MathNode[], period: MathPeriod): number | null {
  if (name === 'PERIOD') return period.seconds
  const value = mathValue(first, period)
  if (name === 'FILL') return value ?? mathValue(second, period)
  if (value === null) return null
  switch (name) {
    case 'ABS':
      return Math.abs(value)
    case 'CEIL':
      return Math.ceil(value)
    case 'FLOOR':
      return Math.floor(value)
    case 'IF':
      return mathValue(value === 0 ? third : second, period)
  }
}

function ofSeveral(name: ListFunction, values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sum = values.reduce((total, value) => total + value, 0)
  switch (name) {
    case 'AVG':
      return sum / values.length
    case 'MAX':
      return values.reduce((most, value) => Math.max(most, value))
    case 'MIN':
      return values.reduce((least, value) => Math.min(least, value))
    case 'SUM':
      return sum
  }
}
