/** What would happen if somebody called an operation, with the statement that decides in its own words. Nothing is called. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuardsView, IdentityView } from '../../../engine/door/guardsView'
import type { AccessAnswer, AccessQuestion } from '../../../engine/iam/accessAnswer'
import type { CallPath, PolicySettings } from '../../../engine/iam/settings'
import { OPERATIONS } from '../../../kinesis/api/operations'
import type { OperationName } from '../../../kinesis/api/types'
import controls from '../../../widgets/controls.module.css'
import { Group } from '../../settings/Group'
import { SelectSetting } from '../../settings/SelectSetting'
import { SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { securityStore } from '../securityStore'
import styles from '../Security.module.css'
import { useAccess } from '../useGuards'

const FIRST: readonly OperationName[] = ['PutRecords', 'PutRecord', 'GetShardIterator', 'GetRecords', 'SubscribeToShard', 'ListShards', 'DescribeStreamSummary']
const CALLED: readonly OperationName[] = [...FIRST, ...(Object.keys(OPERATIONS) as OperationName[]).filter((name) => !FIRST.includes(name)).sort()]
const WAYS = ['own', 'public', 'vpcEndpoint', 'http'] as const
const ACCOUNT = '*'

export interface VerdictBoxProps {
  guards: GuardsView
  identity: IdentityView
  /** Policies that are being written: asked about in place of those in force. */
  draft: readonly PolicySettings[] | null
  /** Something is being written that does not read yet. */
  isUnready: boolean
  streamName: string | null
  onAnswer: (answer: AccessAnswer | null) => void
}

export function VerdictBox({ guards, identity, draft, isUnready, streamName, onAnswer }: VerdictBoxProps) {
  const { t } = useTranslation('security')
  const [operation, setOperation] = useState<OperationName>(identity.caller.startsWith('application/') ? 'GetRecords' : 'PutRecords')
  const [resource, setResource] = useState<string>(streamName ?? ACCOUNT)
  const [way, setWay] = useState<(typeof WAYS)[number]>('own')
  const resources = [...guards.streams.flatMap((stream) => [stream.streamName, ...stream.consumers.map(({ consumerName }) => `${stream.streamName}/consumer/${consumerName}`)]), ACCOUNT]
  const answer = useAccess(questionOf({ identity, draft, operation, resource, way }))
  useEffect(() => onAnswer(answer), [answer, onAnswer])
  return (
    <div className={sheet.body}>
      <p className={sheet.hint}>{t('verdict.hint')}</p>
      <div className={styles.two}>
        <SelectSetting name={t('verdict.operation')} names={CALLED} chosen={operation} onChoose={setOperation} />
        <SelectSetting name={t('verdict.resource')} names={resources} chosen={resources.includes(resource) ? resource : ACCOUNT} say={(name) => (name === ACCOUNT ? t('verdict.account') : name)} onChoose={setResource} />
      </div>
      <SelectSetting name={t('verdict.way')} names={WAYS} chosen={way} say={(name) => (name === 'own' ? t('verdict.own', { way: t(`way.${identity.path}`) }) : t(`way.${name}`))} onChoose={setWay} />
      <div role="status">{answer === null ? null : <Verdict answer={answer} of={isUnready ? 'problems' : draft === null ? 'inForce' : 'ofDraft'} />}</div>
      {answer === null ? null : <Considered answer={answer} />}
    </div>
  )
}

function questionOf({ identity, draft, operation, resource, way }: { identity: IdentityView; draft: readonly PolicySettings[] | null; operation: OperationName; resource: string; way: CallPath | 'own' }): AccessQuestion {
  const [streamName = ACCOUNT, , consumerName] = resource.split('/')
  const isOwn = draft === null && way === 'own'
  return {
    caller: identity.caller,
    operation,
    streamName: streamName === ACCOUNT ? null : streamName,
    ...(consumerName === undefined ? {} : { consumerName }),
    ...(isOwn ? {} : { identity: { policies: [...(draft ?? identity.policies)], path: way === 'own' ? identity.path : way, accountId: identity.accountId } }),
  }
}

function Verdict({ answer, of }: { answer: AccessAnswer; of: 'inForce' | 'ofDraft' | 'problems' }) {
  const { t } = useTranslation('security')
  const { isAllowed, decidedBy, exception, message } = answer
  return (
    <div className={styles.verdict} data-allowed={isAllowed}>
      <p>
        <strong>{t(isAllowed ? 'verdict.allowed' : 'verdict.denied')}</strong> {decidedBy === null ? t(exception === 'SdkClientException' ? 'verdict.nobodyListens' : isAllowed ? 'verdict.noStatement' : 'verdict.keyState') : t(`verdict.why.${decidedBy.why}`, { source: t(`source.${decidedBy.source}`) })}
      </p>
      {decidedBy === null || decidedBy.policyName === null ? null : (
        <>
          <p className={sheet.hint}>{t('verdict.statement', { policy: decidedBy.policyName, number: (decidedBy.statementIndex ?? 0) + 1 })}</p>
          {decidedBy.quote === null ? null : (
            <pre className={styles.quote} tabIndex={0} role="region" aria-label={t('verdict.quote')}>
              {decidedBy.quote}
            </pre>
          )}
          <Where answer={answer} />
        </>
      )}
      {message === null ? null : (
        <p className={sheet.hint}>
          <b>{exception}</b> {message}
        </p>
      )}
      {of === 'inForce' ? null : <p className={sheet.hint}>{t(`verdict.${of}`)}</p>}
    </div>
  )
}

/** Policies of the endpoint and of keys are edited elsewhere. */
function Where({ answer: { decidedBy } }: { answer: AccessAnswer }) {
  const { t } = useTranslation('security')
  if (decidedBy?.source !== 'endpoint' && decidedBy?.source !== 'key') return null
  const view = decidedBy.source === 'endpoint' ? 'network' : 'keys'
  return (
    <button type="button" className={`${controls.link} ${sheet.fits}`} onClick={() => securityStore.setState({ view })}>
      {t(`verdict.goTo.${view}`)}
    </button>
  )
}

function Considered({ answer: { considered, request } }: { answer: AccessAnswer }) {
  const { t } = useTranslation('security')
  const { arn, action, resource } = request
  const asked = [
    { key: 'arn', cells: [t('caller'), arn] },
    { key: 'action', cells: [t('verdict.operation'), action] },
    { key: 'resource', cells: [t('verdict.resource'), resource] },
  ]
  return (
    <>
      <Group title={t('verdict.considered', { count: considered.length })}>
        <SmallTable
          caption={t('verdict.consideredCaption')}
          heads={[t('verdict.policy'), t('verdict.effect'), t('verdict.applies')]}
          rows={considered.map(({ source, policyName, statementIndex, sid, effect, mismatch }) => ({
            key: `${source} ${policyName} ${statementIndex}`,
            cells: [`${policyName} · ${sid ?? statementIndex + 1}`, effect, t(`verdict.mismatch.${mismatch ?? 'none'}`)],
            isFault: effect === 'Deny' && mismatch === null,
          }))}
        />
      </Group>
      <Group title={t('verdict.request')}>
        <SmallTable caption={t('verdict.requestCaption')} heads={[t('verdict.key'), t('verdict.value')]} rows={[...asked, ...request.context.map(({ key, values }) => ({ key, cells: [key, values.join(', ')] }))]} />
      </Group>
    </>
  )
}
