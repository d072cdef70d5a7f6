import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IOT_DEFAULTS, type IotSettings } from './settings'
import { problemOfIot } from './settingsProblem'
import { readTemplate } from './template'

const TOPIC = 'plant/{device}/telemetry'

function partsOf(text: string, topic = TOPIC): string {
  const template = readTemplate(text, topic)
  if (!template.ok) return template.problem
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
    ['', /needs a partition key/],
    ['${topic()', /does not close: \$\{topic\(\)/],
    ['a${', /does not close/],
    ['${}', /no expression that is known/],
    ['${toString}', /no expression/],
    ['${topic(0)}', /topic\(0\) is Undefined: the topic has 3 levels/],
    ['${topic(4)}', /topic\(4\) is Undefined/],
    ['${topic(1.5)}', /no expression/],
    ['${Topic()}', /no expression/],
    ['${temperature}', /device, topic, seq, timestamp, reading/],
  ])('%s is refused with a sentence', (text, problem) => {
    expect(partsOf(text)).toMatch(problem)
  })

  it('reads any text to its end, and gives back what is no expression', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('${topic()}', '${', '}', '$', 'x', '${newuuid()}', '\0', '{device}', '😀')), (pieces) => {
        const text = pieces.join('')
        const template = readTemplate(text, TOPIC)
        if (!template.ok) return template.problem.length > 0
        return template.parts.map((part) => (part.kind === 'text' ? part.text : `\${${part.kind === 'field' ? part.field : `${part.kind}()`}}`)).join('') === text
      }),
    )
  })
})

describe('settings of a fleet', () => {
  it.each<[Partial<IotSettings>, RegExp | null]>([
    [{}, null],
    [{ deviceCount: 0 }, null],
    [{ deviceCount: 10_001 }, /deviceCount/],
    [{ deviceCount: 1.5 }, /deviceCount/],
    [{ publishEveryMs: 10 }, null],
    [{ publishEveryMs: 9 }, /100 publishes a second/],
    [{ publishEveryMs: Infinity }, /publishEveryMs/],
    [{ payloadBytes: 131_072 }, null],
    [{ payloadBytes: 131_073 }, /no larger message/],
    [{ payloadBytes: NaN }, /payloadBytes/],
    [{ topic: '' }, /must not be empty/],
    [{ topic: 'plant/+/telemetry' }, /for those who subscribe/],
    [{ topic: '$aws/things' }, /reserved/],
    [{ topic: 'a/b/c/d/e/f/g/h' }, null],
    [{ topic: 'a/b/c/d/e/f/g/h/i' }, /at most 7 slashes/],
    [{ topic: 'é'.repeat(128) }, null],
    [{ topic: 'é'.repeat(129) }, /at most 256 bytes/],
    // `device-10000` is longer than its placeholder.
    [{ topic: `${'a'.repeat(245)}{device}` }, /at most 256 bytes/],
    [{ partitionKey: '${topic(3)}' }, /Undefined/],
    [{ topic: 'a//b', partitionKey: '${topic(2)}' }, /would be empty/],
    [{ topic: 'a//b', partitionKey: '${topic(2)}-' }, null],
    [{ partitionKey: 'k'.repeat(256) }, null],
    [{ partitionKey: '😀'.repeat(256) }, null],
    [{ partitionKey: 'k'.repeat(257) }, /longer than 256 characters/],
    [{ partitionKey: `${'k'.repeat(220)}\${newuuid()}` }, null],
    [{ partitionKey: `${'k'.repeat(221)}\${newuuid()}` }, /longer than 256/],
  ])('%o', (changed, problem) => {
    const found = problemOfIot({ ...IOT_DEFAULTS, ...changed })
    if (problem === null) expect(found).toBeNull()
    else expect(found).toMatch(problem)
  })
})
