/** How the world's own clients name a stream: by its name, or by its ARN where they call from another account, as the API wants it. */
import { ACCOUNT_ID } from '../../kinesis/limits'
import { streamArn } from '../naming'
import type { World } from '../state'
import type { CallerName } from './callerName'
import type { Guards } from './guards'

export function streamRef({ guards }: World, caller: CallerName, streamName: string): { StreamName: string } | { StreamARN: string } {
  return accountOf(guards, caller) === ACCOUNT_ID ? { StreamName: streamName } : { StreamARN: streamArn(streamName) }
}

export function accountOf({ identities }: Guards, caller: CallerName): string {
  return identities.get(caller)?.accountId ?? ACCOUNT_ID
}
