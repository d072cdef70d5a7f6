/** The text of an expression as numbers, names and signs. */
import type { MathProblem } from './mathTree'

export interface Token {
  kind: 'number' | 'name' | 'sign'
  /** A name that is no metric's is said in capitals: functions, AND and OR have no case. */
  text: string
  /** From 1 on. */
  at: number
}

const TOKEN = /\s*(?:(\d+(?:\.\d*)?|\.\d+)|([A-Za-z]\w*)|(\|\||&&|[=!<>]=|[<>+\-*/(),[\]]))/y
const WORDS: Readonly<Record<string, string>> = { AND: '&&', OR: '||' }

export function tokensOf(expression: string): { tokens: Token[]; problem: MathProblem | null } {
  const tokens: Token[] = []
  const text = expression.trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex
    const [whole, number, name, sign] = TOKEN.exec(text) ?? []
    if (whole === undefined) {
      const at = from + text.slice(from).length - text.slice(from).trimStart().length
      return { tokens, problem: { key: 'mathToken', values: { field: 'Expression', text: String.fromCodePoint(text.codePointAt(at) ?? 0), at: at + 1 } } }
    }
    const said = number ?? name ?? sign ?? ''
    const at = from + whole.length - said.length + 1
    const word = name === undefined ? undefined : WORDS[name.toUpperCase()]
    if (word !== undefined) tokens.push({ kind: 'sign', text: word, at })
    else tokens.push({ kind: number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign', text: said, at })
  }
  return { tokens, problem: null }
}
