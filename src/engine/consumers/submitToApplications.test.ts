import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow } from '../../base/prng'
import type { RefusalReason } from '../refusalReasons'
import { goTo } from '../timeline'
import { silentSink } from '../sink'
import { saveWorld } from '../snapshot'
import { pollingRun, type Polling } from './testing/pollingRun'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { FIREHOSE_DEFAULTS } from './firehose/settings'
import { KCL_DEFAULTS } from './kcl/settings'
import { LAMBDA_DEFAULTS } from './lambda/settings'
import { SDK_READER_DEFAULTS } from './sdk/settings'
import { APPLICATION_COUNT_MAX, APPLICATIONS_EVER_MAX, type ApplicationSettings } from './settings'

type Told = [command: string, key: RefusalReason['key'], values: RefusalReason['values']]

function refusals(run: Polling): Told[] {
  return run.events.flatMap((event): Told[] => (event.kind === 'CommandRefused' ? [[event.command, event.reason.key, event.reason.values]] : []))
}

describe('applications', () => {
  it('have a name of their own, which ConsumerName allows', () => {
    const run = pollingRun().add('a').add('a').add('').add('with space').add('x'.repeat(129)).add('fine.1-2_3')
    expect(run.world.applications.map(({ settings: { name } }) => name)).toEqual(['a', 'fine.1-2_3'])
    expect(refusals(run)).toEqual([
      ['AddApplication', 'nameTaken', { application: 'a' }],
      ...['', 'with space', 'x'.repeat(129)].map((name) => ['AddApplication', 'nameCharacters', { name, max: 128 }]),
    ])
  })

  it('that were removed give their name back, and begin anew under it', () => {
    const run = pollingRun({ settings: { pollIntervalMs: 250 } }).put(3).add().wait(1_000)
    run.act({ type: 'RemoveApplication', application: 'app' }).put(1).wait(1_000)
    expect(run.world.applications[0]).toMatchObject({ state: 'STOPPED', recordsProcessed: 3 })
    run.add().wait(1_000)
    expect(run.world.applications.map(({ recordsProcessed }) => recordsProcessed)).toEqual([3, 4])
    expect(run.world.agenda.heap.some(({ task }) => 'life' in task && 'applicationIndex' in task && task.applicationIndex === 0 && task.life === run.world.applications[0]!.life)).toBe(false)
  })

  it('are only so many at a time, and in a run', () => {
    const run = pollingRun()
    for (let at = 0; at <= APPLICATION_COUNT_MAX; at++) run.add(`app-${at}`)
    expect(run.world.applications).toHaveLength(APPLICATION_COUNT_MAX)
    expect(refusals(run)).toEqual([['AddApplication', 'noRoomForApplication', { max: APPLICATION_COUNT_MAX }]])
    for (let at = APPLICATION_COUNT_MAX; at <= APPLICATIONS_EVER_MAX; at++) run.act({ type: 'RemoveApplication', application: `app-${at - 1}` }).add(`app-${at}`)
    expect(run.world.applications).toHaveLength(APPLICATIONS_EVER_MAX)
    expect(refusals(run).slice(1)).toEqual([['AddApplication', 'applicationsEver', { max: APPLICATIONS_EVER_MAX }]])
  })

  it('keep name and kind, and acts on one that is not there are void', () => {
    const run = pollingRun().add()
    run.act({ type: 'SetApplicationSettings', application: 'app', settings: { ...SDK_READER_DEFAULTS, name: 'other' } })
    run.act({ type: 'SetApplicationSettings', application: 'app', settings: { ...KCL_DEFAULTS, name: 'app', workerCount: 1, workUs: 1 } })
    expect(refusals(run)).toEqual([
      ['SetApplicationSettings', 'nameKept', { application: 'app' }],
      ['SetApplicationSettings', 'applicationKind', { application: 'app', is: 'sdk', wanted: 'kcl' }],
    ])
    const bytes = saveWorld(run.world).byteLength
    run.crash('nobody').restart('nobody').act({ type: 'RemoveApplication', application: 'nobody' }).act({ type: 'SetWorkPerRecord', application: 'nobody', workUs: 5 })
    expect([refusals(run).length, saveWorld(run.world).byteLength]).toEqual([2, bytes])
  })

  it('have no workers unless they are on the KCL, and get none while they are down', () => {
    const run = pollingRun().add()
    run.act({ type: 'AddWorker', application: 'app' })
    expect(refusals(run)).toEqual([['AddWorker', 'noWorkers', { application: 'app', is: 'sdk' }]])
    run.act({ type: 'AddApplication', settings: { ...KCL_DEFAULTS, name: 'kcl', workerCount: 2, workUs: 1 } }).crash('kcl')
    run.act({ type: 'AddWorker', application: 'kcl' }).act({ type: 'SetWorkerCount', application: 'kcl', workerCount: 4 })
    expect(refusals(run).slice(1)).toEqual(['AddWorker', 'SetWorkerCount'].map((command) => [command, 'crashed', { application: 'kcl' }]))
    run.act({ type: 'SetApplicationSettings', application: 'kcl', settings: { ...KCL_DEFAULTS, name: 'kcl', workerCount: 3, workUs: 1 } })
    const kcl = run.world.applications[1]!
    const running = () => (kcl.kind === 'kcl' ? kcl.workers.filter(({ state }) => state !== 'CRASHED').length : NaN)
    expect(running()).toBe(0)
    run.restart('kcl')
    expect(running()).toBe(3)
  })

  it('with de-duplication are held to its bounds from the first', () => {
    const run = pollingRun().add('app', { deduplication: { idsMax: -5, windowMs: 0, workUs: 1e12 } })
    expect(run.sdk.settings.deduplication).toEqual({ idsMax: 1, windowMs: 1, workUs: 60_000_000 })
  })

  it('of a kind that knows no duplicates are not told to look for them', () => {
    const run = pollingRun().act({ type: 'AddApplication', settings: { ...FIREHOSE_DEFAULTS, name: 'firehose' } })
    run.act({ type: 'SetDeduplication', application: 'firehose', deduplication: { idsMax: 10, windowMs: 10, workUs: 0 } })
    expect([run.world.applications[0]!.settings.deduplication, run.count('CommandRefused')]).toEqual([null, 1])
    run.act({ type: 'SetDeduplication', application: 'firehose', deduplication: null })
    expect(run.count('CommandRefused')).toBe(1)
  })

  it('are not found where there is no stream', () => {
    const run = pollingRun()
    run.world.producing = { streamName: '' }
    expect(refusals(run.add())).toEqual([['AddApplication', 'noStream', {}]])
  })
})

