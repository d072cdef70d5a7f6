/** How many shards were open in each second, on average over it: what a second's traffic is measured against, whatever was resharded since. */
import { US_PER_SECOND, type SimUs } from '../../base/units'
import type { Shard } from '../state'

/** Seconds from `fromUs` on. A shard without a parent counts from the beginning of its second: what it takes at once is a whole second's. */
export function openShardSeconds(shards: readonly Shard[], fromUs: SimUs, seconds: number): number[] {
  const changesUs = new Float64Array(seconds + 1)
  const changeAt = (sinceUs: SimUs, direction: 1 | -1) => {
    const second = Math.floor(sinceUs / US_PER_SECOND)
    if (second >= seconds) return
    const passedUs = sinceUs - second * US_PER_SECOND
    changesUs[second] += direction * (US_PER_SECOND - passedUs)
    changesUs[second + 1] += direction * passedUs
  }
  for (const { openedAtUs, closedAtUs, parentShardIndex } of shards) {
    const openedUs = Math.max(0, openedAtUs - fromUs)
    changeAt(parentShardIndex === null ? openedUs - (openedUs % US_PER_SECOND) : openedUs, 1)
    if (closedAtUs !== null) changeAt(Math.max(0, closedAtUs - fromUs), -1)
  }
  let openUs = 0
  return Array.from(changesUs.subarray(0, seconds), (changeUs) => (openUs += changeUs) / US_PER_SECOND)
}
