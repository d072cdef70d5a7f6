/** The stories of capacity, cost and metrics by their names, fetched together. */
import type { Scenario } from '../../engine/scenario'
import { advantageBill } from './advantageBill'
import { autoscalingOvershoots } from './autoscalingOvershoots'
import { consumersBill } from './consumersBill'
import { hiddenBurst } from './hiddenBurst'
import { hiddenHotShard } from './hiddenHotShard'
import { leavingAdvantage } from './leavingAdvantage'
import { nothingIsDeleted } from './nothingIsDeleted'
import { onDemandDoubles } from './onDemandDoubles'
import { onDemandHotKey } from './onDemandHotKey'
import { onDemandScalesDown } from './onDemandScalesDown'
import { onDemandTooFast } from './onDemandTooFast'
import { retentionAndASlowReader } from './retentionAndASlowReader'
import { retentionBill } from './retentionBill'
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
  onDemandScalesDown,
  twoModeSwitches,
  warmBeforeASale,
  leavingAdvantage,
  steadyBill,
  spikyBill,
  advantageBill,
  consumersBill,
  retentionBill,
  hiddenBurst,
  hiddenHotShard,
  autoscalingOvershoots,
}
