import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { InspectSubject, Inspected } from '../../bridge/protocol'
import type { Command } from '../../engine/commands'
import { FIREHOSE_DEFAULTS } from '../../engine/consumers/firehose/settings'
import type { ApplicationSettings } from '../../engine/consumers/settings'
import { FLINK_READER_DEFAULTS } from '../../engine/consumers/flink/settings'
import { LAMBDA_DEFAULTS } from '../../engine/consumers/lambda/settings'
import { SDK_READER_DEFAULTS } from '../../engine/consumers/sdk/settings'
import { recordingOf } from '../../engine/timeline'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import { createHost } from './host'

const NO_FILES = () => Promise.reject(new Error('no files'))

async function openHost() {
  const host = createHost(NO_FILES)
  const goTo = async (seconds: number) => {
    for (let reply = await host({ type: 'GoTo', atUs: seconds * 1e6, summary: true }); ; reply = await host({ type: 'GoTo', atUs: seconds * 1e6, summary: true })) {
      if (reply.type !== 'Report') throw new Error(JSON.stringify(reply))
      if (reply.reached) return reply
    }
  }
  await host({ type: 'Open', recording: recordingOf(reshardUnderLag), atUs: 0, snapshot: null })
  await goTo(20)
  const submit = (command: Command) => host({ type: 'Submit', command })
  const inspect = async (subject: InspectSubject): Promise<Inspected> => {
    const reply = await host({ type: 'Inspect', subject })
    if (reply.type !== 'Inspected') throw new Error(JSON.stringify(reply))
    return reply
  }
  return { goTo, submit, inspect }
}

describe('the insides of an application', () => {
  it('are told by kind, from a host that loads them when somebody asks', async () => {
    const { goTo, submit, inspect } = await openHost()
    const settings: ApplicationSettings[] = [
      { ...SDK_READER_DEFAULTS, name: 'sdk' },
      { ...LAMBDA_DEFAULTS, name: 'lambda' },
      { ...FIREHOSE_DEFAULTS, name: 'firehose' },
      { ...FLINK_READER_DEFAULTS, name: 'flink' },
    ]
    for (const added of settings) await submit({ type: 'AddApplication', settings: added })
    await goTo(40)
    for (const { name } of settings) expect((await inspect({ kind: 'application', name })).application).toMatchObject({ kind: name })
    expect((await inspect({ kind: 'application', name: 'orders' })).application).toMatchObject({ kind: 'kcl', emitted: null })
    expect((await inspect({ kind: 'application', name: 'nobody' })).application).toBeNull()
  })

  it('open an object that Firehose has compressed, without a producer that does', async () => {
    const { goTo, submit, inspect } = await openHost()
    await submit({ type: 'AddApplication', settings: { ...FIREHOSE_DEFAULTS, name: 'logs', bufferIntervalInSeconds: 5, compression: 'GZIP', appendDelimiter: true } })
    await goTo(40)
    const { application } = await inspect({ kind: 'application', name: 'logs' })
    if (application?.kind !== 'firehose') throw new Error('no Firehose')
    const last = application.objects.at(-1)!
    const { object } = await inspect({ kind: 'object', application: 'logs', key: last.key })
    expect(object).toMatchObject({ key: last.key })
    const head = Buffer.from(object!.headHex, 'hex')
    expect(head.length).toBe(Math.min(object!.bytes, 16_384))
    expect(head.subarray(0, 2).toString('hex')).toBe('1f8b')
    if (head.length === object!.bytes) expect(gunzipSync(head).toString().trimEnd().split('\n')).toHaveLength(last.records)
    expect((await inspect({ kind: 'object', application: 'logs', key: 'none' })).object).toBeNull()
    expect((await inspect({ kind: 'object', application: 'orders', key: last.key })).object).toBeNull()
  })

  it('tell of each worker how long it is still paused', async () => {
    const { goTo, submit } = await openHost()
    const { summary } = await goTo(21)
    const { workerId } = summary!.workers[0]!
    await submit({ type: 'PauseWorker', application: 'orders', workerId, forMs: 10_000 })
    const paused = (await goTo(25)).summary!
    expect(paused.workers.find((worker) => worker.workerId === workerId)).toMatchObject({ pausedUntilMs: 31_000 })
    expect((await goTo(32)).summary!.workers.map(({ pausedUntilMs }) => pausedUntilMs)).toEqual([null, null])
    expect(paused.applications[0]!.backlogRecords).toBe(paused.leases.reduce((sum, { backlogRecords }) => sum + backlogRecords, 0))
  })
})
