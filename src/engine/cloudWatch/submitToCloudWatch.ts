/** Commands to CloudWatch, and to who scales by it. */
import { setAutoscaling } from '../autoscaling/setAutoscaling'
import type { AccountCommand } from '../commands'
import type { RefusalReason } from '../refusalReasons'
import type { World } from '../state'
import { deleteAlarms, putAlarm } from './alarms'

type CloudWatchCommand = Extract<AccountCommand, { type: 'PutMetricAlarm' | 'DeleteAlarms' | 'SetAutoscaling' }>

/** @returns why it could not be done; null when it was. */
export function submitToCloudWatch(world: World, command: CloudWatchCommand): RefusalReason | null {
  switch (command.type) {
    case 'PutMetricAlarm':
      return putAlarm(world, command.alarm, null)
    case 'DeleteAlarms':
      return deleteAlarms(world, command.alarmNames)
    case 'SetAutoscaling':
      return setAutoscaling(world, command.streamName, command.policy)
  }
}
