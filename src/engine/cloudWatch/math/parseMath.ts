/** Reads an expression of metric math over metrics that have ids. */
import { tokensOf, type Token } from './mathTokens'
import { FUNCTIONS, LIST_FUNCTIONS, type ListFunction, type MathFunction, type MathNode, type MathProblem, type Operator, type ParsedMath } from './mathTree'

/** Weakest first; those of one row go from left to right. */
const ROWS: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/']]
/** Ours: brackets within brackets. */
const DEPTH_MAX = 50

/** After the first problem nothing more is read: all that asks for a token finds the end. */
interface Reader {
  tokens: readonly Token[]
  next: number
  ids: readonly string[]
  depth: number
  hasMetric: boolean
  problem: MathProblem | null
}

export function parseMath(expression: string, ids: readonly string[]): ParsedMath {
  const { tokens, problem } = tokensOf(expression)
  if (problem !== null) return { tree: null, problem }
  const reader: Reader = { tokens, next: 0, ids, depth: 0, hasMetric: false, problem: null }
  const tree = row(reader, 0)
  if (reader.next < tokens.length) unexpected(reader)
  if (reader.problem !== null) return { tree: null, problem: reader.problem }
  return reader.hasMetric ? { tree, problem: null } : { tree: null, problem: { key: 'mathNoMetric', values: { field: 'Expression' } } }
}

function row(reader: Reader, strength: number): MathNode {
  if (strength === ROWS.length) return operand(reader)
  let left = row(reader, strength + 1)
  for (;;) {
    const operator = ROWS[strength].find((sign) => isNext(reader, sign))
    if (operator === undefined) return left
    reader.next++
    left = { kind: 'binary', operator, left, right: row(reader, strength + 1) }
  }
}

function operand(reader: Reader): MathNode {
  if (++reader.depth > DEPTH_MAX) return wrong(reader, { key: 'mathDepth', values: { field: 'Expression', max: DEPTH_MAX } })
  const token = reader.tokens.at(reader.next)
  if (token === undefined) return unexpected(reader)
  reader.next++
  const node = operandOf(reader, token)
  reader.depth--
  return node
}

function operandOf(reader: Reader, token: Token): MathNode {
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text) }
  if (token.kind === 'name') return named(reader, token)
  switch (token.text) {
    case '-':
      return { kind: 'negative', of: operand(reader) }
    case '(': {
      const within = row(reader, 0)
      take(reader, ')')
      return within
    }
    default:
      reader.next--
      return unexpected(reader)
  }
}

/** An id is a metric's, whatever follows it; functions are called so in any case. */
function named(reader: Reader, { text, at }: Token): MathNode {
  if (reader.ids.includes(text)) return metric(reader, text)
  const name = text.toUpperCase()
  if (isListFunction(name)) return { kind: 'listCall', name, of: listOf(reader, { name, at }) }
  if (!isFunction(name)) return wrong(reader, { key: 'mathName', values: { field: 'Expression', name: text, at } })
  take(reader, '(')
  const of = several(reader, ')')
  const isRight = of.length === FUNCTIONS[name] && (name !== 'PERIOD' || of[0].kind === 'metric')
  return isRight ? { kind: 'call', name, of } : wrong(reader, { key: 'mathArguments', values: { field: 'Expression', name, at } })
}

function metric(reader: Reader, id: string): MathNode {
  reader.hasMetric = true
  return { kind: 'metric', id }
}

/** `MAX([m1, m2])`, or `MAX(METRICS())` for all; of one series alone it would be a number for all periods together. */
function listOf(reader: Reader, { name, at }: { name: ListFunction; at: number }): MathNode[] {
  take(reader, '(')
  const all = reader.tokens.at(reader.next)
  if (all?.kind === 'name' && all.text.toUpperCase() === 'METRICS') {
    reader.next++
    for (const sign of ['(', ')', ')']) take(reader, sign)
    return reader.ids.map((id) => metric(reader, id))
  }
  if (!isNext(reader, '[')) return [wrong(reader, { key: 'mathArguments', values: { field: 'Expression', name, at } })]
  reader.next++
  const of = several(reader, ']')
  take(reader, ')')
  return of
}

/** One at least, and what closes them. */
function several(reader: Reader, closing: ')' | ']'): MathNode[] {
  const nodes = [row(reader, 0)]
  while (isNext(reader, ',')) {
    reader.next++
    nodes.push(row(reader, 0))
  }
  take(reader, closing)
  return nodes
}

function isNext({ tokens, next }: Reader, sign: string): boolean {
  const token = tokens.at(next)
  return token?.kind === 'sign' && token.text === sign
}

function take(reader: Reader, sign: string): void {
  if (isNext(reader, sign)) reader.next++
  else unexpected(reader)
}

function unexpected(reader: Reader): MathNode {
  const token = reader.tokens.at(reader.next)
  return wrong(reader, token === undefined ? { key: 'mathEnd', values: { field: 'Expression' } } : { key: 'mathToken', values: { field: 'Expression', text: token.text, at: token.at } })
}

function wrong(reader: Reader, problem: MathProblem): MathNode {
  reader.problem ??= problem
  reader.next = reader.tokens.length
  return { kind: 'number', value: NaN }
}

function isListFunction(name: string): name is ListFunction {
  return (LIST_FUNCTIONS as readonly string[]).includes(name)
}

function isFunction(name: string): name is MathFunction {
  return Object.hasOwn(FUNCTIONS, name)
}
