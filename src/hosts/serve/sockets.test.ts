import fc from 'fast-check'
import { connect as connectHttp2 } from 'node:http2'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookAtFirstBytes } from './firstBytes'
import { startService, type Service } from './service'
import { SIGNED, targetOf } from './testing/clients'
import { flushed, openSocket, send } from './testing/requests'

let service: Service

beforeAll(async () => {
  service = await startService({ clock: 'manual', throttling: false })
})

afterAll(async () => {
  await service.close()
})

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
const EMPTY_SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])
const SETTINGS_TYPE = 4

function requestText(extra = ''): string {
  const headers = { host: 'localhost', ...SIGNED, 'x-amz-target': targetOf('ListStreams'), 'content-length': '2' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST / HTTP/1.1\r\n${lines.join('')}${extra}\r\n{}`
}

async function expectAlive(): Promise<void> {
  expect((await send(service.port)).status).toBe(200)
}

describe('the first bytes of a connection', () => {
  it('may come one by one over HTTP/1.1', async () => {
    const { socket, received, closed } = await openSocket(service.port)
    for (const character of requestText('connection: close\r\n')) await flushed(socket, character)
    await closed
    expect(received().toString()).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('may come one by one over HTTP/2', async () => {
    const { socket, received } = await openSocket(service.port)
    for (const character of PREFACE) await flushed(socket, character)
    for (const byte of EMPTY_SETTINGS) await flushed(socket, Buffer.from([byte]))
    await expect.poll(() => received()[3]).toBe(SETTINGS_TYPE)
    socket.destroy()
  })

  it.each(['PRI', 'PRI * HTTP/1.1\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n', 'PRIVATE / HTTP/1.1\r\n\r\n', '\r\n\r\n', '\u0016\u0003\u0001\u0002\u0000'])(
    'that are neither (%j) end the connection alone',
    async (bytes) => {
      const { socket, received, closed } = await openSocket(service.port)
      await flushed(socket, bytes)
      socket.end()
      await closed
      expect(received().toString()).toMatch(/^$|^HTTP\/1\.1 400 /)
      await expectAlive()
    },
  )

  it('that never come end the connection', async () => {
    const given: string[] = []
    const server = createServer({ allowHalfOpen: true }, (socket) => lookAtFirstBytes(socket, 20, (protocol) => given.push(protocol)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { socket, closed } = await openSocket((server.address() as AddressInfo).port)
    await flushed(socket, 'PRI * HT')
    await closed
    expect(given).toEqual([])
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('a connection', () => {
  it('that a client has half closed still gets its answer', async () => {
    const { socket, received, closed } = await openSocket(service.port)
    socket.end(requestText())
    await closed
    expect(received().toString()).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('answers pipelined requests in order', async () => {
    const { socket, received, closed } = await openSocket(service.port)
    socket.write(requestText() + requestText().replace('ListStreams', 'Nothing') + requestText('connection: close\r\n'))
    await closed
    expect(received().toString().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400', 'HTTP/1.1 200'])
  })

  it.each(['in its head', 'in its body'])('torn %s costs nobody else anything', async (where) => {
    const text = requestText().replace('content-length: 2', 'content-length: 2000')
    const { socket } = await openSocket(service.port)
    await flushed(socket, where === 'in its head' ? text.slice(0, 40) : text)
    socket.resetAndDestroy()
    await expectAlive()
  })

  it('may be one of hundreds that say nothing', async () => {
    const idle = await Promise.all(Array.from({ length: 400 }, () => openSocket(service.port)))
    await expectAlive()
    for (const { socket } of idle) socket.destroy()
    await Promise.all(idle.map(({ closed }) => closed))
    await expectAlive()
  })

  it('hears that its headers are too large', async () => {
    const { socket, received, closed } = await openSocket(service.port)
    socket.write(`POST / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`)
    await closed
    expect(received().toString()).toMatch(/^HTTP\/1\.1 431 /)
    await expectAlive()
  })

  it('that offers h2c beside an ordinary request gets an ordinary answer', async () => {
    for (const cut of [0, 1, 2]) {
      const text = requestText('connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n')
      const { socket, received, closed } = await openSocket(service.port)
      await flushed(socket, text.slice(0, text.length - cut))
      socket.write(text.slice(text.length - cut))
      await closed
      expect(received().toString()).toMatch(/^HTTP\/1\.1 200 [^]*"StreamNames":\[\]/)
    }
  })

  it('that offers another protocol and is refused, or says too much, is not listened to any longer', async () => {
    for (const host of ['elsewhere.example', 'localhost']) {
      const { socket, closed } = await openSocket(service.port)
      socket.write(requestText(`connection: upgrade\r\nupgrade: any\r\n`).replace('localhost', host).replace('content-length: 2', 'content-length: 900000000'))
      const piece = Buffer.alloc(1_048_576)
      let pieces = 0
      while (!socket.destroyed && pieces++ < 400) await new Promise((resolve) => socket.write(piece, resolve))
      await closed
      expect(pieces).toBeLessThan(400)
    }
    await expectAlive()
  })

  it('is no WebSocket on a path that nobody watches', async () => {
    const { socket, received, closed } = await openSocket(service.port)
    socket.write('GET /nothing HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
    await closed
    expect(received().toString()).toMatch(/^HTTP\/1\.1 404 /)
  })

  it('is given to whoever watches its path, unless a stranger opens it', async () => {
    service.onUpgrade('/watched', (_request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
    for (const [origin, status] of [['http://localhost:5173', '101'], ['https://elsewhere.example', '403']] as const) {
      const { socket, received, closed } = await openSocket(service.port)
      socket.write(`GET /watched?x HTTP/1.1\r\nhost: localhost\r\norigin: ${origin}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`)
      await closed
      expect(received().toString()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    }
  })
})

describe('garbage', () => {
  it('as HTTP/2 frames ends that connection alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 9, maxLength: 400 }), async (bytes) => {
        const { socket, closed } = await openSocket(service.port)
        await flushed(socket, PREFACE)
        await flushed(socket, EMPTY_SETTINGS)
        await flushed(socket, bytes)
        // What the service makes of it has come back by now, or never will.
        await expectAlive()
        socket.resetAndDestroy()
        await closed
      }),
      { numRuns: 40 },
    )
    await expectAlive()
  })

  it('as HTTP/1.1 gets a 4xx or an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(`POST / HTTP/1.1\r\nhost: localhost\r\n${text}\r\n\r\n`))), async (bytes) => {
        const { socket, received, closed } = await openSocket(service.port)
        await flushed(socket, bytes)
        socket.end()
        await closed
        expect(received().toString()).toMatch(/^$|^HTTP\/1\.1 [4]\d\d /)
      }),
      { numRuns: 60 },
    )
    await expectAlive()
  })

  it('as an HTTP/2 stream that is reset at once, over and over, ends that connection at most', async () => {
    const session = connectHttp2(`http://127.0.0.1:${service.port}`)
    session.on('error', () => undefined)
    for (let number = 0; number < 300 && !session.destroyed; number++) {
      const stream = session.request({ ':method': 'POST', ':path': '/', ...SIGNED })
      stream.on('error', () => undefined)
      stream.close(8)
    }
    await expectAlive()
    session.destroy()
  })
})
