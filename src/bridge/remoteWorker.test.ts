import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { decode, encode } from '../base/plainData'
import type { Link } from './link'
import { PROTOCOL_VERSION, type Envelope, type Reply, type Request } from './protocol'
import { ATTEMPTS_UNTIL_LOST, RemoteWorker, RETRY_MS, SILENCE_MS_MAX } from './remoteWorker'

/** A connection whose other end is the test. */
class FakeSocket extends EventTarget {
  binaryType: BinaryType = 'blob'
  readonly url: string
  readonly sent: Envelope<Request>[] = []
  isClosed = false

  constructor(url: string) {
    super()
    this.url = url
  }

  send(data: ArrayBuffer): void {
    this.sent.push(decode(data) as Envelope<Request>)
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.dispatchEvent(new Event('close'))
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  open(hello: unknown = JSON.stringify({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION })): void {
    this.dispatchEvent(new Event('open'))
    this.say(hello)
  }

  reply(requestNumber: number, body: Reply): void {
    this.say(encode({ requestNumber, body }))
  }
}

const report = (generation: number): Reply =>
  ({ type: 'Report', frame: { generation }, summary: null, reported: { events: [], forkedAtMs: null }, recording: null, reached: true }) as unknown as Reply
const goTo = (requestNumber: number): Envelope<Request> => ({ requestNumber, body: { type: 'GoTo', atUs: 0, summary: false } })
const act = (requestNumber: number): Envelope<Request> => ({ requestNumber, body: { type: 'Submit', command: { type: 'SetProducerCount', producerCount: 1 } } })

function start({ answers = false, pageOrigin = 'http://localhost:5173' } = {}) {
  const sockets: FakeSocket[] = []
  const links: string[] = []
  const uncertain: string[] = []
  const heard: Envelope<Reply>[] = []
  const worker = new RemoteWorker({
    address: 'localhost:4567',
    onLink: ({ phase, problem }: Link) => links.push(problem === null ? phase : `${phase}: ${problem}`),
    onActUncertain: ({ command }) => uncertain.push(command.type),
    openSocket: (url) => {
      const socket = new FakeSocket(url)
      sockets.push(socket)
      return socket
    },
    probe: () => Promise.resolve(answers),
    pageOrigin,
  })
  worker.addEventListener('message', (event) => heard.push((event as MessageEvent<Envelope<Reply>>).data))
  return { worker, sockets, links, uncertain, heard, socket: () => sockets.at(-1)! }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Lets the probe answer, and the next attempt come. */
async function waitForRetry(attempt: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]!)
}

