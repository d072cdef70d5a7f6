/** The history of an alarm as stretches of time in one state each. Pure. */
import type { SimMs } from '../../../base/units'
import type { AlarmStateValue } from '../../../engine/cloudWatch/alarmSettings'
import type { AlarmView } from '../../../engine/cloudWatch/metricsView'

export interface StateStretch {
  state: AlarmStateValue
  fromMs: SimMs
  toMs: SimMs
}

/** Oldest first, without gaps, cut to what is shown. */
export function stateStretches({ state, history }: Pick<AlarmView, 'state' | 'history'>, { fromMs, toMs }: { fromMs: SimMs; toMs: SimMs }): StateStretch[] {
  const changes = [{ atMs: -Infinity, to: history[0]?.from ?? state }, ...history]
  return changes
    .map(({ atMs, to }, index) => ({ state: to, fromMs: Math.max(fromMs, atMs), toMs: Math.min(toMs, changes[index + 1]?.atMs ?? Infinity) }))
    .filter((stretch) => stretch.toMs > stretch.fromMs)
}
