/** The service's shapes as CloudTrail writes them: names in lower camel, instants in words, no data. */
import { SHAPES } from '../../kinesis/api/shapes'
import type { Shape, ShapeName } from '../../kinesis/api/types'
import { wordyText } from '../utcText'

/** Recorded on AWS 2026-09: `streamARN`, `consumerName`; keys of maps stay as they are. */
export function elementName(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1)
}

/** @param value of that shape, or of any where the call missed the API's constraints. */
export function elementOf(name: ShapeName, value: unknown): unknown {
  const shape: Shape = SHAPES[name]
  if (shape.type === 'timestamp' && typeof value === 'number') return wordyText(value * 1_000)
  if (Array.isArray(value)) return shape.member === undefined ? value : value.map((each: unknown) => elementOf(shape.member as ShapeName, each))
  if (typeof value !== 'object' || value === null || shape.type !== 'structure') return value
  const element: Record<string, unknown> = {}
  for (const [member, held] of Object.entries(value)) {
    const of = shape.members?.[member]
    element[elementName(member)] = of === undefined ? held : elementOf(of, held)
  }
  return element
}
