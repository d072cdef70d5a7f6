/** The playground of IAM: who may do what, by which statement; and what it is like to break it. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { GuardsView, IdentityView, StreamGuardView } from '../../../engine/door/guardsView'
import type { AccessAnswer } from '../../../engine/iam/accessAnswer'
import { useWorld } from '../../../store/hooks'
import { Section } from '../../../widgets/Section'
import { CallerTable } from '../CallerTable'
import { useChosenIdentity } from '../chosenCaller'
import { securityStore } from '../securityStore'
import { usePolicyProblems } from '../useGuards'
import { BreakIt } from './BreakIt'
import { IdentityEditor } from './IdentityEditor'
import { ResourcePolicies, type ResourceDrafts } from './ResourcePolicies'
import { VerdictBox } from './VerdictBox'

export function AccessView({ guards }: { guards: GuardsView }) {
  const { t } = useTranslation('security')
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  const identity = useChosenIdentity(guards.identities)
  if (identity === undefined) return null
  const stream = guards.streams.find(({ streamName }) => streamName === watched) ?? guards.streams[0] ?? null
  return (
    <>
      <Section title={t('section.callers')}>
        <CallerTable identities={guards.identities} chosen={identity.caller} onChoose={(chosen) => securityStore.setState({ caller: chosen })} />
        {stream === null ? null : <BreakIt identities={guards.identities} identity={identity} streamArn={stream.arn} />}
      </Section>
      <OfCaller key={identity.caller} guards={guards} identity={identity} stream={stream} />
    </>
  )
}

function OfCaller({ guards, identity, stream }: { guards: GuardsView; identity: IdentityView; stream: StreamGuardView | null }) {
  const { t } = useTranslation('security')
  const draft = useStore(securityStore, (state) => state.drafts[identity.caller] ?? null)
  const [answer, setAnswer] = useState<AccessAnswer | null>(null)
  const [resourceDrafts, setResourceDrafts] = useState<ResourceDrafts>({})
  const problems = usePolicyProblems((draft ?? identity.policies).map(({ policyName, document }) => ({ subject: { kind: 'identity', policyName }, document })))
  return (
    <>
      <Section title={t('section.verdict')}>
        <VerdictBox guards={guards} identity={identity} draft={draft} resourceDrafts={resourceDrafts} streamName={stream?.streamName ?? null} onAnswer={setAnswer} />
      </Section>
      <Section title={t('section.identity')}>
        <IdentityEditor identity={identity} draft={draft} problems={problems} streamArn={stream?.arn ?? '*'} vpcEndpointId={guards.endpoint?.vpcEndpointId ?? null} answer={answer} />
      </Section>
      {stream === null ? null : (
        <Section title={t('section.resource')}>
          <ResourcePolicies key={stream.arn} caller={identity.caller} stream={stream} policies={guards.resourcePolicies} accountId={guards.accountId} answer={answer} drafts={resourceDrafts} onDraft={(arn, document) => setResourceDrafts((all) => ({ ...all, [arn]: document }))} />
        </Section>
      )}
    </>
  )
}
