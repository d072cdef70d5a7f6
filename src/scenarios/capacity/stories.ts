/** The stories of capacity, cost and metrics by their names, fetched together. */
import type { Scenario } from '../../engine/scenario'
import { autoscalingOvershoots } from './autoscalingOvershoots'
import { hiddenBurst } from './hiddenBurst'
import { nothingIsDeleted } from './nothingIsDeleted'
import { onDemandDoubles } from './onDemandDoubles'
import { onDemandHotKey } from './onDemandHotKey'
import { onDemandTooFast } from './onDemandTooFast'
import { retentionAndASlowReader } from './retentionAndASlowReader'
import { spikyBill } from './spikyBill'
import { steadyBill } from './steadyBill'
import { tenReshardsADay } from './tenReshardsADay'
import { twoModeSwitches } from './twoModeSwitches'
import { unevenRanges } from './unevenRanges'
import { warmBeforeASale } from './warmBeforeASale'

export const capacityStories: Readonly<Record<string, Scenario>> = {
  retentionAndASlowReader,
  nothingIsDeleted,
  unevenRanges,
  tenReshardsADay,
  onDemandDoubles,
  onDemandTooFast,
  onDemandHotKey,
  twoModeSwitches,
  warmBeforeASale,
  steadyBill,
  spikyBill,
  hiddenBurst,
  autoscalingOvershoots,
}
