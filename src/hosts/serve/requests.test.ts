import { ListStreamsCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Agent, request } from 'node:http'
import { connect } from 'node:http2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startService, type Service } from './service'
import { openClient, PROTOCOLS, SIGNED, targetOf } from './testing/clients'
import { send, type Sent } from './testing/requests'

let service: Service
const said: string[] = []

beforeAll(async () => {
  service = await startService({ clock: 'manual', throttling: false, log: (line) => said.push(line) })
})

afterAll(async () => {
  await service.close()
})

const SECRET = 'a-secret-that-must-not-come-back'

describe('a request that is none', () => {
  const bad: [string, Sent, number][] = [
    ['no body', { body: '' }, 400],
    ['bad JSON', { body: '{' }, 400],
    ['JSON of another kind', { body: '[]' }, 400],
    ['a number', { body: '1' }, 400],
    ['a huge number', { operation: 'CreateStream', body: `{"StreamName":"a","ShardCount":1e400}` }, 400],
    ['a long number', { operation: 'CreateStream', body: `{"StreamName":"a","ShardCount":${'9'.repeat(5_000)}}` }, 400],
    ['lone surrogates', { operation: 'CreateStream', body: '{"StreamName":"\\ud800","ShardCount":1}' }, 400],
    ['bytes that are no UTF-8', { operation: 'CreateStream', body: Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]) }, 400],
    ['20,000 brackets', { body: '['.repeat(20_000) }, 400],
    ['20,000 nested objects', { body: '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000) }, 400],
    ['an unknown operation', { operation: 'MakeStream' }, 400],
    ['a prototype for an operation', { operation: '__proto__' }, 400],
    ['no target', { headers: { 'x-amz-target': '' } }, 400],
    ['no signature', { headers: { authorization: '' } }, 400],
    ['no content type', { headers: { 'content-type': '' } }, 404],
    ['GET', { method: 'GET', body: '' }, 403],
    ['PUT', { method: 'PUT' }, 403],
    ['DELETE', { method: 'DELETE', path: `/${'x'.repeat(5_000)}`, body: '' }, 403],
    ['OPTIONS without an origin', { method: 'OPTIONS', body: '' }, 403],
    ['bad CBOR', { headers: { 'content-type': 'application/x-amz-cbor-1.1' }, body: Uint8Array.from([0xbf, 0x61]) }, 400],
  ]
  it.each(bad)('%s', async (_name, sent, status) => {
    const response = await send(service.port, sent)
    expect(response.status).toBe(status)
    expect(response.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('never hears its own headers again', async () => {
    const authorization = SIGNED.authorization.replace('Signature=any', `Signature=${SECRET}`)
    for (const [, sent] of bad) {
      const headers = { authorization, 'x-amz-security-token': SECRET, cookie: SECRET, ...sent.headers }
      const { body, headers: received } = await send(service.port, { ...sent, headers })
      expect(body + JSON.stringify(received)).not.toContain(SECRET)
    }
    expect(said.join()).not.toContain(SECRET)
  })
})

describe.each(PROTOCOLS)('a body of 20 MB over %s', (protocol) => {
  it('gets a clear 4xx of the service’s own kind, and the next request an answer', async () => {
    const kinesis = openClient(service, protocol)
    const Records = Array.from({ length: 15 }, () => ({ PartitionKey: 'a', Data: new Uint8Array(1_000_000) }))
    await expect(kinesis.send(new PutRecordsCommand({ StreamName: 'none', Records }))).rejects.toMatchObject({
      name: 'SerializationException',
      message: expect.stringContaining('larger than 16777216 bytes') as string,
      $metadata: { httpStatusCode: 413 },
    })
    expect((await kinesis.send(new ListStreamsCommand())).StreamNames).toEqual([])
    kinesis.destroy()
  })
})

it('tears a body that does not end', async () => {
  const sent = request({ host: '127.0.0.1', port: service.port, method: 'POST', headers: { ...SIGNED, 'x-amz-target': targetOf('ListStreams'), 'transfer-encoding': 'chunked' } })
  const torn = new Promise<void>((resolve) => sent.once('error', () => resolve()))
  const piece = Buffer.alloc(1_048_576)
  let isTorn = false
  void torn.then(() => {
    isTorn = true
  })
  let pieces = 0
  for (; !isTorn && pieces < 400; pieces++) await new Promise((resolve) => sent.write(piece, () => setImmediate(resolve)))
  expect(pieces).toBeLessThan(400)
  expect((await send(service.port)).status).toBe(200)
})

it('answers HEAD with headers alone over both protocols', async () => {
  expect(await send(service.port, { method: 'HEAD', body: '' })).toMatchObject({ status: 403, body: '' })
  const session = connect(`http://127.0.0.1:${service.port}`)
  const stream = session.request({ ':method': 'HEAD', ':path': '/' })
  const status = await new Promise((resolve) => stream.once('response', (headers) => resolve(headers[':status'])))
  expect(status).toBe(403)
  session.destroy()
  expect((await send(service.port)).status).toBe(200)
})

it('holds no memory for 10,000 bad requests', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const bad = (number: number) =>
    new Promise<void>((resolve, reject) => {
      const headers = { ...SIGNED, 'x-amz-target': targetOf(`Nothing${number}`), [`x-${number}`]: 'x'.repeat(200) }
      const sent = request({ host: '127.0.0.1', port: service.port, method: 'POST', agent, headers }, (response) => {
        response.resume().once('end', resolve)
      })
      sent.once('error', reject)
      sent.end(`{"${number}":`)
    })
  const run = async (from: number, count: number) => {
    for (let at = from; at < from + count; at += 50) await Promise.all(Array.from({ length: 50 }, (_, number) => bad(at + number)))
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = await run(0, 2_000)
  const after = await run(2_000, 10_000)
  agent.destroy()
  expect(after / before).toBeLessThan(1.3)
})
