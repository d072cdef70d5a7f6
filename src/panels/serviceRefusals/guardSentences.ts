/** What is said by who guards the service: IAM, KMS, the way to it; and of consumers, tags and policies. */
import { sentence, type Sentence } from './sentence'

/** AWS's form of all denials. */
const denied = (tail: string) => new RegExp(`^User: (?<who>\\S+) is not authorized to perform: (?<action>\\S+)(?: on resource: (?<resource>\\S+))? ${tail}`)

const OF_ACCESS: readonly Sentence[] = [
  sentence('AccessDeniedException', denied('with an explicit deny in an identity-based policy$'), 'deniedByIdentity'),
  sentence('AccessDeniedException', denied('with an explicit deny in a resource-based policy$'), 'deniedByResource'),
  sentence('AccessDeniedException', denied('with an explicit deny in a VPC endpoint policy$'), 'deniedByEndpoint'),
  sentence('AccessDeniedException', denied('because no identity-based policy allows '), 'notAllowedByIdentity'),
  sentence('AccessDeniedException', denied('because no resource-based policy allows '), 'notAllowedByResource'),
  sentence('AccessDeniedException', denied('because no VPC endpoint policy allows '), 'notAllowedByEndpoint'),
  sentence('SdkClientException', /:80 failed: Connection refused$/, 'withoutTls'),
  sentence('SdkClientException', /:443 failed: connect timed out$/, 'cutOff'),
]

const OF_KEYS: readonly Sentence[] = [
  sentence('KMSAccessDeniedException', denied('with an explicit deny '), 'keyDenied'),
  sentence('KMSAccessDeniedException', denied('because no '), 'keyNotAllowed'),
  sentence('KMSNotFoundException', /^Alias (?<key>[^]+) is not found\.$/, 'noAlias'),
  sentence('KMSNotFoundException', /^Key '(?<key>[^]+)' does not exist$/, 'noKey', 'noAlias'),
  sentence('KMSDisabledException', /^(?<key>\S+) is disabled\.$/, 'keyDisabled'),
  sentence('KMSInvalidStateException', /^(?<key>\S+) is pending deletion\.$/, 'keyPendingDeletion'),
  sentence('KMSInvalidStateException', /^(?<key>\S+) is pending import\.$/, 'keyPendingImport'),
  sentence('KMSInvalidStateException', /^(?<key>\S+) is unavailable\.$/, 'keyUnavailable'),
  sentence('KMSThrottlingException', /^You have exceeded the rate at which you may call KMS\./, 'kmsThrottles'),
  sentence('KMSOptInRequired', /^The AWS Access Key Id needs a subscription /, 'kmsOptIn'),
  sentence('InvalidArgumentException', /^EncryptionType must be KMS\. Specified value was (?<type>\S+)$/, 'encryptionType'),
  sentence('LimitExceededException', /^(?<operation>St(?:art|op)StreamEncryption) has been called (?<calls>\d+) times in the last 24 hours for stream (?<stream>\S+) /, 'encryptionToday'),
]

const OF_POLICIES: readonly Sentence[] = [
  sentence('InvalidArgumentException', /^Policy validation error: This policy contains invalid Json \(line (?<line>\d+), column (?<column>\d+)\)$/, 'policyJson'),
  sentence('InvalidArgumentException', /^Policy validation error: (?<problem>[^]+)$/, 'policyProblem'),
  sentence('LimitExceededException', /^The resource policy exceeds the maximum size of (?<max>\d+) bytes\.$/, 'policySize'),
  sentence('ResourceNotFoundException', /^No resource policy found for resource ARN (?<arn>[^]+)\.$/, 'noPolicy'),
]

const OF_CONSUMERS: readonly Sentence[] = [
  sentence('ResourceInUseException', /^Consumer (?<consumer>\S+) with creation timestamp \d+ under stream (?<stream>\S+) and account \d+ is not in ACTIVE status\.$/, 'consumerNotActive'),
  sentence('ResourceNotFoundException', /^Consumer (?<consumer>[^]+), account \d+ not found\.$/, 'noConsumer'),
  sentence('ResourceInUseException', /^Consumer (?<consumer>\S+) under stream (?<stream>\S+) already exists /, 'consumerTaken'),
  sentence('LimitExceededException', /^Stream (?<stream>\S+) under account \d+ has (?<consumers>\d+) registered consumers\. Limit: (?<limit>\d+)\.$/, 'consumersMax'),
  sentence('LimitExceededException', /^Account \d+ has (?<consumers>\d+) consumers in state CREATING, the limit\.$/, 'consumersCreating'),
  sentence('InvalidArgumentException', /^ConsumerARN and (?<member>ConsumerName|StreamARN) do not match\.$/, 'consumerMismatch'),
  sentence('InvalidArgumentException', /^Either ConsumerARN or both StreamARN and ConsumerName should be provided\.$/, 'consumerRef'),
]

const OF_TAGS: readonly Sentence[] = [
  sentence('InvalidArgumentException', /^Some tags contain invalid characters\./, 'tagCharacters'),
  sentence('InvalidArgumentException', /^Failed to (?:add tags to|remove tags from) .* because some tags contained illegal characters\./, 'tagPercent', 'tagCharacters'),
  sentence('InvalidArgumentException', /^Failed to add tags to .* because a given stream cannot have more than \d+ tags /, 'tagsMax'),
]

export const GUARD_SENTENCES: readonly Sentence[] = [...OF_ACCESS, ...OF_KEYS, ...OF_POLICIES, ...OF_CONSUMERS, ...OF_TAGS]
