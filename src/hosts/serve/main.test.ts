import { CreateStreamCommand, GetRecordsCommand, GetShardIteratorCommand, ListStreamsCommand, PutRecordsCommand, type KinesisClient } from '@aws-sdk/client-kinesis'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { openClient, SIGNED, targetOf } from './testing/clients'
import { flushed, openSocket, send } from './testing/requests'

const folder = mkdtempSync(join(tmpdir(), 'shardscope-'))
const children: ChildProcess[] = []
const clients: KinesisClient[] = []

afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface Running {
  child: ChildProcess
  port: number
  said: () => string
  ended: Promise<[number | null, string | null]>
}

async function serve(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, ['scripts/host.mjs', 'serve', '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let text = ''
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
      const [, found] = /--endpoint-url http:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? []
      if (found !== undefined) resolve(Number(found))
    })
    child.once('exit', (code) => reject(new Error(`ended with ${String(code)} before it served`)))
  })
  return { child, port, said: () => text, ended: once(child, 'exit') as Promise<[number | null, string | null]> }
}

function client({ port }: { port: number }): KinesisClient {
  const made = openClient({ port }, 'HTTP/2')
  clients.push(made)
  return made
}

describe('npm run serve', () => {
  it('says where it is, prints calls, and ends with exit code 0 at Ctrl-C', async () => {
    const running = await serve()
    await client(running).send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }))
    running.child.kill('SIGINT')
    expect(await running.ended).toEqual([0, null])
    expect(running.said()).toContain('Nothing is kept after the end')
    expect(running.said()).toMatch(/^\d\d:\d\d:\d\d {2}CreateStream orders {2}ok$/m)
  })

  it('finishes a request that is under way at SIGTERM, and saves', async () => {
    const data = join(folder, 'term')
    const running = await serve('--data', data, '--quiet')
    await client(running).send(new CreateStreamCommand({ StreamName: 'before', ShardCount: 1 }))
    const body = JSON.stringify({ StreamName: 'during', ShardCount: 1 })
    const { socket, received, closed } = await openSocket(running.port)
    const headers = { host: 'localhost', ...SIGNED, 'x-amz-target': targetOf('CreateStream'), 'content-length': body.length }
    await flushed(socket, `POST / HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body.slice(0, 5)}`)
    await send(running.port)
    running.child.kill('SIGTERM')
    await refusesConnections(running.port)
    socket.write(body.slice(5))
    await closed
    expect(received().toString()).toMatch(/^HTTP\/1\.1 200 /)
    expect(await running.ended).toEqual([0, null])
    expect(running.said()).not.toContain('CreateStream')
    const { StreamNames } = await client(await serve('--data', data)).send(new ListStreamsCommand())
    expect(StreamNames).toEqual(['before', 'during'])
  })

  it('goes on, and saves, when nobody reads its lines any longer', async () => {
    const data = join(folder, 'unread')
    const running = await serve('--data', data)
    running.child.stdout!.destroy()
    const kinesis = client(running)
    for (const StreamName of ['one', 'two', 'three', 'four']) await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }))
    running.child.kill('SIGINT')
    expect(await running.ended).toEqual([0, null])
    expect(existsSync(join(data, 'shardscope.snapshot'))).toBe(true)
  })

  it('does not wait at the second Ctrl-C', async () => {
    const running = await serve()
    const { socket } = await openSocket(running.port)
    await flushed(socket, 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n')
    await send(running.port)
    running.child.kill('SIGINT')
    await refusesConnections(running.port)
    running.child.kill('SIGINT')
    expect(await running.ended).toEqual([130, null])
    socket.destroy()
  })

  it('has the last good snapshot after kill -9 in the middle of writing', async () => {
    const data = join(folder, 'kill')
    const running = await serve('--data', data, '--no-throttling')
    const kinesis = client(running)
    await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }))
    await expect.poll(() => put(kinesis, 0).then(() => true, () => false), { timeout: 20_000 }).toBe(true)
    let batches = 1
    while (!existsSync(join(data, 'shardscope.snapshot'))) await put(kinesis, batches++)
    while (!existsSync(join(data, 'shardscope.snapshot.new'))) await put(kinesis, batches++)
    running.child.kill('SIGKILL')
    await running.ended
    const again = await serve('--data', data, '--no-throttling')
    const numbers = await readNumbers(client(again))
    expect(numbers.length).toBeGreaterThan(0)
    expect(numbers).toEqual(numbers.map((_, at) => at))
    again.child.kill('SIGINT')
    expect(await again.ended).toEqual([0, null])
  })

  it('says how it is used', () => {
    const run = (...args: string[]) => spawnSync(process.execPath, ['scripts/host.mjs', 'serve', ...args], { encoding: 'utf8' })
    const help = run('--help')
    expect([help.status, help.stdout, help.stderr]).toEqual([0, expect.stringContaining('npm run serve --'), ''])
    const wrong = run('--port', 'x')
    expect([wrong.status, wrong.stdout]).toEqual([1, ''])
    expect(wrong.stderr).toContain('--port takes a number up to 65535, not x')
    expect(run('--scenario', 'no-such').stderr).toContain('There is no scenario and no file named no-such')
  })

  it('says that its port is taken, or that the address is not this machine’s', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const run = async (...args: string[]) => {
      const child = spawn(process.execPath, ['scripts/host.mjs', 'serve', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
      children.push(child)
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (piece: string) => (said += piece))
      return { code: ((await once(child, 'close')) as [number])[0], said }
    }
    expect(await run('--port', String(port))).toEqual({ code: 1, said: expect.stringContaining(`Port ${port} of 127.0.0.1 is taken`) as string })
    expect(await run('--port', '0', '--host', '192.0.2.1')).toEqual({ code: 1, said: expect.stringContaining('This machine has no address 192.0.2.1') as string })
    other.close()
  })
})

async function refusesConnections(port: number): Promise<void> {
  await expect.poll(() => send(port).then(() => 'open', () => 'closed')).toBe('closed')
}

const BATCH = 50

function put(kinesis: KinesisClient, batch: number) {
  const Records = Array.from({ length: BATCH }, (_, at) => ({ PartitionKey: 'a', Data: Buffer.from(String(batch * BATCH + at).padEnd(2_000)) }))
  return kinesis.send(new PutRecordsCommand({ StreamName: 'orders', Records }))
}

async function readNumbers(kinesis: KinesisClient): Promise<number[]> {
  let { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName: 'orders', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' }))
  const numbers: number[] = []
  for (;;) {
    const { Records, NextShardIterator } = await kinesis.send(new GetRecordsCommand({ ShardIterator, Limit: 2_000 }))
    if (Records!.length === 0) return numbers
    for (const { Data } of Records!) numbers.push(Number(Buffer.from(Data!).toString()))
    ShardIterator = NextShardIterator
  }
}
