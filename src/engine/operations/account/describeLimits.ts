/** DescribeLimits: how many shards and on-demand streams the account has and may have. */
import type { Input, Output } from '../../../kinesis/api/types'
import { accepted, type Answer } from '../../../kinesis/exceptions'
import { ACCOUNT_SHARD_LIMIT, ON_DEMAND_STREAMS_MAX } from '../../../kinesis/limits'
import type { World } from '../../state'

export function describeLimits({ streams }: World, _input: Input<'DescribeLimits'>): Answer<Output<'DescribeLimits'>> {
  const existing = streams.filter(({ deletedAtUs }) => deletedAtUs === null)
  return accepted({
    ShardLimit: ACCOUNT_SHARD_LIMIT,
    OpenShardCount: existing.reduce((sum, { openShards }) => sum + openShards.length, 0),
    OnDemandStreamCount: existing.filter(({ streamMode }) => streamMode === 'ON_DEMAND').length,
    OnDemandStreamCountLimit: ON_DEMAND_STREAMS_MAX,
  })
}