describe('the log', () => {
  it('keeps what was said: later acts change no settings in it', () => {
    const settings = { ...SDK_READER_DEFAULTS, name: 'app', deduplication: { idsMax: 10, windowMs: 1_000, workUs: 1 } }
    const said = structuredClone(settings)
    const run = pollingRun().act({ type: 'AddApplication', settings }).act({ type: 'SetApplicationSettings', application: 'app', settings })
    run.act({ type: 'SetWorkPerRecord', application: 'app', workUs: 777 }).act({ type: 'SetDeduplication', application: 'app', deduplication: null })
    expect(run.sdk.settings).toMatchObject({ workUs: 777, deduplication: null })
    expect(settings).toEqual(said)
  })

  it('leads to the same world again, from any instant in the past', () => {
    const run = pollingRun({ settings: { pollIntervalMs: 250, workUs: 20_000, checkpointIntervalMs: 500 } }).add()
    run.act({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: { kind: 'synthetic', ratePerSecond: 30, recordBytes: 10, keys: { kind: 'uniform', keyCount: 5 } }, trafficPercent: 100 } })
    run.wait(1_500).set({ workUs: 100 }).act({ type: 'SetWorkPerRecord', application: 'app', workUs: 9_000 }).wait(1_500).set({ retrieval: 'fanOut' }).wait(9_000)
    run.crash().wait(500).restart().set({ retrieval: 'polling' }).wait(3_000).split(0).wait(8_000)
    const endUs = run.world.nowUs
    const bytes = Buffer.from(saveWorld(run.world))
    const prng = createPrng(1, 'travel')
    for (let leg = 0; leg < 6; leg++) {
      goTo(run.timeline, nextBelow(prng, endUs), silentSink)
      goTo(run.timeline, endUs, silentSink)
      expect(Buffer.from(saveWorld(run.world)).equals(bytes)).toBe(true)
    }
  })
})

describe('numbers that no application of its kind can have', () => {
  const transform = { bufferSizeInMBs: 1, invokeMs: 20, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 }
  const code = LAMBDA_DEFAULTS.function

  it.each([NaN, -1, 0.5, 900_001])('%f is refused everywhere, by its name', (value) => {
    const run = pollingRun()
    const settings: ApplicationSettings[] = [
      { ...LAMBDA_DEFAULTS, name: 'a', function: { ...code, invokeMs: value } },
      { ...LAMBDA_DEFAULTS, name: 'a', function: { ...code, failsPerThousand: value } },
      { ...FIREHOSE_DEFAULTS, name: 'a', s3FailsPercent: value },
      { ...FIREHOSE_DEFAULTS, name: 'a', s3LosesAnswersPercent: value },
      ...(['invokeMs', 'droppedPercent', 'failedPercent', 'invocationFailsPercent'] as const).map((name) => ({ ...FIREHOSE_DEFAULTS, name: 'a', transform: { ...transform, [name]: value } })),
    ]
    for (const wanted of settings) run.act({ type: 'AddApplication', settings: wanted })
    expect(refusals(run).map(([, key, values]) => [key, 'setting' in values ? values.setting : null])).toEqual(
      ['lambda.invokeMs', 'lambda.failsPerThousand', 'firehose.s3FailsPercent', 'firehose.s3LosesAnswersPercent', 'firehose.invokeMs', 'firehose.droppedPercent', 'firehose.failedPercent', 'firehose.invocationFailsPercent'].map((setting) => ['notWhole', setting]),
    )
    expect(run.world.applications).toEqual([])
  })
})
