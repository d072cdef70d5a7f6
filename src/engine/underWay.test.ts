import { expect, it } from 'vitest'
import { UNDER_WAY_MAX } from './frame'
import { hashKeyOfId } from './keySpace'
import { SDK_DEFAULTS } from './producers/sdk/settings'
import { runProducer } from './producers/testing/producerRun'
import { underWayColumns } from './underWay'

function running(ratePerSecond: number) {
  return runProducer({ settings: SDK_DEFAULTS, workload: { kind: 'synthetic', ratePerSecond, recordBytes: 100, keys: { kind: 'uniform', keyCount: 50 } } })
}

it('tells every request on its way and every answer, record by record, and how far each has come', () => {
  const run = running(200)
  const seen = { requests: 0, answers: 0 }
  let before = new Map<string, number>()
  for (let atMs = 2_000; atMs < 3_000; atMs++) {
    run.goTo(atMs)
    const { producers, keys } = run.world
    const columns = underWayColumns(run.world, producers)
    const { requests } = producers[0]!
    const expected = [...requests.values()].flatMap(({ phase, requestNumber, batch }) =>
      phase === 'request' ? Array.from({ length: batch.count }, (_, entry) => [requestNumber, 0, Number(hashKeyOfId(keys, batch.keyIds[entry]!) >> 96n)]) : phase === 'response' ? [[requestNumber, 1, 0]] : [],
    )
    expect(Array.from(columns.requestNumber, (number, at) => [number, columns.isAnswer[at], columns.hashTop[at]])).toEqual(expected)
    const now = new Map(Array.from(columns.requestNumber, (number, at) => [`${number}/${columns.isAnswer[at]}`, columns.done[at]!]))
    for (const [name, done] of now) {
      expect(done >= (before.get(name) ?? 0) && done <= 1).toBe(true)
      if (name.endsWith('1')) seen.answers++
      else seen.requests++
    }
    before = now
  }
  expect(seen.requests).toBeGreaterThan(50)
  expect(seen.answers).toBeGreaterThan(50)
})

it('keeps some records of every request when there are too many, and leaves out what a person delayed', () => {
  const run = running(60_000)
  run.goTo(2_000)
  const { producers } = run.world
  for (let atMs = 2_001; [...producers[0]!.requests.values()].reduce((sum, { phase, batch }) => sum + (phase === 'request' ? batch.count : 0), 0) <= 2 * UNDER_WAY_MAX; atMs++) run.goTo(atMs)
  const columns = underWayColumns(run.world, producers)
  const requests = [...producers[0]!.requests.values()].filter(({ phase }) => phase === 'request' || phase === 'response')
  expect(new Set(columns.requestNumber)).toEqual(new Set(requests.map(({ requestNumber }) => requestNumber)))
  expect(columns.requestNumber.length).toBeLessThanOrEqual(2 * UNDER_WAY_MAX)
  const delayed = requests.find(({ phase }) => phase === 'request')!.requestNumber
  run.submit({ type: 'DelayRequest', producerIndex: 0, requestNumber: delayed, delayMs: 500 })
  expect(underWayColumns(run.world, producers).requestNumber).not.toContain(delayed)
})
