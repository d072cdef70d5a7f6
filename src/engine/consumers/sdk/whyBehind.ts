/** What keeps an application on the SDK from records of a shard whose parents are done. */
import type { Cause } from '../../cause'
import type { World } from '../../state'
import { whyUnknown } from '../shardDiscovery'
import type { SdkApplication } from './model'

/** @returns null: nothing but its work and the limits of the shard. */
export function whySdkBehind(_world: World, application: SdkApplication, shardIndex: number): Cause | null {
  return whyUnknown(application, shardIndex)
}
