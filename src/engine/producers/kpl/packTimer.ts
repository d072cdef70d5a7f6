/** A blob of compressed rows that does not fill goes out after a while. */
import type { World } from '../../state'
import type { Pack } from '../compression'
import { PACK_LINGER_US } from '../packing'
import { setTimer } from '../setTimer'
import type { KplProducer } from './model'

export function setPackTimer(world: World, producer: KplProducer, { recordId, sinceUs }: Pack): void {
  setTimer(world, producer, Math.max(world.nowUs, sinceUs + PACK_LINGER_US), { kind: 'kpl', due: 'pack', recordId })
}
