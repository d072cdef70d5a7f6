/** An expression of metric math as a tree: what of CloudWatch's metric math this world knows. */

/** Source: CloudWatch user guide, "Using math expressions with CloudWatch metrics"; those that look at more than one period at a time are left out. */
export const LIST_FUNCTIONS = ['AVG', 'MAX', 'MIN', 'SUM'] as const
export type ListFunction = (typeof LIST_FUNCTIONS)[number]

/** With how many arguments. */
export const FUNCTIONS = { ABS: 1, CEIL: 1, FLOOR: 1, FILL: 2, IF: 3, PERIOD: 1 } as const
export type MathFunction = keyof typeof FUNCTIONS

export const OPERATORS = ['||', '&&', '==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/'] as const
export type Operator = (typeof OPERATORS)[number]

export type MathNode =
  | { kind: 'number'; value: number }
  | { kind: 'metric'; id: string }
  | { kind: 'negative'; of: MathNode }
  | { kind: 'binary'; operator: Operator; left: MathNode; right: MathNode }
  | { kind: 'call'; name: MathFunction; of: MathNode[] }
  /** Of several series the one value of a period; those without data are left out. */
  | { kind: 'listCall'; name: ListFunction; of: MathNode[] }

/** What an expression has wrong; `at`: the character, from 1 on. `mathNoMetric`: without a metric it is a number, and no series. */
export interface MathProblemValues {
  mathToken: { field: 'Expression'; text: string; at: number }
  mathEnd: { field: 'Expression' }
  mathName: { field: 'Expression'; name: string; at: number }
  mathArguments: { field: 'Expression'; name: string; at: number }
  mathDepth: { field: 'Expression'; max: number }
  mathNoMetric: { field: 'Expression' }
}

export type MathProblem = { [Key in keyof MathProblemValues]: { key: Key; values: MathProblemValues[Key] } }[keyof MathProblemValues]

export type ParsedMath = { tree: MathNode; problem: null } | { tree: null; problem: MathProblem }
