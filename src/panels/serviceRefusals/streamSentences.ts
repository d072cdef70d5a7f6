/** What is said of streams, shards and their settings. */
import { sentence, type Sentence } from './sentence'

const double = ({ open }: { open?: string }) => ({ max: String(2 * Number(open)) })
const half = ({ open }: { open?: string }) => ({ min: String(Math.ceil(Number(open) / 2)) })

const OF_STREAMS: readonly Sentence[] = [
  sentence('ResourceInUseException', /^Stream (?<stream>\S+) under account \d+ not ACTIVE, instead in state UPDATING$/, 'updating'),
  sentence('ResourceInUseException', /^Stream (?<stream>\S+) under account \d+ not ACTIVE, instead in state CREATING$/, 'creating'),
  sentence('ResourceInUseException', /^Stream (?<stream>\S+) under account \d+ not ACTIVE, instead in state DELETING$/, 'deleting'),
  sentence('ResourceNotFoundException', /^Stream (?<stream>\S+) under account \d+ not found\.$/, 'noStream'),
  sentence('ResourceNotFoundException', /^Stream ARN (?<arn>[^]+) not found\.$/, 'noStreamArn'),
  sentence('InvalidArgumentException', /^StreamName and StreamARN do not match\.$/, 'nameAndArn'),
  sentence('InvalidArgumentException', /^Either StreamName or StreamARN should be provided\.$/, 'nameOrArn'),
  sentence('LimitExceededException', /^Rate exceeded for stream (?<stream>\S+) under account \d+\.$/, 'rateOfStream', 'rate'),
  sentence('LimitExceededException', /^Rate exceeded for account \d+\.$/, 'rate'),
  sentence('ResourceInUseException', /^Stream (?<stream>\S+) under account \d+ already exists\.$/, 'nameTaken'),
  sentence('ValidationException', /^ShardCount is not expected when StreamMode=ON_DEMAND$/, 'shardCountOnDemand'),
  sentence('InvalidArgumentException', /^WarmThroughputMiBps can be set for streams in On-Demand mode only\.$/, 'warmProvisioned'),
  sentence('InvalidArgumentException', /^The record distribution strategy AUTO can be set for streams in On-Demand mode only\.$/, 'autoProvisioned'),
  sentence('InvalidArgumentException', /^RecordDistributionStrategy AUTO is only supported in On-Demand mode\. /, 'autoProvisioned'),
  sentence('LimitExceededException', /simultaneously be in CREATING or DELETING for the account \d+\. Limit: (?<limit>\d+)\.$/, 'inTransition'),
  sentence('LimitExceededException', /^Account \d+ has (?<limit>\d+) on-demand streams, the limit\.$/, 'onDemandStreams'),
  sentence('LimitExceededException', /^Account \d+ has \d+ streams in On-Demand mode\. Limit: (?<limit>\d+)\.$/, 'onDemandStreams'),
  sentence('LimitExceededException', /^This request would exceed the shard limit .* Current shard count for the account: (?<open>\d+)\. Limit: (?<limit>\d+)\. [^:]*: (?<more>\d+)\. /, 'accountShards'),
  sentence('ResourceInUseException', /^DeleteStream can't delete \d+:(?<stream>\S+) because there are consumers associated /, 'streamHasConsumers'),
]

const OF_SHARDS: readonly Sentence[] = [
  sentence('LimitExceededException', /^Target shard count or number of open shards cannot be greater than (?<max>\d+)\. .* Target shard count: (?<target>\d+)$/, 'targetMax'),
  sentence('LimitExceededException', /^UpdateShardCount cannot scale up over double .*: (?<open>\d+), Target shard count: (?<target>\d+)$/, 'overDouble', 'overDouble', double),
  sentence('LimitExceededException', /^UpdateShardCount cannot scale down below half .*: (?<open>\d+), Target shard count: (?<target>\d+)$/, 'belowHalf', 'belowHalf', half),
  sentence('LimitExceededException', /^Stream (?<stream>\S+) under account \d+ has been scaled (?<calls>\d+) times in the last 24 hours/, 'scaledToday'),
  sentence('ValidationException', /^Request is invalid\. Stream (?<stream>\S+) under account \d+ is in On-Demand mode\.$/, 'inOnDemand'),
  sentence('ResourceNotFoundException', /^Could not find shard (?<shard>[^]+) in stream (?<stream>\S+) under account \d+\.$/, 'noShard'),
  sentence('InvalidArgumentException', /^Shard (?<shard>\S+) in stream \S+ under account \d+ has already been merged or split/, 'shardClosed'),
  sentence('InvalidArgumentException', /^NewStartingHashKey (?<cut>\d+) used in SplitShard\(\) on shard (?<shard>\S+) .* StartingHashKey (?<start>\d+) and less than the shard's EndingHashKey (?<end>\d+)\.$/, 'cutOutside'),
  sentence('InvalidArgumentException', /^Shards (?<shard>\S+) and (?<adjacent>\S+) in stream .* are not an adjacent pair/, 'notAdjacent'),
]

const OF_SETTINGS: readonly Sentence[] = [
  sentence('InvalidArgumentException', /^Minimum allowed retention period is (?<min>\d+) hours\. Requested retention period \((?<hours>\S+) hours\)/, 'retentionShort'),
  sentence('InvalidArgumentException', /^Maximum allowed retention period is (?<max>\d+) hours\. Requested retention period \((?<hours>\S+) hours\)/, 'retentionLong'),
  sentence('InvalidArgumentException', /^Requested retention period \((?<hours>\S+) hours\) .* can not be shorter than existing retention period \((?<current>\S+) hours\)/, 'increaseShortens'),
  sentence('InvalidArgumentException', /^Requested retention period \((?<hours>\S+) hours\) .* can not be longer than existing retention period \((?<current>\S+) hours\)/, 'decreaseLengthens'),
  sentence('LimitExceededException', /^The mode of stream (?<stream>\S+) under account \d+ has been switched (?<switches>\d+) times in the last 24 hours/, 'switchedToday'),
  sentence('InvalidArgumentException', /^Stream (?<stream>\S+) under account \d+ has RecordDistributionStrategy AUTO, /, 'autoBeforeSwitch'),
  sentence('InvalidArgumentException', /^WarmThroughputMiBps can only be specified when the stream mode is being updated to ON_DEMAND\.$/, 'warmOnSwitch'),
  sentence('ValidationException', /^Request is invalid\. Stream (?<stream>\S+) under account \d+ is in Provisioned mode\.$/, 'inProvisioned'),
  sentence('ValidationException', /^Warm throughput needs MinimumThroughputBillingCommitment /, 'warmNeedsAdvantage'),
  sentence('LimitExceededException', /^Warm throughput of a stream cannot be greater than (?<max>\d+) MiBps\. Requested: (?<asked>\S+)$/, 'warmMax'),
  sentence('ValidationException', /^Stream (?<stream>\S+) under account \d+ has warm throughput, which must be removed first\.$/, 'warmFirst'),
]

export const STREAM_SENTENCES: readonly Sentence[] = [...OF_STREAMS, ...OF_SHARDS, ...OF_SETTINGS]
