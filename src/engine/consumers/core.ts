/** What every application has, whatever its kind: how far it has come, what it has read, whether it keeps its promises. */
import type { Prng } from '../../base/prng'
import type { Checks } from './checkState'
import type { Latencies } from './latency'
import type { ReadMeter } from './readMeter'
import type { SeenIds } from './reading/seenIds'
import type { CopyTruth, Tally } from './reading/tally'
import type { ShardReader } from './retrieval/reader'
import type { ShardProgress } from './shardProgress'

export interface ApplicationCore {
  applicationIndex: number
  /** One that is stopped was removed by a person, and is kept for its books. */
  state: 'RUNNING' | 'STOPPED' | 'CRASHED'
  /** Rises with each crash: what an earlier life has promised itself is void. */
  life: number
  streamName: string
  prng: Prng
  /** By shard index. The engine's view from above, of which the application knows nothing. */
  progress: Map<number, ShardProgress>
  /** Records of shards, aggregates being one each. */
  recordsProcessed: number
  recordsProcessedAgain: number
  /** In user records. */
  tally: Tally
  copyTruth: CopyTruth
  /** Empty without de-duplication. */
  seenIds: SeenIds
  checks: Checks
  reads: ReadMeter
  latencies: Latencies
  /** By reader number; a KCL polls without. */
  readers: Map<number, ShardReader>
  readersOpened: number
}
