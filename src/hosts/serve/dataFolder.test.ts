import { CreateStreamCommand, GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand, ListStreamsCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { millionAMinute } from '../../scenarios/millionAMinute'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import { openDataFolder } from './dataFolder'
import { startService, type Service, type ServiceOptions } from './service'
import { openClient } from './testing/clients'

let folder = ''
let running: Service | null = null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shardscope-'))
})

afterEach(async () => {
  vi.useRealTimers()
  await stop()
  rmSync(folder, { recursive: true })
})

async function start(options: ServiceOptions = {}): Promise<Service> {
  running = await startService({ clock: 'manual', throttling: false, data: folder, ...options })
  return running
}

async function stop(): Promise<void> {
  await running?.close()
  running = null
}

const snapshot = () => join(folder, 'shardscope.snapshot')
const unfinished = () => join(folder, 'shardscope.snapshot.new')
const lock = () => join(folder, 'shardscope.lock')

async function put(service: Service, ...texts: string[]): Promise<void> {
  const kinesis = openClient(service, 'HTTP/1.1')
  await kinesis.send(new PutRecordsCommand({ StreamName: 'orders', Records: texts.map((text) => ({ PartitionKey: 'a', Data: Buffer.from(text) })) }))
  kinesis.destroy()
}

async function makeStream(service: Service): Promise<void> {
  const kinesis = openClient(service, 'HTTP/1.1')
  await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }))
  await service.advance(60_000)
  kinesis.destroy()
}

async function readAll(service: Service): Promise<{ texts: string[]; sequenceNumbers: string[] }> {
  const kinesis = openClient(service, 'HTTP/1.1')
  const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName: 'orders', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' }))
  const { Records } = await kinesis.send(new GetRecordsCommand({ ShardIterator }))
  kinesis.destroy()
  return { texts: Records!.map(({ Data }) => Buffer.from(Data!).toString()), sequenceNumbers: Records!.map(({ SequenceNumber }) => SequenceNumber!) }
}

describe('a folder', () => {
  it('keeps streams and records between runs', async () => {
    const first = await start()
    await makeStream(first)
    await put(first, 'one', '둘', '')
    const before = await readAll(first)
    const shards = first.running.world.streams[0]!.shards.length
    await stop()
    const second = await start()
    expect(await readAll(second)).toEqual(before)
    expect(second.running.world.streams[0]!.shards).toHaveLength(shards)
    await put(second, 'four')
    const after = await readAll(second)
    expect(after.texts).toEqual(['one', '둘', '', 'four'])
    expect(BigInt(after.sequenceNumbers[3]!)).toBeGreaterThan(BigInt(before.sequenceNumbers[2]!))
  })

  it('finishes after the restart what was under way', async () => {
    const first = await start()
    const kinesis = openClient(first, 'HTTP/1.1')
    await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 3 }))
    kinesis.destroy()
    await stop()
    const second = await start()
    await second.advance(60_000)
    const again = openClient(second, 'HTTP/1.1')
    expect((await again.send(new ListShardsCommand({ StreamName: 'orders' }))).Shards).toHaveLength(3)
    again.destroy()
  })

  it('lets records age while nobody runs it', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5) })
    const first = await start()
    await makeStream(first)
    await put(first, 'old')
    await stop()
    vi.setSystemTime(Date.UTC(2026, 0, 5, 23, 50))
    expect((await readAll(await start())).texts).toEqual(['old'])
    await stop()
    vi.setSystemTime(Date.UTC(2026, 0, 6, 1))
    expect((await readAll(await start())).texts).toEqual([])
  })

  it('never goes back in time, though the wall clock does', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5) })
    const first = await start()
    await makeStream(first)
    await put(first, 'one')
    const { nowUs } = first.running.world
    await stop()
    vi.setSystemTime(Date.UTC(2025, 0, 5))
    const second = await start()
    expect(second.running.world.nowUs).toBeGreaterThanOrEqual(nowUs)
    await put(second, 'two')
    const [one, two] = (await readAll(second)).sequenceNumbers
    expect(BigInt(two!)).toBeGreaterThan(BigInt(one!))
  })

  it('goes on with a scenario where it stood, its acts still to come', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 5) })
    const first = await start({ scenario: reshardUnderLag })
    await first.advance(50_000)
    await stop()
    vi.setSystemTime(Date.UTC(2026, 0, 6))
    const second = await start()
    expect(second.running.world.nowUs).toBe(50_000_000)
    await second.advance(60_000)
    expect(second.running.world.streams[0]!.openShards).toHaveLength(4)
  })

  it('refuses another scenario than the one it holds', async () => {
    await start({ scenario: reshardUnderLag })
    await stop()
    await expect(start({ scenario: millionAMinute })).rejects.toThrow('holds a run of the scenario reshard-under-lag')
    await start({ scenario: reshardUnderLag })
  })

  it('holds nothing else than the snapshot once the service has ended', async () => {
    await makeStream(await start())
    expect(readdirSync(folder)).toContain('shardscope.lock')
    await stop()
    expect(readdirSync(folder)).toEqual(['shardscope.snapshot'])
  })

  it('is made when it is not there', async () => {
    const inner = join(folder, 'a', 'b')
    await start({ data: inner })
    await stop()
    expect(existsSync(join(inner, 'shardscope.snapshot'))).toBe(true)
  })
})

