/** What is wrong with a document, each at its line. Pure. */
import type { PolicyProblem } from '../../../engine/refusalReasons'
import { offsetOf, placesInJson, spanOf, spotOf, type Span, type Spot } from './placesInJson'

export interface PlacedProblem extends Spot, Span {
  problem: PolicyProblem
}

export function placedProblems(text: string, problems: readonly PolicyProblem[]): PlacedProblem[] {
  const places = placesInJson(text)
  return problems.map((problem) => ({ problem, ...placeOf(text, places, problem) }))
}

function placeOf(text: string, places: ReturnType<typeof placesInJson>, { key, values }: PolicyProblem): Spot & Span {
  if (key === 'policyJson') {
    const from = offsetOf(text, values)
    return { line: values.line, column: values.column, from, to: Math.min(text.length, from + 1) }
  }
  const span = spanOf(places, 'place' in values ? values.place : '')
  return { ...spotOf(text, span.from), ...span }
}
