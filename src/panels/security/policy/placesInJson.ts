/** Where each element of a document stands in its text: `Statement[1].Action[0]` → characters, and these → line and column. Pure. */

export interface Span {
  from: number
  to: number
}

export interface Spot {
  /** From 1. */
  line: number
  column: number
}

const SPACE = /[ \t\n\r]*/y
const TEXT = /"(?:[^"\\]|\\.)*"/y
const OTHER = /[^\s,:[\]{}"]+/y

/** A member begins at its name. @returns nothing where the text is no JSON. */
export function placesInJson(text: string): ReadonlyMap<string, Span> {
  const places = new Map<string, Span>()
  try {
    JSON.parse(text)
  } catch {
    return places
  }
  let at = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  const value = (place: string, from: number) => {
    take(SPACE)
    if (text[at] === '{') members(place)
    else if (text[at] === '[') items(place)
    else if (take(TEXT) === '') take(OTHER)
    places.set(place, { from, to: at })
  }
  const items = (place: string) => {
    at++
    for (let index = 0; (take(SPACE), text[at] !== ']'); index++) {
      value(`${place}[${index}]`, at)
      take(SPACE)
      if (text[at] === ',') at++
    }
    at++
  }
  const members = (place: string) => {
    at++
    while ((take(SPACE), text[at] !== '}')) {
      const from = at
      const name = JSON.parse(take(TEXT)) as string
      take(SPACE)
      at++
      value(place === '' ? name : `${place}.${name}`, from)
      take(SPACE)
      if (text[at] === ',') at++
    }
    at++
  }
  take(SPACE)
  value('', at)
  return places
}

/** What is not there is shown where it should be: in what would hold it. */
export function spanOf(places: ReadonlyMap<string, Span>, place: string): Span {
  for (let name = place; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.'), name.lastIndexOf('[')))) {
    const span = places.get(name)
    if (span !== undefined) return span
  }
  return places.get('') ?? { from: 0, to: 0 }
}

export function spotOf(text: string, at: number): Spot {
  const lines = text.slice(0, at).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

export function offsetOf(text: string, { line, column }: Spot): number {
  const before = text.split('\n').slice(0, line - 1)
  return Math.min(text.length, before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1)
}

/** Lines of a statement, from 1; one that stands alone is no list. @returns null where it is not there. */
export function linesOfStatement(text: string, statementIndex: number): { from: number; to: number } | null {
  const places = placesInJson(text)
  const span = places.get(`Statement[${statementIndex}]`) ?? (statementIndex === 0 ? places.get('Statement') : undefined)
  return span === undefined ? null : { from: spotOf(text, span.from).line, to: spotOf(text, span.to).line }
}
