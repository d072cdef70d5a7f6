import { PassThrough } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { answer, readBody, type Exchange, type Room } from './exchange'

function openExchange(): { exchange: Exchange; incoming: PassThrough; outgoing: PassThrough } {
  const incoming = new PassThrough()
  const outgoing = new PassThrough()
  return { exchange: { method: 'POST', path: '/', host: 'localhost', headers: {}, incoming, respond: () => outgoing }, incoming, outgoing }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const PIECE = Buffer.alloc(1_000, 1)

async function read(pieces: number, room: Room, { bytesMax = 10_000, discardMax = 100_000 } = {}) {
  const { exchange, incoming } = openExchange()
  const body = readBody(exchange, room, bytesMax, discardMax)
  for (let piece = 0; piece < pieces && !incoming.destroyed; piece++) await new Promise((resolve) => incoming.write(PIECE, resolve))
  if (!incoming.destroyed) incoming.end()
  return body
}

describe('a body', () => {
  it('comes whole, and leaves no trace', async () => {
    const room = { bytesLeft: 10_000 }
    expect(await read(0, room)).toEqual({ kind: 'whole', bytes: new Uint8Array(0) })
    expect(await read(10, room)).toEqual({ kind: 'whole', bytes: Buffer.alloc(10_000, 1) })
    expect(room.bytesLeft).toBe(10_000)
  })

  it('in crumbs comes whole, and holds few of what they came in', async () => {
    const { exchange, incoming } = openExchange()
    const body = readBody(exchange, { bytesLeft: 10_000 }, 10_000, 100_000)
    const crumbs: WeakRef<Buffer>[] = []
    for (let at = 0; at < 5_000; at++) {
      const crumb = Buffer.from([at % 256])
      crumbs.push(new WeakRef(crumb))
      incoming.emit('data', crumb)
    }
    await new Promise(setImmediate)
    collectGarbage()
    expect(crumbs.filter((crumb) => crumb.deref() !== undefined).length).toBeLessThanOrEqual(1_024)
    incoming.emit('end')
    expect(await body).toEqual({ kind: 'whole', bytes: Buffer.from(Uint8Array.from({ length: 5_000 }, (_, at) => at)) })
  })

  it('is read to its end and dropped when it is too large', async () => {
    const room = { bytesLeft: 50_000 }
    expect(await read(99, room)).toEqual({ kind: 'too large' })
    expect(room.bytesLeft).toBe(50_000)
  })

  it('is torn when it does not end', async () => {
    const room = { bytesLeft: 50_000 }
    expect(await read(200, room)).toEqual({ kind: 'torn' })
    expect(room.bytesLeft).toBe(50_000)
  })

  it('is dropped when others leave it no room, and takes none itself', async () => {
    const room = { bytesLeft: 4_500 }
    const { exchange, incoming } = openExchange()
    const waiting = readBody(exchange, room, 10_000, 100_000)
    incoming.write(PIECE)
    await new Promise(setImmediate)
    expect(room.bytesLeft).toBe(3_500)
    expect(await read(4, room)).toEqual({ kind: 'no room' })
    expect(await read(3, room)).toMatchObject({ kind: 'whole' })
    incoming.destroy()
    expect(await waiting).toEqual({ kind: 'torn' })
    expect(room.bytesLeft).toBe(4_500)
  })
})

describe('an answer', () => {
  it('takes room until it is sent, or its reader is gone', async () => {
    for (const leave of ['read', 'destroy'] as const) {
      const room = { bytesLeft: 200_000 }
      const { exchange, outgoing } = openExchange()
      answer(exchange, { status: 200, headers: {}, body: Buffer.alloc(100_000) }, room)
      expect(room.bytesLeft).toBe(100_000)
      if (leave === 'read') outgoing.resume()
      else outgoing.destroy()
      await expect.poll(() => room.bytesLeft).toBe(200_000)
    }
  })
})
