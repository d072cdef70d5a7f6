/** One call of the console from the moment it is sent: through the SDK to the engine, and what came back. */
import type { SimMs } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import type { Answer, ExceptionName } from '../../kinesis/exceptions'
import type { Actions, CallTold } from '../../store/actions'
import type { CallCommand } from '../../engine/commands'
import type { PageDoor } from '../../wire/clientHandler'
import type { JsonObject } from './draft'
import type { HttpExchange } from './httpExchange'
import type { SdkOutcome } from './sdkCall'
import { subscriptionItems } from './subscriptionItems'

export interface SentCall {
  operation: OperationName
  input: JsonObject
  outcome: SdkOutcome | { kind: 'lost' }
  http: HttpExchange
  /** Null where the call never reached the service. */
  told: CallTold | null
  /** Instants of what a subscription has pushed and nobody has taken yet. */
  pushedAtMs: SimMs[]
}

export interface SendOptions {
  operation: OperationName
  input: JsonObject
  call: Actions['call']
  onSubscription: Actions['onSubscription']
  /** Virtual epoch time, for the response's date. */
  epochMs: number
  signal: AbortSignal
}

/** The SDK comes with the first call. */
export async function sendCall({ operation, input, call, onSubscription, epochMs, signal }: SendOptions): Promise<SentCall> {
  const { sdkCall } = await import('./sdkCall')
  const seen: { told: CallTold | null; isLost: boolean; pushedAtMs: SimMs[] } = { told: null, isLost: false, pushedAtMs: [] }
  const put = async (command: CallCommand): Promise<Answer<unknown>> => {
    const told = await call(command)
    seen.told = told
    seen.isLost = told === null
    if (told === null) throw new Error('the call was lost')
    if (told.kind === 'CallAccepted') return { ok: true, value: told.output }
    return { ok: false, refusal: { exception: told.exception as ExceptionName, message: told.message } }
  }
  const door: PageDoor = {
    send: (wireCall) => put({ type: 'Call', ...wireCall }),
    subscribe: async (subscription, ended) => {
      const answer = await put({ type: 'Call', operation: 'SubscribeToShard', input: subscription })
      return answer.ok ? { ok: true, value: subscriptionItems(answer.value, { onSubscription, signal: ended, pushedAtMs: seen.pushedAtMs }) } : answer
    },
    identify: () => ({ requestId: crypto.randomUUID(), extendedId: btoa(crypto.randomUUID()), nowMs: epochMs }),
  }
  const { outcome, http } = await sdkCall({ operation, input, door, signal })
  return { operation, input, outcome: seen.isLost ? { kind: 'lost' } : outcome, http, told: seen.told, pushedAtMs: seen.pushedAtMs }
}
