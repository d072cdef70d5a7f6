/** Who would use which key, and for which stream: the call whose fate a key's policy tells. */
import type { IdentityView, StreamGuardView } from '../../../engine/door/guardsView'

export interface WatchedUse {
  identity: IdentityView
  stream: StreamGuardView
  keyId: string
}
