/** Limits of the kind "so many times in a rolling 24 hours". */
import { US_PER_HOUR, type SimUs } from '../../base/units'
import type { World } from '../state'

const DAY_US = 24 * US_PER_HOUR

/** @returns those that still count. */
export function withinDay(world: World, instantsUs: readonly SimUs[]): SimUs[] {
  return instantsUs.filter((atUs) => atUs > world.nowUs - DAY_US)
}
