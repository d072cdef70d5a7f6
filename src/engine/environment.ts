/** What a run needs from outside and never changes. */
import type { call } from './call'
import type { Source } from './source'

export interface Environment {
  /** The files that producers replay. */
  sources: ReadonlyMap<string, Source>
  /** The service's door: `call`, which a host may load after the rest. */
  call: typeof call
}
