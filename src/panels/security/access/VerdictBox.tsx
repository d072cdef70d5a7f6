/** What would happen if somebody called an operation, with the statement that decides in its own words. Nothing is called. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuardsView, IdentityView } from '../../../engine/door/guardsView'
import type { AccessAnswer, AccessQuestion } from '../../../engine/iam/accessAnswer'
import type { CallPath, PolicySettings } from '../../../engine/iam/settings'
import { OPERATIONS } from '../../../kinesis/api/operations'
import type { OperationName } from '../../../kinesis/api/types'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { securityStore } from '../securityStore'
import type { ResourceDrafts } from './ResourcePolicies'
import styles from '../Security.module.css'
import { useAccess } from '../useGuards'
import { Considered, Documents } from './VerdictDetails'

const FIRST: readonly OperationName[] = ['PutRecords', 'PutRecord', 'GetShardIterator', 'GetRecords', 'SubscribeToShard', 'ListShards', 'DescribeStreamSummary']
const CALLED: readonly OperationName[] = [...FIRST, ...(Object.keys(OPERATIONS) as OperationName[]).filter((name) => !FIRST.includes(name)).sort()]
const WAYS = ['own', 'public', 'vpcEndpoint', 'http'] as const
const ACCOUNT = '*'

export interface VerdictBoxProps {
  guards: GuardsView
  identity: IdentityView
  /** Policies that are being written: asked about in place of those in force. */
  draft: readonly PolicySettings[] | null
  /** The same of resources. */
  resourceDrafts: ResourceDrafts
  streamName: string | null
  onAnswer: (answer: AccessAnswer | null) => void
}

export function VerdictBox({ guards, identity, draft, resourceDrafts, streamName, onAnswer }: VerdictBoxProps) {
  const { t } = useTranslation('security')
  const [operation, setOperation] = useState<OperationName>(identity.caller.startsWith('application/') ? 'GetRecords' : 'PutRecords')
  const [resource, setResource] = useState<string>(streamName ?? ACCOUNT)
  const [way, setWay] = useState<(typeof WAYS)[number]>('own')
  const resources = [...guards.streams.flatMap((stream) => [stream.streamName, ...stream.consumers.map(({ consumerName }) => `${stream.streamName}/consumer/${consumerName}`)]), ACCOUNT]
  const answer = useAccess(questionOf({ identity, draft, resourceDraft: resourceDrafts[arnOf(guards, resource) ?? ''], operation, resource, way }))
  useEffect(() => onAnswer(answer), [answer, onAnswer])
  return (
    <div className={sheet.body}>
      <p className={sheet.hint}>{t('verdict.hint')}</p>
      <div className={styles.two}>
        <SelectSetting name={t('verdict.operation')} names={CALLED} chosen={operation} onChoose={setOperation} />
        <SelectSetting name={t('verdict.resource')} names={resources} chosen={resources.includes(resource) ? resource : ACCOUNT} say={(name) => (name === ACCOUNT ? t('verdict.account') : name)} onChoose={setResource} />
      </div>
      <SelectSetting name={t('verdict.way')} names={WAYS} chosen={way} say={(name) => (name === 'own' ? t('verdict.own', { way: t(`way.${identity.askedPath}`) }) : t(`way.${name}`))} onChoose={setWay} />
      <div role="status">{answer === null ? null : <Verdict answer={answer} askedPath={way === 'own' ? identity.askedPath : way} />}</div>
      {answer === null ? null : <Considered answer={answer} />}
    </div>
  )
}

function arnOf({ streams }: GuardsView, resource: string): string | undefined {
  const [streamName, , consumerName] = resource.split('/')
  const stream = streams.find((each) => each.streamName === streamName)
  return consumerName === undefined ? stream?.arn : stream?.consumers.find((each) => each.consumerName === consumerName)?.arn
}

interface Asked {
  identity: IdentityView
  draft: readonly PolicySettings[] | null
  resourceDraft: string | undefined
  operation: OperationName
  resource: string
  way: CallPath | 'own'
}

function questionOf({ identity, draft, resourceDraft, operation, resource, way }: Asked): AccessQuestion {
  const [streamName = ACCOUNT, , consumerName] = resource.split('/')
  const isOwn = draft === null && way === 'own'
  return {
    caller: identity.caller,
    operation,
    streamName: streamName === ACCOUNT ? null : streamName,
    ...(consumerName === undefined ? {} : { consumerName }),
    ...(resourceDraft === undefined || resourceDraft === '' ? {} : { resourcePolicy: resourceDraft }),
    ...(isOwn ? {} : { identity: { policies: [...(draft ?? identity.policies)], path: way === 'own' ? identity.askedPath : way, accountId: identity.accountId } }),
  }
}

function Verdict({ answer, askedPath }: { answer: AccessAnswer; askedPath: CallPath }) {
  const { t } = useTranslation('security')
  const { isAllowed, decidedBy, exception, message, path } = answer
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
      {path === askedPath ? null : <p className={sheet.hint}>{t('network.fallback', { asked: t(`way.${askedPath}`), taken: t(`way.${path}`) })}</p>}
      <Documents answer={answer} />
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
