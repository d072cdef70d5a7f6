/**
 * The page's own transport for `@aws-sdk/client-kinesis`: the SDK's requests become calls of a door that the page gives,
 * so that the SDK itself runs against the simulated service without a network.
 */
import type { HttpHandlerOptions, HttpRequest, HttpResponse, RequestHandler } from '@smithy/types'
import type { Input } from '../kinesis/api/types'
import type { Answer } from '../kinesis/exceptions'
import type { Base64 } from './codec'
import { subscriptionHead } from './eventStream'
import type { Identity, WireRequest, WireResponse } from './httpMessage'
import { readCall, type WireCall } from './readCall'
import { streamFrames, type SubscriptionItem } from './subscriptionStream'
import { writeAnswer } from './writeAnswer'

export interface PageDoor {
  send(call: WireCall, signal: AbortSignal): Promise<Answer<unknown>>
  /** The iterable is asked for the next item when the SDK wants one, and told when it wants no more. */
  subscribe(input: Input<'SubscribeToShard'>, signal: AbortSignal): Promise<Answer<AsyncIterable<SubscriptionItem>>>
  /** Of the next response. */
  identify(): Identity
  base64?: Base64
}

export interface ClientHandler extends RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions> {
  updateHttpClientConfig(): void
  httpHandlerConfigs(): object
}

const utf8 = new TextEncoder()

export function createClientHandler(door: PageDoor): ClientHandler {
  /** Of calls in flight and open subscriptions: the SDK ends a subscription only by its signal, or with itself. */
  const open = new Set<AbortController>()
  return {
    metadata: { handlerProtocol: 'h2' },
    handle: async (request, { abortSignal } = {}) => {
      const given = abortSignal as AbortSignal | undefined
      if (given?.aborted === true) throw abortError(given.reason)
      const abort = new AbortController()
      const stop = () => abort.abort(abortError(given?.reason))
      const release = () => {
        open.delete(abort)
        given?.removeEventListener('abort', stop)
      }
      open.add(abort)
      given?.addEventListener('abort', stop, { once: true })
      try {
        return { response: await unlessAborted(answer(door, toWire(request), abort.signal, release), abort.signal) }
      } catch (error) {
        release()
        throw error
      }
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => {
      for (const abort of open) abort.abort(abortError('the client was destroyed'))
      open.clear()
    },
  }
}

/** @param release lets go of the caller's signal, once nothing is left to abort. */
async function answer(door: PageDoor, request: WireRequest, signal: AbortSignal, release: () => void): Promise<HttpResponse> {
  const identity = door.identify()
  const read = readCall(request, identity, door.base64)
  if (!read.ok) {
    release()
    return toSdk(read.response)
  }
  const { call, codec } = read
  if (call.operation !== 'SubscribeToShard') {
    const answered = await door.send(call, signal)
    release()
    return toSdk(writeAnswer(call.operation, answered, codec, identity))
  }
  const subscribed = await door.subscribe(call.input, signal)
  if (!subscribed.ok) {
    release()
    return toSdk(writeAnswer(call.operation, subscribed, codec, identity))
  }
  const body = streamFrames({ items: subscribed.value, codec, signal, release })
  return toSdk({ ...subscriptionHead(identity), body })
}

function toWire({ method, path, query, headers, body }: HttpRequest): WireRequest {
  const parameters = new URLSearchParams()
  for (const [name, values] of Object.entries(query ?? {})) for (const value of [values].flat()) parameters.append(name, value ?? '')
  const search = parameters.toString()
  return {
    method,
    path: search === '' ? path : `${path}?${search}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: body instanceof Uint8Array ? body : utf8.encode(typeof body === 'string' ? body : ''),
  }
}

function toSdk({ status, headers, body }: Omit<WireResponse, 'body'> & { body: Uint8Array | ReadableStream<Uint8Array> }): HttpResponse {
  return { statusCode: status, headers: { ...headers }, body }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    // The reason is the AbortError that this handler made.
    const fail = () => reject(signal.reason as Error)
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
    promise.then(resolve, reject)
  })
}

/** The name by which the SDK knows that its caller gave up. */
function abortError(cause: unknown): Error {
  const error = new Error('Request aborted', { cause })
  error.name = 'AbortError'
  return error
}