describe('a file that is no whole snapshot', () => {
  const damages: [string, (file: Buffer) => Buffer, string][] = [
    ['cut short', (file) => file.subarray(0, file.length - 100), 'is cut short'],
    ['cut in its head', (file) => file.subarray(0, 40), 'is no snapshot of Shardscope'],
    ['added to', (file) => Buffer.concat([file, Buffer.from('x')]), 'was added to'],
    ['with one bit turned', (file) => flip(file, file.length - 20), 'is damaged'],
    ['of another version', (file) => Buffer.from(file.toString('latin1').replace('snapshot 2', 'snapshot 1'), 'latin1'), 'another version'],
    ['of another shape', (file) => Buffer.from(file.toString('latin1').replace(/"shape":"\w/, '"shape":"-'), 'latin1'), 'another version'],
    ['empty', () => Buffer.alloc(0), 'is no snapshot of Shardscope'],
    ['somebody else’s', () => Buffer.from('{"a":1}\n'), 'is no snapshot of Shardscope'],
    ['random', () => Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7_919) % 251)), 'is no snapshot of Shardscope'],
  ]
  it.each(damages)('%s is refused and left as it is', async (_name, damage, said) => {
    await makeStream(await start())
    await stop()
    const damaged = damage(readFileSync(snapshot()))
    writeFileSync(snapshot(), damaged)
    await expect(start()).rejects.toThrow(said)
    await expect(start()).rejects.toThrow('choose another folder with --data')
    expect(readFileSync(snapshot()).equals(damaged)).toBe(true)
    expect(existsSync(lock())).toBe(false)
  })

  it('but a whole one beside a torn next one is taken', async () => {
    const first = await start()
    await makeStream(first)
    await put(first, 'kept')
    await stop()
    writeFileSync(unfinished(), readFileSync(snapshot()).subarray(0, 500))
    expect((await readAll(await start())).texts).toEqual(['kept'])
    await stop()
    expect(readdirSync(folder)).toEqual(['shardscope.snapshot'])
  })

  it.each([
    ['a file where the folder should be', () => writeFileSync(join(folder, 'x'), ''), 'x', 'cannot be used as a folder'],
    ['a folder where the snapshot should be', () => mkdirSync(snapshot()), '', 'cannot be read'],
    ['a folder where the next snapshot should be', () => mkdirSync(unfinished()), '', 'cannot be removed (something else of that name is there). Move it away'],
  ])('%s is told', async (_name, make, inner, said) => {
    make()
    await expect(start({ data: join(folder, inner) })).rejects.toThrow(said)
  })
})

describe('a disk that takes nothing', () => {
  it('is told once, leaves the last good file, and is tried again', async () => {
    const said: string[] = []
    const first = await start({ log: (line) => said.push(line) })
    await makeStream(first)
    await stop()
    const good = readFileSync(snapshot())
    const second = await start({ log: (line) => said.push(line) })
    await put(second, 'more')
    symlinkSync('/dev/full', unfinished())
    await stop()
    expect(said).toEqual([expect.stringMatching(/could not be saved: the disk is full.*kept/)])
    expect(readFileSync(snapshot()).equals(good)).toBe(true)
    expect(await openAndClose()).toBe('orders')
  })

  async function openAndClose(): Promise<string | undefined> {
    const service = await start()
    const kinesis = openClient(service, 'HTTP/1.1')
    const { StreamNames } = await kinesis.send(new ListStreamsCommand())
    kinesis.destroy()
    return StreamNames?.[0]
  }
})

describe('two services on one folder', () => {
  it('are one too many', async () => {
    await start()
    await expect(startService({ data: folder })).rejects.toThrow(`${folder} is in use by another service (process ${process.pid})`)
    await stop()
    await start()
  })

  it.each([
    ['has ended', { pid: 2 ** 22 + 1, host: hostname() }],
    ['had this process’s number in another life', { pid: process.pid, host: hostname() }],
    ['left no sense behind', 'nonsense'],
  ])('are none when the first %s', async (_name, owner) => {
    writeFileSync(lock(), JSON.stringify(owner))
    await start()
    expect(readFileSync(lock(), 'utf8')).toContain(`"pid":${process.pid}`)
  })

  it('are two when the first runs elsewhere, unless it has been silent for long', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: 1, host: 'elsewhere' }))
    await expect(start()).rejects.toThrow('in use by another service (process 1)')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    await start()
  })

  it('are two when the first has made its lock and not signed it yet', async () => {
    writeFileSync(lock(), '')
    const wait = globalThis.setTimeout
    // The first signs while the second waits for it.
    const waits = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void) => {
      writeFileSync(lock(), JSON.stringify({ pid: 1, host: 'elsewhere' }))
      return wait(act, 0)
    }))
    await expect(start()).rejects.toThrow('in use by another service (process 1)')
    waits.mockRestore()
  })

  it('are none when the first ended before it signed', async () => {
    writeFileSync(lock(), '')
    await start()
    expect(readFileSync(lock(), 'utf8')).toContain(`"pid":${process.pid}`)
  })

  it('the one that has lost the folder writes no more', async () => {
    const held = await openDataFolder(folder)
    const service = await startService({ clock: 'manual' })
    writeFileSync(lock(), JSON.stringify({ pid: 1, host: 'elsewhere', token: 'another' }))
    const { emptyAccount } = await import('./emptyAccount')
    await expect(held.save({ scenario: emptyAccount, world: service.running.world })).rejects.toThrow('another service has taken the folder')
    expect(existsSync(snapshot())).toBe(false)
    await held.close()
    expect(readFileSync(lock(), 'utf8')).toContain('another')
    await service.close()
  })
})

function flip(file: Buffer, at: number): Buffer {
  const flipped = Buffer.from(file)
  flipped[at]! ^= 1
  return flipped
}
