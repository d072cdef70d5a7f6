/** What becomes of a request: refused at the gate, or read, put to the world and answered. */
import { refused } from '../../kinesis/exceptions'
import { answerRequest } from '../../wire/answerCall'
import type { Identity, WireResponse } from '../../wire/httpMessage'
import { headersOf } from '../../wire/headers'
import { writeAnswer } from '../../wire/writeAnswer'
import { answer, readBody, type Exchange, type Room } from './exchange'
import { corsHeaders, preflightHeaders, refuseStranger, type Rules } from './guard'
import { createIdentities } from './identity'
import { nodeBase64 } from './nodeBase64'
import { originOf } from './origin'
import type { RunningWorld } from './runningWorld'
import type { Subscriptions } from './subscriptions'

/** 10 MiB of records and keys are 14 MiB of base64, with names and quotes around them about 15. */
export const BODY_BYTES_MAX = 16 * 1_048_576
const DISCARDED_BYTES_MAX = 8 * BODY_BYTES_MAX
const ROOM_BYTES = 32 * BODY_BYTES_MAX

export interface RequestsOptions {
  running: RunningWorld
  subscriptions: Subscriptions
  rules: Rules
  /** Something of ours broke; the client hears InternalFailureException. */
  onFailure: (error: unknown) => void
}

export interface Requests {
  take: (exchange: Exchange) => void
  /** Resolves when no request is without its answer; subscriptions do not count. */
  idle(): Promise<void>
}

export function createRequests({ running, subscriptions, rules, onFailure }: RequestsOptions): Requests {
  const identify = createIdentities()
  const room: Room = { bytesLeft: ROOM_BYTES }
  let pending = 0
  let waiting: (() => void)[] = []

  async function handle(exchange: Exchange): Promise<void> {
    const { origin } = exchange.headers
    const identity = identify(epochMsOf(running))
    const refusal = refuseStranger(rules, exchange.host, origin)
    if (refusal !== null) {
      answer(exchange, refuse(403, 'AccessDeniedException', refusal, identity))
      return
    }
    const answered = origin === undefined ? exchange : withHeaders(exchange, corsHeaders(origin))
    if (origin !== undefined && exchange.method === 'OPTIONS') {
      answer(answered, { status: 200, headers: { ...headersOf(identity, null), ...preflightHeaders(exchange.headers) }, body: new Uint8Array(0) })
    } else await serve(answered, identity)
  }

  async function serve(exchange: Exchange, identity: Identity): Promise<void> {
    const body = await readBody(exchange, room, BODY_BYTES_MAX, DISCARDED_BYTES_MAX)
    if (body.kind === 'torn') return
    if (body.kind === 'too large') {
      answer(exchange, refuse(413, 'SerializationException', `The request is larger than ${BODY_BYTES_MAX} bytes.`, identity))
      return
    }
    if (body.kind === 'no room' || room.bytesLeft <= 0) {
      answer(exchange, refuse(503, 'InternalFailureException', 'Too many large requests at once.', identity))
      return
    }
    await running.catchUp()
    const { method, path, headers } = exchange
    const answered = answerRequest({ method, path, headers, body: body.bytes }, (call) => running.call({ ...call, origin: originOf(headers, identity) }), identity, nodeBase64)
    if (answered.kind === 'response') answer(exchange, answered.response, room)
    else subscriptions.open(exchange, answered, identity)
  }

  return {
    take: (exchange) => {
      pending++
      handle(exchange)
        .catch((error: unknown) => {
          onFailure(error)
          fail(exchange, identify(epochMsOf(running)))
        })
        .finally(() => {
          pending--
          if (pending > 0) return
          for (const resolve of waiting) resolve()
          waiting = []
        })
    },
    idle() {
      return pending === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))
    },
  }
}

/** When the answer has begun already, there is nothing to say any more. */
function fail(exchange: Exchange, identity: Identity): void {
  try {
    answer(exchange, writeAnswer('ListStreams', refused('InternalFailureException', 'Internal service failure.'), 'json', identity))
  } catch {
    exchange.incoming.destroy()
  }
}

function refuse(status: number, exception: 'AccessDeniedException' | 'InternalFailureException' | 'SerializationException', message: string, identity: Identity): WireResponse {
  return { ...writeAnswer('ListStreams', refused(exception, message), 'json', identity), status }
}

function withHeaders(exchange: Exchange, added: WireResponse['headers']): Exchange {
  return { ...exchange, respond: (status, headers) => exchange.respond(status, { ...headers, ...added }) }
}

function epochMsOf({ world }: RunningWorld): number {
  return world.epochMs + world.nowUs / 1_000
}
