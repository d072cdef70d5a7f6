import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../../../kinesis/api/operations'
import { ALL_CASES } from './allCases'
import { showsIn } from './fault'
import { FAULTS } from './faults'
import { canAnswer } from './sides'

/** What the issue asks for. */
const CASES_MIN = 200
const askedOf = (voice: 'kinesis-local' | 'kinesalite') => ALL_CASES.filter((asked) => canAnswer(voice, asked))
const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index)

describe('the cases together', () => {
  it('are enough for each emulator', () => {
    expect(askedOf('kinesis-local').length).toBeGreaterThan(CASES_MIN)
    expect(askedOf('kinesalite').length).toBeGreaterThan(CASES_MIN)
  })

  it('ask every operation of the API, and of kinesis-local all that it has', () => {
    const asked = new Set<string>(ALL_CASES.map(({ when }) => when.operation))
    expect(Object.keys(OPERATIONS).filter((operation) => !asked.has(operation))).toEqual([])
    expect(new Set(askedOf('kinesis-local').map(({ when }) => when.operation)).size).toBeGreaterThanOrEqual(39)
  })

  it('have names of their own, so that a fault means one case', () => {
    expect(repeated(ALL_CASES.map(({ name }) => name))).toEqual([])
  })

  it('make no stream twice, but where a name is used again', () => {
    const made = ALL_CASES.flatMap(({ name, given = [] }) =>
      [...new Set(given.flatMap((step) => ('operation' in step && step.operation === 'CreateStream' ? [String(step.input.StreamName)] : [])))].map((stream) => ({ name, stream })),
    )
    expect(repeated(made.map(({ stream }) => stream))).toEqual([])
  })

  it('are each met by every fault that names them', () => {
    for (const fault of FAULTS) {
      const met = ALL_CASES.filter((asked) => showsIn(fault, asked))
      expect(met.filter((asked) => canAnswer(fault.voice, asked)), fault.because).not.toEqual([])
      for (const where of fault.in) expect(met.some((asked) => showsIn({ ...fault, in: [where] }, asked)), `${fault.because}: ${String(where)}`).toBe(true)
    }
  })

  it('claim AWS for ours only where there is evidence of AWS', () => {
    const undecided = ALL_CASES.filter(({ aws }) => aws === undefined).map(({ name }) => name)
    const told = FAULTS.filter(({ agrees }) => agrees === 'ours').filter((fault) => ALL_CASES.some((asked) => undecided.includes(asked.name) && showsIn(fault, asked)))
    expect(told.map(({ because, source }) => `${because} (${source})`).join('\n')).toBe('')
  })

  it('claim no sentence for AWS where only the exception is known', () => {
    const wordless = ALL_CASES.filter(({ aws }) => aws?.refuses?.message instanceof RegExp && aws.refuses.message.source === '.')
    const ofSentences = FAULTS.filter(({ at, agrees }) => agrees === 'ours' && at.test('message') && !at.test('exception') && !at.test('refused'))
    const told = ofSentences.filter((fault) => wordless.some((asked) => showsIn(fault, asked)))
    expect(told.map(({ because, in: where }) => `${because}: ${where.join(', ')}`)).toEqual([])
  })
})
