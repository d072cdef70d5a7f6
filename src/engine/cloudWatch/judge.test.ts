import { describe, expect, it } from 'vitest'
import type { AlarmStateValue, TreatMissingData } from './alarmSettings'
import { judge } from './judge'

/** X breaches, 0 does not, - is missing; the newest last, five of them: evaluation periods are 3. */
function pointsOf(text: string): (boolean | null)[] {
  return text.split(' ').map((word) => (word === '-' ? null : word === 'X'))
}

const STATES = { OK: 'OK', ALARM: 'ALARM', NONE: 'INSUFFICIENT_DATA' } as const
const TREATMENTS: TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching']

/** Of CloudWatch's user guide, the present edition and the one of 2018; KEEP: the state stays as it is. */
const TABLE = `
  3 of 3 | 0 - X - X | OK    OK    OK    OK
  3 of 3 | - - - - 0 | OK    OK    OK    OK
  3 of 3 | 0 - - - - | OK    OK    OK    OK
  3 of 3 | - - - - - | NONE  KEEP  ALARM OK
  3 of 3 | 0 X X - X | ALARM ALARM ALARM ALARM
  3 of 3 | - - X - - | ALARM KEEP  ALARM OK
  3 of 3 | - - - - X | NONE  KEEP  ALARM OK
  3 of 3 | X - - - - | ALARM KEEP  ALARM OK
  2 of 3 | 0 - X - X | ALARM ALARM ALARM ALARM
  2 of 3 | 0 0 X 0 X | ALARM ALARM ALARM ALARM
  2 of 3 | 0 - X - - | OK    OK    ALARM OK
  2 of 3 | - - - - 0 | OK    OK    ALARM OK
  2 of 3 | - - - X - | ALARM KEEP  ALARM OK
  2 of 3 | - - - - X | NONE  KEEP  ALARM OK
`

const ROWS = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [of = '', data = '', states = ''] = line.split('|').map((part) => part.trim())
    const words = states.split(/ +/)
    return TREATMENTS.map((treatMissingData, at) => ({ of, data, treatMissingData, word: words[at] ?? '' }))
  })

describe('an alarm whose data points are missing', () => {
  it.each(ROWS)('$of, $data, $treatMissingData: $word', ({ of, data, treatMissingData, word }) => {
    const datapointsToAlarm = Number(of[0])
    for (const state of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as AlarmStateValue[]) {
      const expected = word === 'KEEP' ? state : STATES[word as keyof typeof STATES]
      expect(judge(pointsOf(data), { evaluationPeriods: 3, datapointsToAlarm, treatMissingData, state })).toBe(expected)
    }
  })

  it('does not look farther back than it must', () => {
    const judged = { evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: 'missing', state: 'ALARM' } as const
    expect(judge(pointsOf('X X 0 0 X'), judged)).toBe('OK')
    expect(judge(pointsOf('X X 0 - X'), judged)).toBe('ALARM')
  })

  it('treats missing data of one period as told', () => {
    const of = (treatMissingData: TreatMissingData) => judge(pointsOf('- - -'), { evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData, state: 'OK' })
    expect(TREATMENTS.map(of)).toEqual(['INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK'])
  })
})
