import { describe, expect, it } from 'vitest'
import type { Recording } from '../engine/scenario'
import { Client, SAVE_EVERY_MS } from './client'
import type { Report } from './client'
import { DEATHS_MAX } from './deathCount'
import { FILE_PATIENCE_MS, PATIENCE_MS } from './postbox'
import { NOTHING_INSPECTED, type Envelope, type Reply, type Request } from './protocol'

/** Keeps what it was sent until the test answers. */
class FakeWorker extends EventTarget {
  readonly inbox: Envelope<Request>[] = []
  isTerminated = false

  postMessage(envelope: Envelope<Request>): void {
    this.inbox.push(envelope)
  }

  terminate(): void {
    this.isTerminated = true
  }

  types(): string[] {
    return this.inbox.map(({ body }) => body.type)
  }

  /** Answers the oldest request of a type. */
  answer(type: Request['type'], body: Reply): Request {
    const at = this.inbox.findIndex((envelope) => envelope.body.type === type)
    const [envelope] = this.inbox.splice(at, 1)
    expect(at, `a waiting ${type} among ${this.types().join()}`).toBeGreaterThanOrEqual(0)
    this.dispatchEvent(new MessageEvent('message', { data: { requestNumber: envelope!.requestNumber, body } }))
    return envelope!.body
  }

  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }))
  }
}

function recordingOf(commandCount: number): Recording {
  const command = { type: 'SetProducerCount', producerCount: 1 } as const
  return { version: 1, scenario: { id: 'story', seed: 7 } as Recording['scenario'], commands: Array.from({ length: commandCount }, (_, atUs) => ({ atUs, command })) }
}

function reportAt(atUs: number, recording: Recording | null = null): Report {
  const frame = { atMs: atUs / 1_000 } as Report['frame']
  return { type: 'Report', frame, summary: null, reported: { events: [], forkedAtMs: null }, recording, reached: true }
}

function startClient() {
  const workers: FakeWorker[] = []
  const log: string[] = []
  const client = new Client({
    createWorker: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
    listener: {
      onReport: (report) => log.push(`report ${report.frame.atMs}`),
      onRecovering: ({ atUs, tellsAllAgain, lost, message }) => log.push(`recovering ${atUs} ${tellsAllAgain ? 'all' : 'rest'} ${lost?.type ?? 'nothing'} lost: ${message}`),
      onRecovered: (atUs) => log.push(`recovered ${atUs}`),
      onStopped: ({ message }) => log.push(`stopped: ${message}`),
    },
  })
  return { client, log, workers, worker: () => workers.at(-1)! }
}

function startRunning() {
  const started = startClient()
  started.client.open({ recording: recordingOf(0), atUs: 40_000 })
  started.worker().answer('Open', reportAt(40_000, recordingOf(0)))
  started.log.length = 0
  return started
}

const addProducer = { type: 'SetProducerCount', producerCount: 2 } as const
const saved = (atUs: number): Reply => ({ type: 'Saved', snapshot: new ArrayBuffer(8), recording: recordingOf(0), atUs })

describe('what is in flight', () => {
  it('keeps one GoTo in flight and remembers only the latest wish, and that a summary was wanted', () => {
    const { client, worker } = startRunning()
    client.goTo({ atUs: 1, summary: false })
    client.goTo({ atUs: 2, summary: true })
    client.goTo({ atUs: 3, summary: false })
    expect(worker().types()).toEqual(['GoTo'])
    worker().answer('GoTo', reportAt(1))
    expect(worker().inbox.map(({ body }) => body)).toEqual([{ type: 'GoTo', atUs: 3, summary: true }])
    worker().answer('GoTo', reportAt(3))
    expect(worker().types()).toEqual([])
    expect(client.isIdle()).toBe(true)
  })

  it('sends commands in order, each after the GoTo in flight is answered and before the next wish', () => {
    const { client, worker } = startRunning()
    client.goTo({ atUs: 1, summary: false })
    client.submit(addProducer)
    client.submit({ ...addProducer, producerCount: 3 })
    client.goTo({ atUs: 2, summary: false })
    expect(worker().types()).toEqual(['GoTo'])
    worker().answer('GoTo', reportAt(1))
    expect(worker().types()).toEqual(['Submit'])
    worker().answer('Submit', reportAt(1, recordingOf(1)))
    expect(worker().types()).toEqual(['Save', 'Submit'])
    worker().answer('Submit', reportAt(1, recordingOf(2)))
    expect(worker().types()).toContain('GoTo')
  })

  it('answers questions beside it, each with its own reply', async () => {
    const { client, worker } = startRunning()
    client.goTo({ atUs: 1, summary: false })
    const first = client.inspect({ kind: 'key', partitionKey: 'a' })
    const second = client.inspect({ kind: 'key', partitionKey: 'b' })
    expect(worker().types()).toEqual(['GoTo', 'Inspect', 'Inspect'])
    const key = { partitionKey: 'a', md5: '', hashKey: '0', hashTop: 0, shardId: '', records: [] }
    const late = worker().inbox.pop()!
    worker().answer('Inspect', { type: 'Inspected', ...NOTHING_INSPECTED, key })
    worker().inbox.push(late)
    worker().answer('Inspect', { type: 'Inspected', ...NOTHING_INSPECTED })
    expect((await first).key).toBe(key)
    expect((await second).key).toBeNull()
  })

  it('ignores what a run that was left still reports', () => {
    const { client, worker, log } = startRunning()
    client.goTo({ atUs: 1, summary: false })
    client.open({ recording: recordingOf(0), atUs: 9_000 })
    worker().answer('GoTo', reportAt(1))
    worker().answer('Open', reportAt(9_000))
    expect(log).toEqual(['report 9'])
  })
})

