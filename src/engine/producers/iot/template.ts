/**
 * Substitution templates as the `kinesis` action's partitionKey takes them: text with `${expression}` in it. Of AWS IoT's SQL
 * expressions these are known: topic(), topic(n), clientid(), timestamp(), newuuid(), and the fields of our devices' messages.
 */
import type { RefusalReason } from '../../refusalReasons'

export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'topic' }
  /** Its n-th level, from 1. */
  | { kind: 'topicLevel'; level: number }
  | { kind: 'clientid' }
  /** Of the rules engine's clock, in ms since 1970. */
  | { kind: 'timestamp' }
  | { kind: 'newuuid' }
  | { kind: 'field'; field: MessageField }

/** What a message of our devices says; see `message.ts`. */
export const MESSAGE_FIELDS = ['device', 'topic', 'seq', 'timestamp', 'reading'] as const
export type MessageField = (typeof MESSAGE_FIELDS)[number]

export type Template = { ok: true; parts: TemplatePart[] } | { ok: false; problem: RefusalReason }

const CALLS = ['topic', 'clientid', 'timestamp', 'newuuid'] as const
const TOPIC_LEVEL = /^topic\(\s*(\d{1,3})\s*\)$/

export function levelsOf(topic: string): number {
  return topic.split('/').length
}

/** A level that `topic` has not is Undefined in AWS IoT, and refused here. */
export function readTemplate(text: string, topic: string): Template {
  if (text === '') return failed({ key: 'keyMissing', values: {} })
  const parts: TemplatePart[] = []
  for (let at = 0; at < text.length; ) {
    const opens = text.indexOf('${', at)
    if (opens !== at) parts.push({ kind: 'text', text: text.slice(at, opens < 0 ? undefined : opens) })
    if (opens < 0) break
    const closes = text.indexOf('}', opens)
    if (closes < 0) return failed({ key: 'keyUnclosed', values: { expression: text.slice(opens) } })
    const expression = text.slice(opens + 2, closes)
    const part = readExpression(expression.trim(), levelsOf(topic))
    if ('key' in part) return failed(part)
    parts.push(part)
    at = closes + 1
  }
  return { ok: true, parts }
}

function failed(problem: RefusalReason): Template {
  return { ok: false, problem }
}

/** @returns a reason where it is none that is known here. */
function readExpression(expression: string, levels: number): TemplatePart | RefusalReason {
  const call = CALLS.find((name) => `${name}()` === expression)
  if (call !== undefined) return { kind: call }
  const [, digits] = TOPIC_LEVEL.exec(expression) ?? []
  if (digits !== undefined) {
    const level = Number(digits)
    return level >= 1 && level <= levels ? { kind: 'topicLevel', level } : { key: 'keyLevel', values: { level, levels } }
  }
  const field = MESSAGE_FIELDS.find((name) => name === expression)
  if (field !== undefined) return { kind: 'field', field }
  return { key: 'keyExpression', values: { expression: `\${${expression}}`, fields: MESSAGE_FIELDS.join(', ') } }
}
