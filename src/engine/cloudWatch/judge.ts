/** An alarm's state from its data points. Source: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data", whose tables are the tests. */
import type { AlarmStateValue, TreatMissingData } from './alarmSettings'

export interface Judged {
  evaluationPeriods: number
  datapointsToAlarm: number
  treatMissingData: TreatMissingData
  state: AlarmStateValue
}

/**
 * @param points of the evaluation range, oldest first: breaching or not, null where missing. It is longer than the evaluation
 * periods: real points from farther back come before the setting for missing ones.
 */
export function judge(points: readonly (boolean | null)[], { evaluationPeriods, datapointsToAlarm, treatMissingData, state }: Judged): AlarmStateValue {
  const real = points.filter((isBreaching) => isBreaching !== null)
  const known = real.slice(-evaluationPeriods)
  const breaching = known.filter((isBreaching) => isBreaching).length
  const missing = evaluationPeriods - known.length
  if (breaching >= datapointsToAlarm) return 'ALARM'
  if (missing === 0) return 'OK'
  switch (treatMissingData) {
    case 'breaching':
      return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK'
    case 'notBreaching':
      return 'OK'
    case 'ignore':
      return breaching < known.length ? 'OK' : state
    case 'missing':
      if (breaching < known.length) return 'OK'
      return isOldEnough(points, datapointsToAlarm) ? 'ALARM' : 'INSUFFICIENT_DATA'
  }
}

/** Nothing but breaching points, the oldest of them as long ago as there must be points: no later one could have prevented the alarm. */
function isOldEnough(points: readonly (boolean | null)[], datapointsToAlarm: number): boolean {
  const oldest = points.indexOf(true)
  return oldest >= 0 && points.length - oldest >= datapointsToAlarm
}