describe('the stream that is watched', () => {
  it('is asked for between other moves, the latest wish alone', () => {
    const { client, worker } = startRunning()
    client.goTo({ atUs: 1, summary: false })
    client.watch('a')
    client.watch('b')
    expect(worker().types()).toEqual(['GoTo'])
    worker().answer('GoTo', reportAt(1))
    expect(worker().answer('Watch', reportAt(1))).toEqual({ type: 'Watch', streamName: 'b' })
    expect(worker().types()).toEqual([])
    expect(client.isIdle()).toBe(true)
  })

  it('is told to a new worker as well, and forgotten with the run', () => {
    const { client, worker } = startRunning()
    client.watch('b')
    worker().answer('Watch', reportAt(1))
    worker().fail('gone')
    worker().answer('Open', reportAt(40_000))
    expect(worker().answer('Watch', reportAt(40_000))).toEqual({ type: 'Watch', streamName: 'b' })
    client.open({ recording: recordingOf(0), atUs: 0 })
    worker().answer('Open', reportAt(0))
    worker().fail('gone')
    worker().answer('Open', reportAt(0))
    expect(worker().types()).toEqual([])
  })
})

describe('death and recovery', () => {
  it('does not carry a command over to another run', () => {
    const { client, worker } = startRunning()
    client.submit(addProducer)
    client.open({ recording: recordingOf(0), atUs: 0 })
    worker().fail('gone')
    worker().answer('Open', reportAt(0))
    expect(worker().types()).toEqual([])
  })

  it('opens the newest recording at the saved instant in a new worker, with the files read again first', async () => {
    const { client, workers, worker, log } = startRunning()
    const file = new Blob(['a'])
    const loading = client.loadSource({ sourceId: 'own', file, fileName: 'own.csv' })
    worker().answer('LoadSource', { type: 'SourceLoaded', facts: { sourceId: 'own', fileName: 'own.csv', records: 1, spanMs: 0, columns: [], warnings: [] } })
    await loading
    client.goTo({ atUs: 50_000, summary: false })
    worker().answer('GoTo', reportAt(50_000))
    client.tick(SAVE_EVERY_MS)
    worker().answer('Save', saved(50_000))
    client.submit(addProducer)
    worker().answer('Submit', reportAt(50_000, recordingOf(1)))
    client.goTo({ atUs: 60_000, summary: false })
    worker().fail('out of memory')
    expect(workers[0]!.isTerminated).toBe(true)
    expect(worker().inbox.map(({ body }) => body)).toEqual([{ type: 'LoadSource', sourceId: 'own', file, fileName: 'own.csv' }])
    worker().answer('LoadSource', { type: 'SourceLoaded', facts: { sourceId: 'own', fileName: 'own.csv', records: 1, spanMs: 0, columns: [], warnings: [] } })
    const opened = worker().answer('Open', reportAt(50_000))
    expect(opened).toEqual({ type: 'Open', recording: recordingOf(1), atUs: 50_000, snapshot: new ArrayBuffer(8) })
    expect(log.slice(-3)).toEqual(['recovering 50000 rest nothing lost: out of memory', 'recovered 50000', 'report 50'])
  })

  it('without a snapshot begins again where it was opened, and will be told everything again', () => {
    const { worker, log } = startRunning()
    worker().fail('gone')
    expect(worker().answer('Open', reportAt(40_000))).toMatchObject({ atUs: 40_000, snapshot: null })
    expect(log[0]).toBe('recovering 40000 all nothing lost: gone')
  })

  it('runs its recording again where the world was too large to save', () => {
    const { client, worker, log } = startRunning()
    client.tick(SAVE_EVERY_MS)
    worker().answer('Save', { type: 'Saved', snapshot: new ArrayBuffer(0), recording: recordingOf(0), atUs: 70_000 })
    worker().fail('gone')
    expect(worker().answer('Open', reportAt(70_000))).toMatchObject({ atUs: 70_000, snapshot: null })
    expect(log[0]).toBe('recovering 70000 all nothing lost: gone')
  })

  it('does not restore a future that a command in the past has replaced', () => {
    const { client, worker } = startRunning()
    client.tick(SAVE_EVERY_MS)
    worker().answer('Save', saved(90_000))
    client.submit(addProducer)
    worker().answer('Submit', reportAt(45_000, recordingOf(1)))
    worker().fail('gone')
    expect(worker().answer('Open', reportAt(45_000))).toMatchObject({ recording: recordingOf(1), atUs: 45_000, snapshot: null })
  })

  it('takes silence for death, in visible time alone', () => {
    const { client, worker, workers, log } = startRunning()
    client.goTo({ atUs: 1, summary: false })
    client.tick(PATIENCE_MS - 1)
    expect(workers).toHaveLength(1)
    client.tick(1)
    expect(workers).toHaveLength(2)
    expect(log[0]).toContain('no answer')
    expect(worker().types()).toEqual(['Open'])
  })

  it('waits longer while a file is read', () => {
    const { client, workers } = startRunning()
    void client.loadSource({ sourceId: 'own', file: new Blob([]), fileName: 'own.csv' })
    client.goTo({ atUs: 1, summary: false })
    client.tick(FILE_PATIENCE_MS - 1)
    expect(workers).toHaveLength(1)
  })

  it('refuses a file that was being read when the worker died, and asks other questions again', async () => {
    const { client, worker } = startRunning()
    const file = client.loadSource({ sourceId: 'own', file: new Blob([]), fileName: 'own.csv' })
    const answer = client.inspect({ kind: 'key', partitionKey: 'a' })
    worker().fail('gone')
    expect(await file).toMatchObject({ problem: { key: 'unreadable' } })
    expect(worker().types()).toEqual(['Open'])
    worker().answer('Open', reportAt(40_000))
    worker().answer('Inspect', { type: 'Inspected', ...NOTHING_INSPECTED })
    expect(await answer).toMatchObject(NOTHING_INSPECTED)
  })

  it('tells how far a file is read, and stops reading it', async () => {
    const { client, worker } = startRunning()
    const heard: number[] = []
    const file = client.loadSource({ sourceId: 'own', file: new Blob([]), fileName: 'own.csv' }, ({ doneBytes }) => heard.push(doneBytes))
    const reading = worker().inbox[0]!
    const early: Reply = { type: 'SourceProgress', doneBytes: 5, totalBytes: 10 }
    worker().dispatchEvent(new MessageEvent('message', { data: { requestNumber: reading.requestNumber, body: early } }))
    client.cancelSource('own')
    expect(worker().types()).toEqual(['LoadSource', 'CancelSource'])
    worker().answer('LoadSource', { type: 'SourceCancelled' })
    worker().answer('CancelSource', { type: 'SourceCancelled' })
    expect(await file).toEqual({ cancelled: true })
    expect(heard).toEqual([5])
  })

  it('does not ask a third worker what two did not survive', async () => {
    const { client, worker } = startRunning()
    const answer = client.inspect({ kind: 'key', partitionKey: 'a' })
    worker().fail('gone')
    worker().answer('Open', reportAt(40_000))
    worker().fail('gone again')
    worker().answer('Open', reportAt(40_000))
    expect(await answer).toMatchObject(NOTHING_INSPECTED)
    expect(worker().types()).not.toContain('Inspect')
  })

  it('sends a command again that was under way, once', () => {
    const { client, worker, log } = startRunning()
    client.submit(addProducer)
    worker().fail('gone')
    worker().answer('Open', reportAt(40_000))
    expect(worker().types()).toEqual(['Submit'])
    worker().fail('gone again')
    worker().answer('Open', reportAt(40_000))
    expect(worker().types()).toEqual([])
    expect(log).toContain('recovering 40000 all SetProducerCount lost: gone again')
  })

  it('leaves a command out at once when the engine says that it broke on it', () => {
    const { client, worker, log } = startRunning()
    client.submit(addProducer)
    worker().answer('Submit', { type: 'Crashed', message: 'missing: shard 3', recording: recordingOf(1) })
    expect(log).toEqual(['recovering 40000 all SetProducerCount lost: missing: shard 3'])
    expect(worker().answer('Open', reportAt(40_000))).toMatchObject({ recording: recordingOf(0) })
  })

  it('stops after three deaths of one recording within a minute, and starts again when told to', () => {
    const { client, worker, workers, log } = startRunning()
    for (let death = 1; death <= DEATHS_MAX; death++) {
      worker().fail(`death ${death}`)
      if (death < DEATHS_MAX) worker().answer('Open', reportAt(40_000))
    }
    expect(log.at(-1)).toBe('stopped: death 3')
    expect(workers).toHaveLength(DEATHS_MAX)
    client.goTo({ atUs: 1, summary: false })
    client.open({ recording: recordingOf(0), atUs: 0 })
    expect(workers).toHaveLength(DEATHS_MAX + 1)
    worker().answer('Open', reportAt(0))
    expect(log.at(-1)).toBe('report 0')
  })

  it('goes on when the deaths lie further apart, or the recording changed between them', () => {
    const { client, worker, log } = startRunning()
    for (let death = 1; death <= 2 * DEATHS_MAX; death++) {
      worker().fail('gone')
      worker().answer('Open', reportAt(40_000, recordingOf(death < DEATHS_MAX ? death : DEATHS_MAX)))
      for (let second = 0; death >= DEATHS_MAX && second < 31; second++) {
        client.tick(1_000)
        if (worker().types().includes('Save')) worker().answer('Save', saved(40_000))
      }
    }
    expect(log.filter((line) => line.startsWith('stopped'))).toEqual([])
  })
})
