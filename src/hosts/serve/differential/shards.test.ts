import { runCases } from './runCases'
import { listShardsCases } from './cases/listShards'
import { reshardingCases } from './cases/resharding'

runCases('shards', [...reshardingCases, ...listShardsCases])
