/** The whole engine at once, for hosts that need not save on loading. */
import { accountParts } from '../engine/account/parts'
import { call } from '../engine/call'
import { otherKinds as applications } from '../engine/consumers/otherKinds'
import type { Environment } from '../engine/environment'
import { otherKinds } from '../engine/producers/otherKinds'
import { gzip } from './gzip'

export function environmentWith(sources: Environment['sources']): Environment {
  return { sources, call, producers: otherKinds, applications, account: accountParts, gzip }
}
