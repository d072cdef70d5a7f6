/** What sentences call whoever did something to a shard. */
import { shortShardId } from '../shardName'

export function actorOf(event: { application: string; workerId: string; shardId: string }) {
  return { application: event.application, worker: event.workerId, shard: shortShardId(event.shardId) }
}
