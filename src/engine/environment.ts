/** What a run needs from outside and never changes: the files that producers replay. */
import type { Source } from './source'

export interface Environment {
  sources: ReadonlyMap<string, Source>
}