describe('a connection', () => {
  it('carries requests once the service has introduced itself, and brings answers', () => {
    const { worker, socket, links, heard } = start()
    worker.postMessage(goTo(1))
    expect(socket().sent).toEqual([])
    socket().open()
    worker.postMessage(goTo(2))
    expect(socket().sent).toEqual([goTo(1), goTo(2)])
    expect(socket().url).toBe(`ws://localhost:4567/shardscope?protocol=${PROTOCOL_VERSION}`)
    socket().reply(1, { type: 'SourceCancelled' })
    expect(heard).toEqual([{ requestNumber: 1, body: { type: 'SourceCancelled' } }])
    expect(links).toEqual(['connected'])
  })

  it('that is lost is made again by itself: what was asked is asked again, in its order', async () => {
    const { worker, sockets, socket, links } = start()
    socket().open()
    worker.postMessage(goTo(1))
    worker.postMessage({ requestNumber: 2, body: { type: 'Inspect', subject: { kind: 'key', partitionKey: 'a' } } })
    socket().reply(1, report(1))
    socket().close()
    worker.postMessage(goTo(3))
    await waitForRetry(0)
    expect(sockets).toHaveLength(2)
    socket().open()
    expect(socket().sent.map(({ requestNumber }) => requestNumber)).toEqual([2, 3])
    expect(links).toEqual(['connected', 'reconnecting: dropped', 'connected'])
  })

  it('that ends after each greeting is tried less and less often, and counts as lost', async () => {
    const { worker, sockets, socket, links } = start()
    worker.postMessage(goTo(1))
    for (let attempt = 0; attempt <= ATTEMPTS_UNTIL_LOST; attempt++) {
      expect(sockets).toHaveLength(attempt + 1)
      socket().open()
      socket().close()
      expect(links.at(-1)).toBe(attempt < ATTEMPTS_UNTIL_LOST ? 'reconnecting: dropped' : 'lost: dropped')
      await waitForRetry(attempt)
    }
    socket().open()
    socket().reply(1, report(1))
    socket().close()
    expect(links.at(-1)).toBe('reconnecting: dropped')
  })

  it('never repeats an act: it says so, and asks how the world stands instead', async () => {
    const { worker, socket, uncertain, heard } = start()
    socket().open()
    worker.postMessage(act(1))
    socket().close()
    expect(uncertain).toEqual(['SetProducerCount'])
    await waitForRetry(0)
    socket().open()
    expect(socket().sent).toEqual([{ requestNumber: 1, body: { type: 'GoTo', atUs: 0, summary: true } }])
    socket().reply(1, report(5))
    expect(heard.map(({ requestNumber, body }) => [requestNumber, body.type])).toEqual([[1, 'Report']])
  })

  it('of a later time has greater generations, whatever the service counts', async () => {
    const { worker, socket, heard } = start()
    socket().open()
    worker.postMessage(goTo(1))
    socket().reply(1, report(9_000))
    socket().close()
    await waitForRetry(0)
    socket().open()
    worker.postMessage(goTo(2))
    socket().reply(2, report(1))
    const generations = heard.map(({ body }) => (body.type === 'Report' ? body.frame.generation : NaN))
    expect(generations[1]).toBeGreaterThan(generations[0]!)
  })

  it('remembers which stream was watched', async () => {
    const { worker, socket } = start()
    socket().open()
    worker.postMessage({ requestNumber: 1, body: { type: 'Watch', streamName: 'a b&c' } })
    socket().reply(1, report(1))
    socket().close()
    await waitForRetry(0)
    expect(new URL(socket().url).searchParams.get('watch')).toBe('a b&c')
  })

  it('to a service that owes an answer for too long is given up', async () => {
    const { worker, sockets, socket, links } = start()
    socket().open()
    await vi.advanceTimersByTimeAsync(10 * SILENCE_MS_MAX)
    expect(links).toEqual(['connected'])
    worker.postMessage(goTo(1))
    await vi.advanceTimersByTimeAsync(2 * SILENCE_MS_MAX)
    expect(links).toContain('reconnecting: dropped')
    expect(sockets[0]!.isClosed).toBe(true)
  })

  it('is over when the page is done with it', async () => {
    const { worker, sockets, socket, links } = start()
    socket().open()
    worker.terminate()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sockets).toHaveLength(1)
    expect(socket().isClosed).toBe(true)
    expect(links).toEqual(['connected'])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a connection that cannot be made', () => {
  it.each([
    ['nothing answers', { answers: false }, 'lost: nothing'],
    ['another program answers', { answers: true }, 'lost: stranger'],
    ['a service takes no page of this origin', { answers: true, pageOrigin: 'https://example.com' }, 'lost: refused'],
    ['a page only looks as if it were of this machine', { answers: true, pageOrigin: 'https://localhost.example.com' }, 'lost: refused'],
  ])('because %s', async (_why, options, link) => {
    const { socket, links } = start(options)
    socket().close()
    await vi.advanceTimersByTimeAsync(0)
    expect(links).toEqual([link])
  })

  it.each([
    ['another version', JSON.stringify({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION + 1 }), 'lost: version'],
    ['another program', JSON.stringify({ program: 'chat' }), 'lost: stranger'],
    ['no JSON', '<html>', 'lost: stranger'],
    ['null', 'null', 'lost: stranger'],
    ['bytes', new ArrayBuffer(8), 'lost: stranger'],
  ])('because %s introduces itself', async (_what, hello, link) => {
    const { socket, links } = start()
    socket().open(hello)
    await vi.advanceTimersByTimeAsync(0)
    expect(links).toEqual([link])
    expect(socket().isClosed).toBe(true)
    expect(socket().sent).toEqual([])
  })

  it('because who answers falls silent after opening, or closes without a word', async () => {
    const { socket, links } = start({ answers: true })
    socket().dispatchEvent(new Event('open'))
    await vi.advanceTimersByTimeAsync(2 * SILENCE_MS_MAX)
    expect(links[0]).toBe('lost: stranger')
  })

  it('with an address that the browser refuses', () => {
    const links: string[] = []
    const worker = new RemoteWorker({
      address: 'localhost:4567',
      onLink: ({ problem }) => links.push(String(problem)),
      onActUncertain: () => undefined,
      openSocket: () => {
        throw new DOMException('insecure', 'SecurityError')
      },
    })
    expect(links).toEqual(['refused'])
    worker.terminate()
  })

  it('is tried again at growing distances, and counts as lost after some', async () => {
    const { sockets, socket, links } = start()
    socket().open()
    socket().close()
    for (let attempt = 0; attempt < ATTEMPTS_UNTIL_LOST; attempt++) {
      await waitForRetry(attempt)
      expect(sockets).toHaveLength(attempt + 2)
      socket().close()
      await vi.advanceTimersByTimeAsync(0)
    }
    expect(links.filter((link) => link.startsWith('lost'))).toEqual(['lost: nothing'])
    await vi.advanceTimersByTimeAsync(RETRY_MS.at(-1)!)
    socket().open()
    expect(links.at(-1)).toBe('connected')
  })

  it('is tried at once when somebody asks, and only once', async () => {
    const { worker, sockets, socket } = start()
    socket().close()
    await vi.advanceTimersByTimeAsync(0)
    worker.retry()
    worker.retry()
    expect(sockets).toHaveLength(2)
    socket().open()
    worker.retry()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sockets).toHaveLength(2)
  })
})

it('does not send a file to a service', () => {
  const { worker, socket, heard } = start()
  socket().open()
  worker.postMessage({ requestNumber: 1, body: { type: 'LoadSource', sourceId: 'x', file: new Blob(['a']), fileName: 'x.csv' } })
  expect(heard[0]!.body).toMatchObject({ type: 'SourceRefused', fileName: 'x.csv' })
  expect(socket().sent).toEqual([])
})

it('hangs up on answers that are none', async () => {
  const { worker, socket, links } = start()
  socket().open()
  worker.postMessage(goTo(1))
  socket().say(new ArrayBuffer(99))
  await vi.advanceTimersByTimeAsync(0)
  expect(links).toEqual(['connected', 'reconnecting: stranger'])
})
