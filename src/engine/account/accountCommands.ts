/** Which commands are about the account around its streams: whoever gets one must have loaded `environment.account`. */
import type { AccountCommand, Command } from '../commands'

const ACCOUNT_COMMANDS: Readonly<Record<AccountCommand['type'], true>> = {
  SetIdentity: true,
  SetVpcEndpoint: true,
  SetKmsKey: true,
  SetKmsFault: true,
  SetTrail: true,
  StartExperiment: true,
  StopExperiment: true,
  PutMetricAlarm: true,
  DeleteAlarms: true,
  SetAutoscaling: true,
}

export function isAccountCommand(command: Command): command is AccountCommand {
  return command.type in ACCOUNT_COMMANDS
}
