import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RefusalReason, SettingName } from '../../refusalReasons'
import { IOT_DEFAULTS, type IotSettings } from './settings'
import { problemOfIot } from './settingsProblem'
import { readTemplate } from './template'

const TOPIC = 'plant/{device}/telemetry'
const FIELDS = 'device, topic, seq, timestamp, reading'

function partsOf(text: string, topic = TOPIC): string {
  const template = readTemplate(text, topic)
  if (!template.ok) return JSON.stringify(template.problem)
  return template.parts.map((part) => (part.kind === 'text' ? `"${part.text}"` : part.kind === 'topicLevel' ? `level ${part.level}` : part.kind === 'field' ? `field ${part.field}` : part.kind)).join(' ')
}

describe('a substitution template', () => {
  it.each([
    ['${topic()}', 'topic'],
    ['${topic(2)}', 'level 2'],
    ['${ topic( 3 ) }', 'level 3'],
    ['${clientid()}', 'clientid'],
    ['a-${timestamp()}-${newuuid()}', '"a-" timestamp "-" newuuid'],
    ['${device}${seq}', 'field device field seq'],
    // The function and the field of the message are not the same.
    ['${topic}/${timestamp}', 'field topic "/" field timestamp'],
    ['plain', '"plain"'],
    ['$topic() {device} }', '"$topic() {device} }"'],
    ['$${topic()}', '"$" topic'],
  ])('%s', (text, parts) => {
    expect(partsOf(text)).toBe(parts)
  })

  it.each([
    ['', 'keyMissing', {}],
    ['${topic()', 'keyUnclosed', { expression: '${topic()' }],
    ['a${', 'keyUnclosed', { expression: '${' }],
    ['${}', 'keyExpression', { expression: '${}', fields: FIELDS }],
    ['${toString}', 'keyExpression', { expression: '${toString}', fields: FIELDS }],
    ['${topic(0)}', 'keyLevel', { level: 0, levels: 3 }],
    ['${topic(4)}', 'keyLevel', { level: 4, levels: 3 }],
    ['${topic(1.5)}', 'keyExpression', { expression: '${topic(1.5)}', fields: FIELDS }],
    ['${Topic()}', 'keyExpression', { expression: '${Topic()}', fields: FIELDS }],
    ['${temperature}', 'keyExpression', { expression: '${temperature}', fields: FIELDS }],
  ])('%s is refused with a reason', (text, key, values) => {
    expect(readTemplate(text, TOPIC)).toEqual({ ok: false, problem: { key, values } })
  })

  it('reads any text to its end, and gives back what is no expression', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('${topic()}', '${', '}', '$', 'x', '${newuuid()}', '\0', '{device}', '😀')), (pieces) => {
        const text = pieces.join('')
        const template = readTemplate(text, TOPIC)
        if (!template.ok) return text === '' ? template.problem.key === 'keyMissing' : 'expression' in template.problem.values && text.includes(template.problem.values.expression)
        return template.parts.map((part) => (part.kind === 'text' ? part.text : `\${${part.kind === 'field' ? part.field : `${part.kind}()`}}`)).join('') === text
      }),
    )
  })
})

describe('settings of a fleet', () => {
  it.each<[Partial<IotSettings>, RefusalReason['key'] | SettingName | null]>([
    [{}, null],
    [{ deviceCount: 0 }, null],
    [{ deviceCount: 10_001 }, 'iot.deviceCount'],
    [{ deviceCount: 1.5 }, 'iot.deviceCount'],
    [{ publishEveryMs: 10 }, null],
    [{ publishEveryMs: 9 }, 'iot.publishEveryMs'],
    [{ publishEveryMs: Infinity }, 'iot.publishEveryMs'],
    [{ payloadBytes: 131_072 }, null],
    [{ payloadBytes: 131_073 }, 'iot.payloadBytes'],
    [{ payloadBytes: NaN }, 'iot.payloadBytes'],
    [{ topic: '' }, 'topicEmpty'],
    [{ topic: 'plant/+/telemetry' }, 'topicWildcard'],
    [{ topic: '$aws/things' }, 'topicReserved'],
    [{ topic: 'a/b/c/d/e/f/g/h' }, null],
    [{ topic: 'a/b/c/d/e/f/g/h/i' }, 'topicSlashes'],
    [{ topic: 'é'.repeat(128) }, null],
    [{ topic: 'é'.repeat(129) }, 'topicBytes'],
    // `device-10000` is longer than its placeholder.
    [{ topic: `${'a'.repeat(245)}{device}` }, 'topicBytes'],
    [{ partitionKey: '${topic(3)}' }, 'keyLevel'],
    [{ topic: 'a//b', partitionKey: '${topic(2)}' }, 'keyEmpty'],
    [{ topic: 'a//b', partitionKey: '${topic(2)}-' }, null],
    [{ partitionKey: 'k'.repeat(256) }, null],
    [{ partitionKey: '😀'.repeat(256) }, null],
    [{ partitionKey: 'k'.repeat(257) }, 'keyLong'],
    [{ partitionKey: `${'k'.repeat(220)}\${newuuid()}` }, null],
    [{ partitionKey: `${'k'.repeat(221)}\${newuuid()}` }, 'keyLong'],
  ])('%o', (changed, problem) => {
    const found = problemOfIot({ ...IOT_DEFAULTS, ...changed })
    expect(found === null ? null : 'setting' in found.values ? found.values.setting : found.key).toBe(problem)
  })
})
